"""What answers must agree on, as the editors' table `uppgifter.toml` says it: claims, and the notice beside money.

A claim is a matter several answers touch, with what is held to be true. In every sentence about the matter the right
thing must be said, and the wrong one must not. The notice is what no answer about applying, sums or the future may lack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from intents.checks.rule import Remark, Rule
from intents.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from intents.checks.rule import Base
    from intents.knowledge.tables import Table

CLAIMS = "uppgifter.toml"
NOTICE = "forbehall"
"""The one table in the file that is no claim."""
Need = Literal["alla", "nagot", "inget"]
_NEEDS: tuple[Need, ...] = ("alla", "nagot", "inget")
_TESTS = ("mening", "utom_mening", *_NEEDS)
_HEADS = ("om", "besked", "kallor", "sv", "en")
_NOTICE_KEYS = ("talar_om", "ska_sta", "utom")


@dataclass(frozen=True, slots=True)
class _Test:
    """What sentences about a matter must say, in one language."""

    about: tuple[str, ...]
    """Parts of words; a sentence with all of them is about the matter. `a|b` is a or b."""
    not_about: tuple[str, ...]
    """A sentence with any of these is about something else."""
    needs: Mapping[Need, tuple[str, ...]]
    """`alla`: all must be said; `nagot`: one of them; `inget`: none may."""

    def concerns(self, sentence: str) -> bool:
        return all(has(sentence, part) for part in self.about) and not any(has(sentence, p) for p in self.not_about)

    def faults(self, sentence: str) -> Iterator[str]:
        said = {need: [part for part in parts if has(sentence, part)] for need, parts in self.needs.items()}
        lacking = [part for part in self.needs.get("alla", ()) if part not in said["alla"]]
        if lacking:
            yield f"säger inte {_listed(lacking)}"
        if self.needs.get("nagot") and not said["nagot"]:
            yield f"säger inte {_listed(self.needs['nagot'], ' eller ')}"
        if said.get("inget"):
            yield f"säger {_listed(said['inget'])}"


def has(text: str, part: str) -> bool:
    """Whether any of the alternatives in `part`, `a|b`, begins a word or number of `text`; capitals do not count."""
    return any(re.search(rf"(?<!\w){re.escape(way.lower())}", text.lower()) for way in part.split("|") if way)


def _listed(parts: Iterable[str], last: str = ", ") -> str:
    return last.join(f"”{part}”" for part in parts)


def _claims(base: Base) -> Iterator[Remark]:
    table = base.tables.get(CLAIMS)
    if table is None:
        return
    yield from _shape(table)
    for name, claim in table.data.items():
        if name == NOTICE or not isinstance(claim, dict):
            continue
        for answer in base.answers:
            tests = list(_tests(claim.get(answer.entry.language)))
            for sentence in sentences(base.texts[answer.entry.path]) if tests else ():
                for fault in (fault for test in tests if test.concerns(sentence) for fault in test.faults(sentence)):
                    message = (
                        f"”{sentence}” {fault}. Fastslaget ({claim.get('om', name)}): {claim.get('besked', '')} "
                        f"Rätta svaret, eller {CLAIMS}:{table.line(name)} om uppgiften har ändrats"
                    )
                    yield Remark(answer.entry.path, answer.line_of(sentence[:20]), message)


def _tests(given: object) -> Iterator[_Test]:
    for test in given if isinstance(given, list) else ():
        if isinstance(test, dict) and (about := _texts(test.get("mening"))):
            needs = {need: _texts(test.get(need)) for need in _NEEDS}
            yield _Test(about, _texts(test.get("utom_mening")), needs)


def _texts(given: object) -> tuple[str, ...]:
    return tuple(text for text in given if isinstance(text, str)) if isinstance(given, list) else ()


def _shape(table: Table) -> Iterator[Remark]:
    """What in the table itself cannot be understood; such a part is passed over."""
    for name, claim in table.data.items():
        if name == NOTICE:
            continue
        if not isinstance(claim, dict) or "om" not in claim or "besked" not in claim:
            yield Remark(
                CLAIMS,
                table.line(name),
                f"`{name}` ska ha `om` (vad det gäller) och `besked` (vad som är sant): skriv dem",
            )
            continue
        for key in claim:
            if key not in _HEADS:
                yield Remark(CLAIMS, table.line(name, key), f"okänd nyckel `{key}`: tillåtna är {', '.join(_HEADS)}")
        for language in ("sv", "en"):
            given = claim.get(language, [])
            for test in given if isinstance(given, list) else [given]:
                yield from _test_shape(table, name, test)


def _test_shape(table: Table, name: str, test: object) -> Iterator[Remark]:
    keys: Sequence[str] = list(test) if isinstance(test, dict) else []
    unknown = [key for key in keys if key not in _TESTS]
    if not keys or "mening" not in keys or unknown or not set(keys) & set(_NEEDS):
        message = (
            f"en prövning av `{name}` ska ha `mening` och minst ett av {', '.join(_NEEDS)}, alla som listor av texter"
        )
        yield Remark(CLAIMS, table.line(name), message + (f"; `{unknown[0]}` är okänt" if unknown else ""))


def _notices(base: Base) -> Iterator[Remark]:
    table = base.tables.get(CLAIMS)
    notices = table.data.get(NOTICE) if table else None
    if table is None or not isinstance(notices, dict):
        return
    for language, notice in notices.items():
        if not isinstance(notice, dict) or set(notice) - set(_NOTICE_KEYS):
            yield Remark(
                CLAIMS,
                table.line(f"{NOTICE}.{language}"),
                f"förbehållet ska ha {', '.join(_NOTICE_KEYS)} och inget annat",
                "warning",
            )
            continue
        subject, due, free = (_texts(notice.get(key)) for key in _NOTICE_KEYS)
        for answer in base.answers:
            entry = answer.entry
            if entry.language != language or entry.id in free:
                continue
            text = base.texts[entry.path]
            about = next((way for part in subject for way in part.split("|") if has(text, way)), None)
            lacking = [part for part in due if not has(text, part)]
            if about and lacking:
                message = (
                    f"svaret talar om ”{about}” men säger inte {_listed(lacking)}: skriv förbehållet om finansieringen, "
                    f"eller lägg till {entry.id} under `utom` i {CLAIMS} om svaret inte lovar något"
                )
                yield Remark(entry.path, answer.line_of(about), message)


AGREED = Rule("uppgift", "error", f"Inget svar säger emot de uppgifter som står i {CLAIMS}.", _claims)
NOTICES = Rule(
    "forbehall", "error", "Svar om att söka, belopp och framtid har förbehållet om finansieringen.", _notices
)
