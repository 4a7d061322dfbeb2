"""Files → knowledge base. The only place in this room that opens files, and where every finding is collected."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from intents.head import Document, HeadError, Value, parse
from intents.model import LANGUAGES, Action, Entry, Finding, Language, Source
from intents.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOREIGN = "utanfor.txt"
"""Per language: questions about other things, one a line, `#` begins a comment."""
TRIALS = "provfragor.tsv"
"""Per language: questions with their right answer's id, `-` for none, that nothing is learnt from."""
THEMES = "themes.toml"
_REQUIRED = ("id", "question", "phrasings", "sources", "reviewed")
_ALLOWED = (*_REQUIRED, "valid_from", "valid_until", "next", "action")


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of answers, as menus show it."""

    slug: str
    labels: Mapping[str, str]
    """Language → heading."""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Every answer in every language, as loaded at one moment."""

    themes: tuple[Theme, ...]
    entries: tuple[Entry, ...]
    foreign: Mapping[str, tuple[str, ...]]
    """Language → questions about other things."""
    trials: Mapping[str, tuple[tuple[str | None, str], ...]]
    """Language → questions that show how sure the matcher may be, each with its answer's id, None for none."""
    version: str
    """Fingerprint of all files read: changes when anything in them does."""

    def on(self, day: date, language: Language) -> dict[str, Entry]:
        """The answers that hold on `day` in one language, by id."""
        return {e.id: e for e in self.entries if e.language == language and e.valid_on(day)}


@dataclass(slots=True)
class Loaded:
    """What a look at the folder gave: the knowledge base, unless something stops it, and every finding."""

    knowledge: KnowledgeBase | None
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop this version from being used."""
        return [finding for finding in self.findings if finding.severity == "error"]


def load(root: Path) -> Loaded:
    """Read the knowledge base under `root`. Never raises for what an editor can do wrong: see `findings`."""
    findings: list[Finding] = []
    digest = hashlib.sha256()
    themes = _themes(root, findings, digest)
    entries: list[Entry] = []
    lines: dict[tuple[str, str], int] = {}
    foreign: dict[str, tuple[str, ...]] = {}
    trials: dict[str, tuple[tuple[str | None, str], ...]] = {}
    for language in LANGUAGES:
        folder = root / language
        if not folder.is_dir():
            continue
        for path in sorted(folder.glob("*/*.md")):
            shown = path.relative_to(root).as_posix()
            text = _text(path, shown, findings, digest)
            if text is not None and (entry := _entry(text, shown, language, findings, lines)):
                entries.append(entry)
        foreign[language] = _foreign(folder / FOREIGN, f"{language}/{FOREIGN}", findings, digest)
        known = {entry.id for entry in entries if entry.language == language}
        trials[language] = _trials(folder / TRIALS, f"{language}/{TRIALS}", known, findings, digest)
    findings += _across(entries, themes, lines)
    if not entries and not findings:
        findings.append(Finding(".", 0, "inga svar hittades: lägg filer i sv/<tema>/<id>.md"))
    knowledge = KnowledgeBase(themes, tuple(entries), foreign, trials, digest.hexdigest()[:12])
    loaded = Loaded(knowledge, sorted(findings))
    if loaded.errors:
        loaded.knowledge = None
    return loaded


def _text(path: Path, shown: str, findings: list[Finding], digest: hashlib._Hash) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        findings.append(Finding(shown, 0, f"filen går inte att läsa: {error.strerror}"))
        return None
    digest.update(shown.encode() + b"\0" + raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        findings.append(Finding(shown, line, "filen är inte sparad som UTF-8: välj kodningen UTF-8 när du sparar"))
        return None


def _themes(root: Path, findings: list[Finding], digest: hashlib._Hash) -> tuple[Theme, ...]:
    path = root / THEMES
    if not path.is_file():
        findings.append(Finding(THEMES, 0, "filen saknas: den räknar upp temana och deras rubriker"))
        return ()
    text = _text(path, THEMES, findings, digest)
    try:
        data = tomllib.loads(text or "")
    except tomllib.TOMLDecodeError as error:
        findings.append(Finding(THEMES, 1, f"filen går inte att läsa: {error}"))
        return ()
    return tuple(Theme(slug, {str(k): str(v) for k, v in labels.items()}) for slug, labels in data.items())


def _foreign(path: Path, shown: str, findings: list[Finding], digest: hashlib._Hash) -> tuple[str, ...]:
    if not path.is_file():
        return ()
    text = _text(path, shown, findings, digest) or ""
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _trials(
    path: Path, shown: str, known: set[str], findings: list[Finding], digest: hashlib._Hash
) -> tuple[tuple[str | None, str], ...]:
    if not path.is_file():
        return ()
    found: list[tuple[str | None, str]] = []
    for number, line in enumerate((_text(path, shown, findings, digest) or "").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        entry, tab, question = line.partition("\t")
        if not tab or (not key(question) and entry != "-"):
            findings.append(Finding(shown, number, "raden ska vara svarets id, ett tabbtecken och frågan"))
        elif entry != "-" and entry not in known:
            message = f"svaret `{entry}` finns inte: ändra id, eller skriv - om frågan handlar om något annat"
            findings.append(Finding(shown, number, message, "warning"))
        else:
            found.append((None if entry == "-" else entry, question.strip()))
    return tuple(found)


def _entry(
    text: str, path: str, language: Language, findings: list[Finding], lines: dict[tuple[str, str], int]
) -> Entry | None:
    try:
        document = parse(text)
    except HeadError as error:
        findings.append(Finding(path, error.line, str(error)))
        return None
    reader = _HeadReader(document, path)
    entry = reader.entry(language)
    findings += reader.findings
    for phrasing, line in reader.phrasing_lines:
        lines.setdefault((path, key(phrasing)), line)
    return entry


class _HeadReader:
    """Turns one document's head into an entry, noting everything that is wrong on the way."""

    def __init__(self, document: Document, path: str) -> None:
        self._head, self._document, self._path = document.head, document, path
        self.findings: list[Finding] = []
        self.phrasing_lines: list[tuple[str, int]] = []

    def _note(self, line: int, message: str) -> None:
        self.findings.append(Finding(self._path, line, message))

    def entry(self, language: Language) -> Entry | None:
        for name, line in self._document.repeated:
            self._note(line, f"`{name}` står två gånger: ta bort den ena")
        for name, value in self._head.items():
            if name not in _ALLOWED:
                self._note(value.line, f"okänd nyckel `{name}`: tillåtna är {', '.join(_ALLOWED)}")
        for name in _REQUIRED:
            if name not in self._head:
                self._note(1, f"`{name}` saknas i huvudet")
        folder, stem = self._path.split("/")[-2], self._path.rsplit("/", 1)[-1].removesuffix(".md")
        identity = self._scalar("id")
        if identity and identity != stem.split("@")[0]:
            self._note(self._line("id"), f"id är `{identity}` men filen heter `{stem}`: gör dem lika")
        if not self._document.body:
            self._note(self._document.body_line, "svaret saknar text under huvudet")
        question, sources = self._scalar("question"), self._sources()
        phrasings, reviewed = self._phrasings(), self._date("reviewed")
        valid_from, valid_until = self._date("valid_from"), self._date("valid_until")
        follow, action = self._list("next"), self._action()
        if self.findings or reviewed is None:
            return None
        return Entry(
            identity, folder, language, question, phrasings, self._document.body, sources, reviewed,
            tuple(follow), action, valid_from, valid_until, self._path,
        )  # fmt: skip

    def _line(self, name: str) -> int:
        return self._head[name].line if name in self._head else 1

    def _scalar(self, name: str) -> str:
        value = self._head.get(name)
        if value is None:
            return ""
        if not isinstance(value.content, str):
            self._note(value.line, f"`{name}` ska vara en enda text")
            return ""
        if name in _REQUIRED and not value.content.strip():
            self._note(value.line, f"`{name}` är tom")
        return value.content.strip()

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
            if isinstance(item.content, str) and item.content.strip():
                found.append(item.content.strip())
            else:
                self._note(item.line, f"en rad under `{name}` är inte ren text: sätt den inom citattecken")
        return found

    def _phrasings(self) -> tuple[str, ...]:
        items = self._items("phrasings")
        if not items and "phrasings" in self._head:
            self._note(self._line("phrasings"), "`phrasings` är tom: skriv hur människor frågar, minst tolv sätt")
        texts = self._list("phrasings")
        for item in items:
            if isinstance(item.content, str):
                self.phrasing_lines.append((item.content, item.line))
                if item.content.strip() and not key(item.content):
                    self._note(item.line, f"formuleringen {item.content!r} har inga bokstäver")
        return tuple(texts)

    def _sources(self) -> tuple[Source, ...]:
        found = []
        items = self._items("sources")
        if not items and "sources" in self._head:
            self._note(self._line("sources"), "`sources` är tom: ange minst en källa med url och dated")
        for item in items:
            fields = item.content if isinstance(item.content, dict) else {}
            url, dated = fields.get("url"), fields.get("dated")
            if set(fields) != {"url", "dated"} or not url or not dated or not url.content or not dated.content:
                self._note(item.line, "en källa ska ha `url` och `dated`, inget annat")
                continue
            if not str(url.content).startswith(("https://", "http://")) and url.content not in {"seed", "tjansten"}:
                self._note(url.line, f"källans url `{url.content}` ska börja med https:// (eller vara seed, tjansten)")
            found.append(Source(str(url.content), str(dated.content)))
        return tuple(found)

    def _date(self, name: str) -> date | None:
        text = self._scalar(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._note(self._line(name), f"`{name}` ska vara ett datum som 2026-11-23, inte {text!r}")
            return None

    def _action(self) -> Action | None:
        text = self._scalar("action")
        if not text:
            return None
        for allowed in get_args(Action):
            if text == allowed:
                found: Action = allowed
                return found
        self._note(self._line("action"), f"`action` ska vara {' eller '.join(get_args(Action))}, inte {text!r}")
        return None


def _across(entries: Iterable[Entry], themes: tuple[Theme, ...], lines: Mapping[tuple[str, str], int]) -> list[Finding]:
    """What can only be seen with all files in view."""
    findings = []
    by_language: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        by_language.setdefault(entry.language, {}).setdefault(entry.id, []).append(entry)
    slugs = {theme.slug for theme in themes}
    for known in by_language.values():
        owner: dict[str, Entry] = {}
        for versions in known.values():
            findings += _versions(versions)
            for entry in versions:
                if entry.theme not in slugs:
                    findings.append(Finding(entry.path, 0, f"temat `{entry.theme}` finns inte i {THEMES}"))
                for target in entry.next:
                    if target not in known and target not in by_language.get("sv", {}):
                        findings.append(Finding(entry.path, 0, f"`next` pekar på `{target}`, som inte finns"))
                    elif target == entry.id:
                        findings.append(Finding(entry.path, 0, "`next` pekar på svaret självt"))
                for phrasing in (entry.question, *entry.phrasings):
                    first = owner.setdefault(key(phrasing), entry)
                    if first.id != entry.id:
                        place = lines.get((entry.path, key(phrasing)), 0)
                        there = lines.get((first.path, key(phrasing)), 0)
                        message = f"formuleringen {phrasing!r} står redan i {first.path}:{there}: behåll den i ett svar"
                        findings.append(Finding(entry.path, place, message))
    return findings


def _versions(versions: list[Entry]) -> list[Finding]:
    """Dated versions of one answer may follow each other without overlap."""
    ordered = sorted(versions, key=lambda entry: entry.valid_from or date.min)
    findings = []
    for earlier, later in pairwise(ordered):
        if earlier.valid_until is None or later.valid_from is None or later.valid_from <= earlier.valid_until:
            message = f"gäller samtidigt som {earlier.path}: låt valid_until och valid_from följa på varandra"
            findings.append(Finding(later.path, 0, message))
    return findings
