"""What goes into the matcher and what comes out. Every other file in this room speaks in these terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from intents.thresholds import Thresholds

Decision = Literal["answer", "clarify", "refuse"]
Language = Literal["sv", "en"]
Action = Literal["lead", "human"]
Severity = Literal["error", "warning", "advice"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
"""Swedish first: it is what the others fall back to."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact in an answer comes from."""

    url: str
    """A web address, `seed` (the founding article) or `tjansten` (this product itself)."""
    dated: str
    """When the source was written, as the editor knows it: `2024-04-18`, `ca 2023`, `odaterad`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated answer in one language: the head and the body of one file."""

    id: str
    """The same in every language; equals the file's name."""
    theme: str
    """The folder the file lies in."""
    language: Language
    question: str
    """The question in its full form, as menus and buttons show it."""
    phrasings: tuple[str, ...]
    """How people ask, as the head of the file lists it."""
    body: str
    """The answer in Markdown."""
    sources: tuple[Source, ...]
    reviewed: date
    """The day an editor last vouched for the answer."""
    next: tuple[str, ...] = ()
    """Ids of the entries offered as follow-ups."""
    action: Action | None = None
    """What the answer offers first: to register interest, or a person."""
    valid_from: date | None = None
    valid_until: date | None = None
    """First and last day the answer holds; None means without limit."""
    path: str = ""
    """The file, relative to the knowledge base, for findings."""
    variants: tuple[str, ...] = ()
    """More ways to ask, from the list beside the file."""

    @property
    def ways(self) -> tuple[str, ...]:
        """Every way to ask that the knowledge base knows: the matcher's material."""
        return (self.question, *self.phrasings, *self.variants)

    def valid_on(self, day: date) -> bool:
        """Whether this version of the answer is the one to give on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry the question may be about."""

    id: str
    confidence: float
    """Probability, 0–1, that this is what was asked; comparable from question to question."""


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """What one word of the question did."""

    word: str
    read_as: str
    """The word as matched: corrected when the knowledge base had never seen it."""
    known: bool
    """Whether the knowledge base knows the word, as written or corrected."""
    weight: float
    """Share of the winning entry's score that came from this word; negative speaks against it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a verdict came out as it did."""

    rule: str
    """Which road decided: `exact` (a stored phrasing), `slip` (one slip of the fingers from one), `foreign` (stored as
    a question about something else), `model`, `little` (as `model`, but too little was said for an
    answer), `empty` (no words, or nothing to match against)."""
    words: tuple[WordEvidence, ...] = ()
    views: tuple[tuple[str, float], ...] = ()
    """Share of the winning entry's pull per view: words, pairs of words, character runs."""
    foreign: float = 0.0
    """Probability, 0–1, that the question is about something else altogether."""
    share: float = 1.0
    """The best entry's share, 0–1, of the probability left for entries."""
    limits: Thresholds | None = None
    """What `foreign` and `share` were held against."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the matcher is willing to say about one question."""

    text: str
    decision: Decision
    id: str | None
    """The entry to answer with; None unless the decision is `answer`."""
    confidence: float
    """Of the best candidate, 0–1."""
    candidates: tuple[Candidate, ...]
    """Best first; for `clarify` exactly the options to show."""
    explanation: Explanation = field(default_factory=lambda: Explanation(rule="empty"), compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, or doubtful, with the knowledge base."""

    path: str
    line: int
    """From 1; 0 when the whole file is meant, which is shown as its first line: an editor and a CI log can go there."""
    message: str
    """In the editors' language: what is wrong and what to do."""
    severity: Severity = "error"
    """`error`: must be mended; `warning`: is probably wrong; `advice`: could be better."""
    rule: str = ""
    """The name of the rule that says so; empty for what was found while reading the files."""

    def __str__(self) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.path}:{max(self.line, 1)}: {_SHOWN[self.severity]}{self.message}{rule}"


_SHOWN: dict[Severity, str] = {"error": "", "warning": "varning: ", "advice": "råd: "}
