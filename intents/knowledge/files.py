"""The folder as an editor left it: which files lie in it, and each of them as text, however it was saved."""

from __future__ import annotations

import errno
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from intents.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from intents.model import Severity

DEEPEST = 5
"""Folders within folders looked into; answers lie two down. Links that lead in a ring end here."""
_HIDDEN = (".", "~$")
"""How the names of files begin that are nobody's text; Word puts `~$` before its note of who has a file open."""
_KEPT_BESIDE = ("~", ".bak", ".tmp", "thumbs.db", "desktop.ini")
"""How those end that editors keep beside a file and Windows leaves in a network folder."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What Notepad puts first in a file."""
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""What nobody sees in an editor: left behind by slides, PDF files and UTF-16."""
_DAMAGED = re.compile("\ufffd|Ã[¤¥¶„…–\x84\x85\x96]")
"""What is left of å, ä and ö when a file was read in the wrong encoding and saved like that."""
_REASONS = {
    errno.EISDIR: "det är en mapp. Ge mappen ett namn utan .md",
    errno.ENOTDIR: "det är en fil, inte en mapp",
    errno.ENOENT: "den finns inte, eller är en länk som inte leder någonstans. Lägg dit den på nytt",
    errno.ELOOP: "den är en länk som leder till sig själv. Lägg dit filen i stället",
    errno.EACCES: "du saknar behörighet. Be den som sköter datorn om läsrätt",
    errno.EPERM: "du saknar behörighet. Be den som sköter datorn om läsrätt",
}


def reason(error: OSError) -> str:
    """Why something cannot be read and what to do, in the editors' language."""
    return _REASONS.get(error.errno or 0, f"datorn svarar med fel {error.errno}. Försök igen, eller spara om den")


class Folder:
    """The files under `root`, looked up once, and what was found wrong with them so far."""

    def __init__(self, root: Path) -> None:
        self.findings: list[Finding] = []
        self._digest = hashlib.sha256()
        self._read: set[str] = set()
        found = dict(self._walk(root, "", 0))
        self.files: Mapping[str, Path] = dict(sorted(found.items(), key=lambda item: item[0].split("/")))
        """Every file by its path as findings show it, hidden ones left out."""

    def note(self, shown: str, line: int, message: str, severity: Severity = "error") -> None:
        """Write down what is wrong with the file `shown`."""
        self.findings.append(Finding(shown, line, message, severity))

    @property
    def version(self) -> str:
        """Fingerprint of every file read so far."""
        return self._digest.hexdigest()[:12]

    @property
    def unread(self) -> list[str]:
        """The files nobody has asked for."""
        return [shown for shown in self.files if shown not in self._read]

    def text(self, shown: str) -> str | None:
        """What stands in a file: composed letters (NFC), lines that end with `\\n`. None when it cannot be read."""
        self._read.add(shown)
        try:
            raw = self.files[shown].read_bytes()
        except OSError as error:
            self.note(shown, 0, f"filen går inte att läsa: {reason(error)}")
            return None
        self._digest.update(shown.encode() + b"\0" + raw)
        raw = raw.removeprefix(_BYTE_ORDER_MARK)
        try:
            text = unicodedata.normalize("NFC", _LINE_END.sub("\n", raw.decode("utf-8")))
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8")
            line = _LINE_END.sub("\n", before).count("\n") + 1
            self.note(shown, line, "filen är inte sparad som UTF-8: välj kodningen UTF-8 när du sparar")
            return None
        return text if self._looks_sound(shown, text) else None

    def _looks_sound(self, shown: str, text: str) -> bool:
        for pattern, message in (
            (_CONTROL, "raden har ett styrtecken som inte syns: radera raden och skriv den på nytt"),
            (_DAMAGED, "å, ä eller ö har blivit andra tecken: rätta texten och spara som UTF-8"),
        ):
            if found := pattern.search(text):
                self.note(shown, text.count("\n", 0, found.start()) + 1, message)
                return False
        return True

    def begins(self, shown: str, start: str) -> bool:
        """Whether a file begins like that; looking is not reading, and an unreadable file begins with nothing."""
        try:
            with self.files[shown].open("rb") as file:
                return file.read(64).removeprefix(_BYTE_ORDER_MARK).startswith(start.encode())
        except OSError:
            return False

    def _walk(self, folder: Path, shown: str, depth: int) -> Iterator[tuple[str, Path]]:
        try:
            inside = sorted(folder.iterdir())
        except OSError as error:
            self.note(shown or ".", 0, f"mappen går inte att läsa: {reason(error)}")
            return
        for path in inside:
            if path.name.startswith(_HIDDEN) or path.name.lower().endswith(_KEPT_BESIDE):
                continue
            here = f"{shown}/{unicodedata.normalize('NFC', path.name)}".lstrip("/")
            if not _is_folder(path):
                yield here, path
            elif depth < DEEPEST:
                yield from self._walk(path, here, depth + 1)


def _is_folder(path: Path) -> bool:
    """A folder called like an answer is left for who wants to read the answer, and is told about there."""
    try:
        return path.is_dir() and path.suffix.lower() != ".md"
    except OSError:
        return False
