"""Looks for words in every file under a folder, byte by byte: also where no statement of the database reaches, and in
every form a mail may give them."""

from __future__ import annotations

import base64
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLACES = ("databas", "lediga sidor", "WAL", "loggar", "mejlmapp", "övrigt")
"""Where something may be found, as the report names it."""
_SOFT_BREAK = re.compile(rb"=\r?\n")
_LINE_END = re.compile(rb"[\r\n]+")
_HEADER = 100
"""Bytes before the first page's own content in a SQLite file."""


def scan(folder: Path, words: Iterable[str]) -> Counter[str]:
    """How often any of `words` stands in the files under `folder`, by place."""
    found: Counter[str] = Counter()
    wanted = [form for word in words for form in forms(word)]
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.name == "partnerskap.db":
            found.update(_in_database(data, wanted))
        else:
            hits = sum(_count(data, form) for form in wanted)
            found[_place(path.relative_to(folder))] += hits
    return +found


def forms(word: str) -> Iterator[bytes]:
    """`word` without its first letter, which may be large or small, as bytes that hold it may look: UTF-8, UTF-16, and
    base64 at each of its three alignments."""
    plain = word[1:].encode()
    yield plain
    yield word[1:].encode("utf-16-le")[:-1]  # without the last nought it is found in either order of bytes
    for shift, cut in ((0, 0), (1, 2), (2, 3)):
        encoded = base64.b64encode(b"\0" * shift + plain)[cut:]
        # The last group may hold what comes after the word, too.
        yield encoded.rstrip(b"=")[: -1 if (shift + len(plain)) % 3 else None]


def _count(data: bytes, form: bytes) -> int:
    """As it stands, and over the line ends that mail puts into a word."""
    flat = _LINE_END.sub(b"", _SOFT_BREAK.sub(b"", data))
    return max(data.count(form), flat.count(form))


def _place(relative: Path) -> str:
    if relative.name.endswith("-wal"):
        return "WAL"
    return {"mail": "mejlmapp", "loggar": "loggar"}.get(relative.parts[-2] if len(relative.parts) > 1 else "", "övrigt")


def _in_database(data: bytes, wanted: list[bytes]) -> Counter[str]:
    """Hits in pages in use and in free ones."""
    size = int.from_bytes(data[16:18], "big") if len(data) > _HEADER else 0
    size = 65_536 if size == 1 else size
    free = set(free_pages(data, size)) if size else set()
    found: Counter[str] = Counter()
    for form in wanted:
        start = data.find(form)
        while start >= 0:
            found["lediga sidor" if size and start // size + 1 in free else "databas"] += 1
            start = data.find(form, start + 1)
    return found


def free_pages(data: bytes, size: int) -> Iterator[int]:
    """The numbers of a SQLite file's unused pages: a chain of trunks, each with a list of leaves."""
    trunk, seen = int.from_bytes(data[32:36], "big"), set[int]()
    while trunk and trunk not in seen and trunk * size <= len(data):
        seen.add(trunk)
        yield trunk
        page = data[(trunk - 1) * size : trunk * size]
        count = min(int.from_bytes(page[4:8], "big"), size // 4 - 2)
        yield from (int.from_bytes(page[8 + 4 * i : 12 + 4 * i], "big") for i in range(count))
        trunk = int.from_bytes(page[:4], "big")
