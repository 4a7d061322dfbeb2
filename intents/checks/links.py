"""Links that lead nowhere: how they are written, never whether the page answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base
    from intents.knowledge.entries import Written

_PLACEHOLDER = re.compile(
    r"(^|\.)(example(\.(com|net|org))?|test|invalid|localhost|local)$|^127\.|^(exempel|adress|doman|domän)\."
)
_HOST = re.compile(r"https?://(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"”)\]]+", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w/.@])www\.[^\s<>\"”)\]]+", re.IGNORECASE)
_APART = re.compile(r"\[[^\]\n]+\]\s+\((?:https?:|mailto:|www\.)[^)\n]*\)?")
_UNCLOSED = re.compile(r"\[[^\]\n]+\]\([^)\n]*$", re.MULTILINE)
_EMPTY = re.compile(r"\[[^\]\n]*\]\(\s*(?:#|TODO|länk|url)?\s*\)", re.IGNORECASE)
_SCHEMES = re.compile(r"\]\(\s*(?!https?://|mailto:|#|TODO|länk|url|\s*\))([^)\n]+)\)", re.IGNORECASE)
_WRITTEN_WRONG = (
    (_APART, "blanksteg mellan länkens text och adress: skriv [text](adress) utan mellanrum"),
    (_UNCLOSED, "länken stängs aldrig: skriv [text](adress) med parentes sist"),
    (_EMPTY, "länken har ingen adress: fyll i den, eller ta bort länken"),
    (_SCHEMES, "länkens adress ska börja med https:// eller mailto:"),
    (_BARE, "adressen blir ingen länk: skriv https:// först"),
)


def _look(base: Base) -> Iterator[Remark]:
    for answer in base.answers:
        path, body = answer.entry.path, answer.entry.body
        for pattern, message in _WRITTEN_WRONG:
            for found in pattern.finditer(body):
                yield Remark(
                    path, answer.body_line + body.count("\n", 0, found.start()), f"{message} (”{found[0].strip()}”)"
                )
        for found in _ADDRESS.finditer(body):
            line = answer.body_line + body.count("\n", 0, found.start())
            yield from _address(answer, found[0].rstrip(".,;:!?"), line, in_body=True)
        for source in answer.entry.sources:
            if "://" in source.url:
                yield from _address(answer, source.url, answer.line("sources", source.url), in_body=False)


def _address(answer: Written, url: str, line: int, *, in_body: bool) -> Iterator[Remark]:
    found = _HOST.match(url)
    host = found[1].lower() if found else ""
    if "." not in host and host != "localhost":
        yield Remark(
            answer.entry.path, line, f"adressen {url} går inte att läsa: kopiera den på nytt ur webbläsaren", "error"
        )
    elif _PLACEHOLDER.search(host):
        yield Remark(answer.entry.path, line, f"adressen {url} är ett exempel: byt till den riktiga")
    elif in_body and url.lower().startswith("http://"):
        yield Remark(
            answer.entry.path, line, f"adressen {url} är utan skydd: skriv https:// om sidan finns så", "advice"
        )


RULE = Rule("lankar", "warning", "Länkar är rätt skrivna, med https, och leder inte till ett exempel.", _look)
