"""A ready draft for what is asked in vain, what it would do, and the writing of it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.conversation.guide import Answers
from bot.editing.diff import compare
from bot.editing.words import roots
from intents import fold_word, load_knowledge, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.editing.asked import Asked
    from bot.editing.diff import Change
    from bot.editing.missed import Gap
    from intents import Language, Verdict

MOST_PHRASINGS = 8
"""Phrasings in one draft: enough to teach, few enough to be read."""
LONGEST_PHRASING = 160
"""Characters; a longer question is a letter, and teaches little."""
HIDDEN = shutil.ignore_patterns(".*")
"""Files that are no part of a knowledge base: a whole git history may lie in one."""
_MASKED = re.compile(r"\[(?:e-post|telefon|personnummer|namn|adress)\]")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines to add to an answer's list of phrasings, or a new answer to finish."""

    entry: str
    """The answer's id."""
    path: str
    """The file, relative to the knowledge base."""
    phrasings: tuple[str, ...]
    text: str | None = None
    """The whole file, for a new answer; None for lines to add."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a draft would do, measured on a copy of the knowledge base."""

    answered: int
    """How often what the gap holds was asked and would now get the draft's answer."""
    others: tuple[Change, ...]
    """Every other question that would not meet the same."""
    faults: tuple[str, ...] = ()
    """Why the base could not be used with the draft in it; then nothing else is said."""


def draft_for(gap: Gap, answers: Answers) -> Draft | None:
    """What would answer the questions of `gap`; None when none of them can stand as a phrasing."""
    phrasings = tuple(_phrasings(gap, answers))
    if not phrasings:
        return None
    entry = answers.entries[gap.language].get(gap.target or "")
    if entry:
        return Draft(entry.id, f"{gap.language}/{entry.theme}/{entry.id}.txt", phrasings)
    entry_id, theme = _name(gap, answers), _theme(gap, answers)
    path = f"{gap.language}/{theme}/{entry_id}.md"
    return Draft(entry_id, path, phrasings, _skeleton(entry_id, phrasings, answers))


def effect_of(
    draft: Draft, gap: Gap, folder: Path, before: Answers, asked: Sequence[Asked], known: Sequence[Verdict]
) -> Effect:
    """What `draft` would do to the questions of `gap` and to all others in `asked`. `folder`: the knowledge base
    `before` was read from, which is not touched; `known`: its verdicts on `asked`."""
    with TemporaryDirectory(prefix="partnerskap-") as place:
        copied = Path(shutil.copytree(folder, Path(place) / "faq", ignore=HIDDEN, ignore_dangling_symlinks=True))
        write(draft, copied)
        loaded = load_knowledge(copied)
    if loaded.knowledge is None:
        return Effect(0, (), tuple(str(finding) for finding in loaded.errors))
    after = Answers(loaded.knowledge, before.day)
    own = {one.text for one in gap.members}
    verdicts = [(one, after.match(one.text, one.language)) for one in gap.members]
    answered = sum(one.times for one, verdict in verdicts if verdict.id == draft.entry)
    changes = compare(before, after, asked, known).changes
    return Effect(answered, tuple(change for change in changes if change.asked.text not in own))


def write(draft: Draft, folder: Path) -> Path:
    """Put `draft` into the knowledge base in `folder`, in one go; where it is. Raises `OSError`."""
    path = folder / draft.path
    text = draft.text
    if text is None:
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        end = "\r\n" if "\r\n" in before else "\n"
        before += end if before and not before.endswith("\n") else ""
        text = before + "".join(line + end for line in draft.phrasings)
    fresh = path.with_name(f".{path.name}.ny")  # a hidden file is no answer to whoever watches the folder
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(text.encode())
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        error.filename = str(path)  # the one the editor knows
        raise
    return path


def _phrasings(gap: Gap, answers: Answers) -> Iterator[str]:
    """The questions worth keeping as phrasings, the most asked first: short, without masked data, not stored, and not
    nearly the same as one before."""
    stored = {text_key(way) for entry in answers.entries[gap.language].values() for way in entry.ways}
    chosen: list[set[str]] = []
    for one in gap.members:
        own = set(roots(one.text, gap.language))
        fit = len(one.text) <= LONGEST_PHRASING and not _MASKED.search(one.text) and not one.text.startswith("#")
        if not fit or text_key(one.text) in stored or own in chosen:
            continue
        chosen.append(own)
        yield one.text
        if len(chosen) == MOST_PHRASINGS:
            return


def _name(gap: Gap, answers: Answers) -> str:
    """An id nobody has, made of the words most of the questions share."""
    holders: Counter[str] = Counter()
    words: dict[str, str] = {}
    for one in gap.members:
        for root, word in roots(one.text, gap.language).items():
            holders[root] += one.times
            words.setdefault(root, word)
    common = _common(gap.language, answers)
    best = sorted(words, key=lambda root: (-holders[root] / (1 + common[root]), root))[:2]
    name = _SLUG.sub("-", fold_word("-".join(words[root] for root in best))).strip("-") or "nytt-svar"
    taken = {entry.id for entry in answers.knowledge.entries}
    return next(
        other for number in range(1, 1000) if (other := name if number == 1 else f"{name}-{number}") not in taken
    )


def _common(language: Language, answers: Answers) -> Counter[str]:
    """How many stored questions have each stem."""
    stored = [way for entry in answers.entries[language].values() for way in entry.ways]
    return Counter(
        root for way in (*stored, *answers.knowledge.foreign.get(language, ())) for root in roots(way, language)
    )


def _theme(gap: Gap, answers: Answers) -> str:
    """The theme most of the questions are nearest to."""
    nearest: Counter[str] = Counter()
    for one in gap.members:
        for candidate in answers.match(one.text, one.language).candidates[:1]:
            if entry := answers.entry(candidate.id, one.language):
                nearest[entry.theme] += one.times
    themes = [theme.slug for theme in answers.knowledge.themes]
    return min(nearest, key=lambda slug: (-nearest[slug], themes.index(slug))) if nearest else themes[0]


def _skeleton(entry_id: str, phrasings: Sequence[str], answers: Answers) -> str:
    """A new answer with everything but the answer."""
    return "\n".join([
        "---",
        f"id: {entry_id}",
        f"question: {_quoted(phrasings[0])}",
        "phrasings:",
        *(f"  - {_quoted(phrasing)}" for phrasing in phrasings[1:] or phrasings),
        "sources:",
        "  - url: tjansten",
        f'    dated: "{answers.day}"',
        f"reviewed: {answers.day}",
        "---",
        "Skriv svaret här, och byt källan ovan mot den du har hämtat det ur.",
        "",
    ])  # fmt: skip


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever stands in it."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
