"""What the conversation knows: the answers that hold today, the registers, and the operator's choices."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.conversation.meanwhile import Meanwhile
from intents import BLANKS, LANGUAGES, Matcher, Verdict, fill_blanks, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from intents import Countries, Entry, Gazetteer, Goals, KnowledgeBase, Language, Theme

    Fitting = Callable[[KnowledgeBase, Mapping[str, Entry], Language], Matcher]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator has decided and visitors are told."""

    lead_to: str = "partnership@icld.se"
    conversation_days: int = 21
    lead_days: int = 90
    """Days a lead is kept after delivery."""
    question_days: int = 400

    @classmethod
    def of(cls, lead_to: str, days: Mapping[str, int]) -> Policy:
        """From where leads go, and days per kind of data."""
        return cls(lead_to, days["conversation"], days["lead"], days["question"])

    def words(self) -> dict[str, object]:
        """As values for the bot's lines and for the blanks in answers."""
        return {
            "lead_to": self.lead_to,
            "conversation_days": self.conversation_days,
            "lead_days": self.lead_days,
            "question_days": self.question_days,
        }


class Answers:
    """The knowledge base on one day, ready to be asked. A language's matcher is fitted when it is first needed."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        day: date,
        fitting: Fitting | None = None,
        words: Mapping[str, object] = BLANKS,
    ) -> None:
        """`fitting`: makes a language's matcher; without it, it is fitted anew. `words` fill the blanks in answers."""
        self.knowledge, self.day = knowledge, day
        self._fit, self._words = fitting or fit_matcher, words
        self.written: dict[str, dict[str, Entry]] = {language: knowledge.on(day, language) for language in LANGUAGES}
        """The answers as an editor wrote them: what a matcher is fitted to, whatever the operator's choices are."""
        self.entries: dict[str, dict[str, Entry]] = {
            language: {
                name: replace(entry, body=fill_blanks(entry.body, words)) if "{" in entry.body else entry
                for name, entry in written.items()
            }
            for language, written in self.written.items()
        }
        """The same with the blanks filled: what people read."""
        self._matchers: dict[str, Matcher] = {}
        self._meanwhile: dict[str, Meanwhile] = {}
        self._busy = threading.Lock()

    def followed_by(self, knowledge: KnowledgeBase, day: date) -> Answers:
        """Another version, or day, ready at once: with these matchers where they would come out the same, and else in
        `waiting` with a stand-in for each."""
        later = Answers(knowledge, day, self._fit, self._words)
        for language, entries in later.written.items():
            standing_in = self._meanwhile.get(language)
            known = standing_in.before if standing_in else self._matchers.get(language)
            if not self.entries[language]:
                known = self._matchers.get("sv")  # what read this language till now
            if known is None or not entries:
                continue
            mark = material(knowledge, entries, language)
            if standing_in is None and mark == material(self.knowledge, self.written[language], language):
                later._matchers[language] = known
            else:
                later._meanwhile[language] = Meanwhile(knowledge.ways(entries, language), known)
        return later

    @property
    def fitting(self) -> Fitting:
        """What makes a language's matcher."""
        return self._fit

    @property
    def waiting(self) -> list[str]:
        """The languages whose matcher is not fitted yet."""
        return [language for language in LANGUAGES if self.entries[language] and language not in self._matchers]

    @property
    def stood_in_for(self) -> bool:
        """Whether the matcher of the version before still judges for some language."""
        return bool(self._meanwhile)

    def put(self, language: str, matcher: Matcher) -> None:
        """Use `matcher` for `language` from now on."""
        self._matchers[language] = matcher
        self._meanwhile.pop(language, None)

    def matcher(self, language: str) -> Matcher | None:
        """The matcher for `language`, or for Swedish where there is nothing in it. Takes about a second the first
        time, nothing after."""
        if not self.entries.get(language):
            language = "sv"
        found = self._matchers.get(language)
        if found is None and self.entries[language]:
            with self._busy:
                if language not in self._matchers:
                    which: Language = "en" if language == "en" else "sv"
                    self._matchers[language] = self._fit(self.knowledge, self.written[which], which)
                found = self._matchers[language]
        return found

    def warm(self) -> None:
        """Fit every language now, so that no question waits for it."""
        for language in LANGUAGES:
            self.matcher(language)

    def match(self, text: str, language: str) -> Verdict:
        """The verdict on `text`, read in `language`; in Swedish where there is no base in that language."""
        standing_in = self._meanwhile.get(language if self.entries.get(language) else "sv")
        if standing_in:
            return standing_in.match(text)
        matcher = self.matcher(language)
        return matcher.match(text) if matcher else Verdict(text, "refuse", None, 0.0, ())

    def entry(self, entry_id: str, language: str) -> Entry | None:
        """The answer in `language`, else in Swedish, else None."""
        return self.entries.get(language, {}).get(entry_id) or self.entries["sv"].get(entry_id)

    def themes(self, language: str) -> list[Theme]:
        """The themes that have an answer today, in menu order."""
        used = {entry.theme for entry in self.in_language(language)}
        return [theme for theme in self.knowledge.themes if theme.slug in used]

    def in_language(self, language: str) -> list[Entry]:
        """Every answer, in `language` where it exists, else in Swedish; in the order of the files."""
        ids = dict.fromkeys([*self.entries["sv"], *self.entries.get(language, {})])
        found = (self.entry(entry_id, language) for entry_id in ids)
        return [entry for entry in found if entry]


def fit_matcher(knowledge: KnowledgeBase, entries: Mapping[str, Entry], language: Language) -> Matcher:
    """A matcher over the entries of one language, with the foreign questions of that language."""
    return Matcher.from_phrases(
        knowledge.ways(entries, language),
        refuse=knowledge.foreign.get(language, ()),
        language=language,
        texts={entry.id: plain_text(fill_blanks(entry.body, BLANKS)) for entry in entries.values()},
        trials=knowledge.trials.get(language, ()),
    )


def material(knowledge: KnowledgeBase, entries: Mapping[str, Entry], language: str) -> str:
    """A mark of all that `fit_matcher` makes a matcher from: the same mark, the same matcher. Sources, dates and other
    languages are not in it, and neither is the day."""
    digest = hashlib.sha256(language.encode())
    for entry_id, ways in knowledge.ways(entries, language).items():
        body = entries[entry_id].body if entry_id in entries else ""
        digest.update("\0".join(("", entry_id, *ways, "", body)).encode("utf-8", "surrogatepass"))
    digest.update(repr((knowledge.foreign.get(language, ()), knowledge.trials.get(language, ()))).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything `step` may look at besides the state and the message."""

    answers: Answers
    gazetteer: Gazetteer
    countries: Countries
    goals: Goals
    policy: Policy = field(default_factory=Policy)
