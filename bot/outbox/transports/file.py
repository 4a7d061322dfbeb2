"""Delivers to a folder, one `.eml` file a mail: what runs when no mail server is set."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from email.parser import BytesHeaderParser
from itertools import count
from pathlib import Path

from bot.outbox.delivery import Accepted, Outcome, ServerFault, plain
from bot.outbox.model import Mail

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_LONGEST_STEM = 80


class FileTransport:
    """Writes `<number>.eml`. A file is there whole or not at all, and on the disk when `Accepted` is returned. The
    same Message-ID again replaces its own file; another mail with the same number gets `-2`, `-3` and so on."""

    def __init__(self, folder: Path, *, fsync: Callable[[int], None] = os.fsync) -> None:
        """`folder` is made when the first mail comes; `fsync` forces an open file or folder to the disk."""
        self._folder = folder
        self._fsync = fsync
        # Choosing a free name and taking it must not be interleaved with another mail doing the same.
        self._one_at_a_time = asyncio.Lock()

    def __repr__(self) -> str:
        return f"FileTransport({str(self._folder)!r})"

    async def deliver(self, mail: Mail) -> Outcome:
        """Accepted with the file's name, or ServerFault when the folder cannot be written."""
        async with self._one_at_a_time:
            try:
                return Accepted(await asyncio.to_thread(self._write, mail))
            except OSError as error:
                return ServerFault(self._sentence(error))

    async def close(self) -> None:
        """Nothing is held between mails."""

    def _write(self, mail: Mail) -> str:
        self._make_folder()
        target = next(path for path in self._names(mail) if not path.exists() or _holds(path, mail))
        # The name is the mail's own: what a crash leaves behind is overwritten by the next attempt, not forgotten
        # with somebody's personal data in it.
        half = self._folder / f".{hashlib.sha256(mail.message_id.encode()).hexdigest()[:32]}.tmp"
        try:
            with open(half, "wb", opener=_private) as file:
                file.write(mail.content)
                file.flush()
                self._fsync(file.fileno())
            half.replace(target)
        except OSError:
            half.unlink(missing_ok=True)
            raise
        self._sync_folder(self._folder)
        return target.name

    def _names(self, mail: Mail) -> Iterator[Path]:
        stem = safe_stem(mail.subject_number)
        yield self._folder / f"{stem}.eml"
        for number in count(2):
            yield self._folder / f"{stem}-{number}.eml"

    def _make_folder(self) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sync_folder(self._folder.parent)

    def _sync_folder(self, folder: Path) -> None:
        # Without this the rename itself may be lost with the power. Windows opens no folders; there NTFS keeps a log.
        if os.name == "nt":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            self._fsync(handle)
        finally:
            os.close(handle)

    def _sentence(self, error: OSError) -> str:
        if error.errno in _FULL:
            return f"Disken är full: mejlet fick inte plats i mappen {self._folder}."
        return f"Mejlet gick inte att spara i mappen {self._folder}: {plain(error.strerror or type(error).__name__)}."


def safe_stem(number: str) -> str:
    """A lead's number as the beginning of a file name: letters, digits, dash and underscore, never empty, never a
    way out of the folder."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", number).strip("-")[:_LONGEST_STEM] or "mejl"


def _holds(path: Path, mail: Mail) -> bool:
    """Whether the file is an earlier copy of this very mail."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    found = BytesHeaderParser().parsebytes(there).get("Message-ID", "")
    return there == mail.content or _bare(str(found)) == _bare(mail.message_id)


def _bare(message_id: str) -> str:
    return message_id.strip().strip("<>")


def _private(path: str, flags: int) -> int:
    # A lead is personal data: for the owner's eyes only, whatever the umask says.
    return os.open(path, flags, mode=0o600)
