"""One file → one answer, and every fault in it at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from intents.knowledge import blanks
from intents.knowledge.head import Document, HeadError, Value, parse
from intents.knowledge.questions import read_variants, variants_of
from intents.model import Action, Entry, Language, Source
from intents.text import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intents.knowledge.files import Folder

_REQUIRED = ("id", "question", "phrasings", "sources", "reviewed")
_ALLOWED = (*_REQUIRED, "valid_from", "valid_until", "next", "action")
_INHERITED = ("question", "phrasings", "sources", "next", "action")
"""What a dated version has from the one it follows, unless it says otherwise."""
_OWN_SOURCES = ("seed", "tjansten")
_URL = re.compile(r"""https?://[^\s<>"]+\.[^\s<>"]+""")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, and where in its file what it says stands."""

    entry: Entry
    lines: Mapping[tuple[str, str], int]
    """(key, one of its texts) → line; the key itself with an empty text."""
    variants: Mapping[str, int] = field(default_factory=dict)
    """Each way to ask in the list beside the file → line there."""
    body_line: int = 1
    """The line the answer's text begins on."""

    def line(self, name: str, text: str = "") -> int:
        """Of `text` under the key `name`, else of the key, else 0: the whole file."""
        return self.lines.get((name, text)) or self.lines.get((name, ""), 0)

    def line_of(self, part: str) -> int:
        """Of the first of the answer's lines that has `part`, else of its first."""
        before, found, _ = self.entry.body.partition(part)
        return self.body_line + (before.count("\n") if found else 0)

    def places(self) -> Iterator[tuple[str, str, int]]:
        """Every way to ask that stands in the file itself or in its list, with file and line."""
        if line := self.line("question"):
            yield self.entry.question, self.entry.path, line
        if self.line("phrasings"):
            for text in self.entry.phrasings:
                yield text, self.entry.path, self.line("phrasings", text)
        for text, line in self.variants.items():
            yield text, variants_of(self.entry.path), line


def id_of(shown: str) -> str:
    """The id the answer in a file should have: the file's name up to `@`, which tells dated versions apart."""
    return shown.rsplit("/", 1)[-1].removesuffix(".md").split("@")[0]


def first_of(shown: str) -> str | None:
    """The file that the dated version in the file `shown` follows; None when it is no version."""
    place, _, name = shown.rpartition("/")
    return f"{place}/{id_of(shown)}.md" if "@" in name else None


def read_entry(folder: Folder, shown: str, language: Language, before: Entry | None = None) -> Written | None:
    """The answer in the file `shown`; None, with findings, when anything in it is wrong.

    `before`: the answer that a dated version follows. Of its head, a version says only what is new."""
    # First: the list is read where it lies, whatever the answer looks like. A version's is the first's, told about there.
    variants = read_variants(folder, shown) if before is None else {}
    text = folder.text(shown)
    if text is None:
        return None
    try:
        document = parse(text)
    except HeadError as error:
        folder.note(shown, error.line, str(error))
        return None
    reader = _Reader(document, shown, before)
    entry = reader.entry(language)
    for line, message in reader.faults:
        folder.note(shown, line, message)
    if entry is None:
        return None
    ways = tuple(variants) if before is None else before.variants
    return Written(replace(entry, variants=ways), reader.lines, variants, document.body_line)


class _Reader:
    """Turns one document's head into an entry, noting everything that is wrong on the way."""

    def __init__(self, document: Document, shown: str, before: Entry | None) -> None:
        self._head, self._document, self._shown, self._before = document.head, document, shown, before
        self.faults: list[tuple[int, str]] = []
        self.lines: dict[tuple[str, str], int] = {(name, ""): value.line for name, value in document.head.items()}

    def _note(self, line: int, message: str) -> None:
        self.faults.append((line, message))

    def entry(self, language: Language) -> Entry | None:
        """The entry, unless there is a fault."""
        self._keys()
        identity, question = self._scalar("id"), self._scalar("question")
        if identity and identity != id_of(self._shown):
            self._note(self._line("id"), f"id är `{identity}` men filen heter `{id_of(self._shown)}`: gör dem lika")
        if question and not key(question):
            self._note(self._line("question"), f"frågan {question!r} har inga bokstäver: skriv ut den i ord")
        if not self._document.body:
            self._note(self._document.body_line, "svaret saknar text under huvudet")
        for blank, above in blanks.unknown(self._document.body):
            known = ", ".join(f"{{{name}}}" for name in blanks.BLANKS)
            self._note(self._document.body_line + above, f"ingen fyller i {blank}: skriv ut det, eller använd {known}")
        phrasings, sources, reviewed = self._phrasings(), self._sources(), self._date("reviewed")
        valid_from, valid_until = self._date("valid_from"), self._date("valid_until")
        if valid_from and valid_until and valid_until < valid_from:
            message = f"svaret slutar gälla {valid_until}, innan det börjar {valid_from}: rätta datumen"
            self._note(self._line("valid_until"), message)
        follow, action = self._list("next"), self._action()
        if self.faults or reviewed is None:
            return None
        entry = Entry(
            identity, self._shown.split("/")[-2], language, question, tuple(phrasings), self._document.body,
            sources, reviewed, tuple(follow), action, valid_from, valid_until, self._shown,
        )  # fmt: skip
        return replace(entry, **self._as_before()) if self._before else entry

    def _as_before(self) -> dict[str, Any]:
        """What the head leaves to the version before."""
        return {name: getattr(self._before, name) for name in _INHERITED if name not in self._head}

    def _keys(self) -> None:
        for name, line in self._document.repeated:
            self._note(line, f"`{name}` står två gånger: ta bort den ena")
        for name, value in self._head.items():
            if name not in _ALLOWED:
                self._note(value.line, f"okänd nyckel `{name}`: tillåtna är {', '.join(_ALLOWED)}")
        for name in _REQUIRED:
            if name not in self._head and not (self._before and name in _INHERITED):
                self._note(1, f"`{name}` saknas i huvudet: lägg till den")

    def _line(self, name: str) -> int:
        return self.lines.get((name, ""), 1)

    def _scalar(self, name: str) -> str:
        value = self._head.get(name)
        if value is None:
            return ""
        text = _one_line(value)
        if text is None:
            self._note(value.line, f"`{name}` ska vara en enda text: sätt den inom citattecken")
        elif not text and name in _REQUIRED:
            self._note(value.line, f"`{name}` är tom: fyll i den")
        return text or ""

    def _items(self, name: str) -> list[Value]:
        value = self._head.get(name)
        if value is None or value.content == "":
            return []
        if not isinstance(value.content, list):
            self._note(value.line, f"`{name}` ska vara en lista: en rad per post som börjar med bindestreck")
            return []
        return value.content

    def _list(self, name: str) -> list[str]:
        found = []
        for item in self._items(name):
            if text := _one_line(item):
                found.append(text)
                self.lines.setdefault((name, text), item.line)
            else:
                how = (
                    "är tom: fyll i den, eller ta bort den"
                    if text == ""
                    else 'är inte ren text: sätt den inom raka citattecken ("), inte ” eller “'
                )
                self._note(item.line, f"en rad under `{name}` {how}")
        return found

    def _phrasings(self) -> list[str]:
        texts = self._list("phrasings")
        if self._head.get("phrasings", _NOTHING).content in ("", []):
            self._note(self._line("phrasings"), "`phrasings` är tom: skriv hur människor frågar, minst tolv sätt")
        for text in texts:
            if not key(text):
                line = self.lines["phrasings", text]
                self._note(line, f"formuleringen {text!r} har inga bokstäver: skriv ut den i ord")
        return texts

    def _sources(self) -> tuple[Source, ...]:
        if self._head.get("sources", _NOTHING).content in ("", []):
            self._note(self._line("sources"), "`sources` är tom: ange minst en källa med url och dated")
        found = []
        for item in self._items("sources"):
            fields = item.content if isinstance(item.content, dict) else {}
            if set(fields) != {"url", "dated"} or any(value.content == "" for value in fields.values()):
                self._note(item.line, "en källa ska ha `url` och `dated`, båda ifyllda, och inget annat")
                continue
            texts = {name: _one_line(value) for name, value in fields.items()}
            for name, text in texts.items():
                if not text:
                    self._note(fields[name].line, f"källans `{name}` ska vara en enda text: sätt den inom citattecken")
            url, dated = texts["url"], texts["dated"]
            if url and url not in _OWN_SOURCES and not _URL.fullmatch(url):
                message = f"källans url `{url}` ska vara en adress som börjar med https:// (eller seed, tjansten)"
                self._note(fields["url"].line, message)
            if url and dated:
                self.lines.setdefault(("sources", url), fields["url"].line)
                found.append(Source(url, dated))
        return tuple(found)

    def _date(self, name: str) -> date | None:
        text = self._scalar(name)
        if not text:
            return None
        try:
            found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None:
            self._note(self._line(name), f"`{name}` ska vara ett datum som 2026-11-23, inte {text!r}")
        return found

    def _action(self) -> Action | None:
        text = self._scalar("action")
        allowed: tuple[Action, ...] = get_args(Action)
        if text and text not in allowed:
            self._note(self._line("action"), f"`action` ska vara {' eller '.join(allowed)}, inte {text!r}")
        return next((action for action in allowed if action == text), None)


_NOTHING = Value(0, "-")


def _one_line(value: Value) -> str | None:
    """A text as one line, however it was broken; None when it is a list or a mapping."""
    return " ".join(value.content.split()) if isinstance(value.content, str) else None
