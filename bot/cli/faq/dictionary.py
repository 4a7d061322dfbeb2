"""The Swedish dictionary of the machine, when one is installed: hunspell's, as also LibreOffice has it, or a word list.

Read here rather than through a library: what is needed – is this a Swedish word? – takes the words, their endings and
how compounds are joined, no suggestions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

PLACES = (
    "/usr/share/hunspell/sv_SE.dic", "/usr/share/hunspell/sv.dic", "/usr/share/myspell/dicts/sv_SE.dic",
    "/Library/Spelling/sv_SE.dic", "/usr/share/dict/swedish",
)  # fmt: skip
"""Where Debian, Fedora and macOS put dictionaries; the first there is, is used."""
SHORTEST_PART = 3
"""Letters of a part of a compound."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """One rule of the .aff file: a word that ends like `when` gets `strip` taken off and `add` put on."""

    flag: str
    strip: str
    add: str
    when: re.Pattern[str]
    prefix: bool


@dataclass(frozen=True)
class WordList:
    """Swedish words, their endings, and compounds of two or three of them."""

    words: dict[str, str]
    """Word → the flags of the endings it can have."""
    endings: dict[str, list[_Ending]] = field(default_factory=dict)
    """What an ending adds → the rules that add it."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (self._simple(word) or self._compound(word.lower(), 2))

    def _simple(self, word: str) -> bool:
        """The word itself, or a word with an ending."""
        return word in self.words or any(
            self._with_ending(word, ending)
            for size in range(len(word) + 1)
            for ending in (*self.endings.get(word[size:], ()), *self.endings.get("^" + word[:size], ()))
        )

    def _with_ending(self, word: str, ending: _Ending) -> bool:
        added = len(ending.add)
        stem = ending.strip + word[added:] if ending.prefix else word[: len(word) - added] + ending.strip
        flags = self.words.get(stem)
        return flags is not None and ending.flag in flags and bool(ending.when.search(stem))

    @lru_cache(maxsize=65_536)  # noqa: B019 - one list lives as long as the command
    def _compound(self, word: str, joints: int) -> bool:
        """Words joined, with an s between them or a letter that would stand three times left out."""
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first, rest = word[:cut], word[cut:]
            if not (self._simple(first) or (first.endswith("s") and self._simple(first[:-1])) or self._cut(first)):
                continue
            twice = rest if first[-2] != first[-1] else first[-1] + rest
            if self._simple(rest) or self._simple(twice) or (joints > 1 and self._compound(rest, joints - 1)):
                return True
        return False

    def _cut(self, first: str) -> bool:
        """A first part without its last vowel, as `kyrk` of `kyrka`, or with another, as `gatu` of `gata`."""
        return any(self._simple(first + vowel) for vowel in "ae") or (first[-1] in "uo" and self._simple(first[:-1] + "a"))

    def __hash__(self) -> int:
        return id(self)


def installed(places: tuple[str, ...] = PLACES) -> WordList | None:
    """The first dictionary of `places` that can be read; None when there is none."""
    for place in map(Path, places):
        try:
            return _hunspell(place) if place.suffix == ".dic" else WordList(dict.fromkeys(_lines(place), ""))
        except (OSError, ValueError, re.error):
            continue
    return None


def _lines(path: Path) -> list[str]:
    """The lines of a word list, whichever of the two encodings they come in."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return raw.decode("latin-1").splitlines()


def _hunspell(path: Path) -> WordList:
    """A hunspell dictionary: the words in `path`, the endings in the .aff file beside it."""
    words: dict[str, str] = {}
    for line in _lines(path)[1:]:
        word, _, flags = line.split("\t")[0].split(" ")[0].partition("/")
        words[word] = words.get(word, "") + flags
    endings: dict[str, list[_Ending]] = {}
    for line in _lines(path.with_suffix(".aff")):
        part = line.split()
        if len(part) < 5 or part[0] not in {"SFX", "PFX"}:
            continue
        kind, flag, strip, add, when = part[:5]
        prefix, added = kind == "PFX", add.split("/")[0].strip("0")
        ending = _Ending(flag, strip.strip("0"), added, re.compile(f"^{when}" if prefix else f"{when}$"), prefix)
        endings.setdefault("^" + added if prefix else added, []).append(ending)
    return WordList(words, endings)
