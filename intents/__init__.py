"""Understands what officials write: text in, verdict out. Nothing else may be imported from this room."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intents.checks import Dictionary, Report, look_over
    from intents.countries import Countries, Country
    from intents.danger import signals_danger
    from intents.features import stem as word_root
    from intents.gazetteer import Gazetteer, Organisation, OrganisationType, Recognised
    from intents.goals import Goal, Goals
    from intents.knowledge import KnowledgeBase, Loaded, Theme, uncovered
    from intents.knowledge import load as load_knowledge
    from intents.knowledge.blanks import BLANKS
    from intents.knowledge.blanks import fill as fill_blanks
    from intents.language import Guess, guess
    from intents.matcher import Matcher, TwinPhrasingError
    from intents.model import LANGUAGES, Candidate, Entry, Explanation, Finding, Language, Source, Verdict
    from intents.plain import plain_text
    from intents.tally import Tally
    from intents.text import clean
    from intents.text import fold as fold_word
    from intents.text import key as text_key
    from intents.thresholds import Thresholds

_HOME = {
    "BLANKS": "knowledge.blanks", "LANGUAGES": "model", "Candidate": "model", "Countries": "countries",
    "Country": "countries", "Dictionary": "checks", "Entry": "model", "Explanation": "model", "Finding": "model",
    "Gazetteer": "gazetteer", "Goal": "goals", "Goals": "goals", "Guess": "language", "KnowledgeBase": "knowledge",
    "Language": "model", "Loaded": "knowledge", "Matcher": "matcher", "Organisation": "gazetteer",
    "OrganisationType": "gazetteer", "Recognised": "gazetteer", "Report": "checks", "Source": "model", "Tally": "tally",
    "Theme": "knowledge", "Thresholds": "thresholds", "TwinPhrasingError": "matcher", "Verdict": "model",
    "clean": "text", "fill_blanks": "knowledge.blanks:fill", "fold_word": "text:fold", "guess": "language",
    "load_knowledge": "knowledge:load", "look_over": "checks", "plain_text": "plain", "signals_danger": "danger",
    "text_key": "text:key", "uncovered": "knowledge", "word_root": "features:stem",
}  # fmt: skip
__all__ = [
    "BLANKS", "LANGUAGES", "Candidate", "Countries", "Country", "Dictionary", "Entry", "Explanation", "Finding",
    "Gazetteer", "Goal", "Goals", "Guess", "KnowledgeBase", "Language", "Loaded", "Matcher", "Organisation",
    "OrganisationType", "Recognised", "Report", "Source", "Tally", "Theme", "Thresholds", "TwinPhrasingError",
    "Verdict", "clean", "fill_blanks", "fold_word", "guess", "load_knowledge", "look_over", "plain_text",
    "signals_danger", "text_key", "uncovered", "word_root",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Modules are imported when first used: who only wants `clean` does not pay for numpy."""
    if name not in _HOME:
        raise AttributeError(f"module 'intents' has no attribute {name!r}")
    module, _, inner = _HOME[name].partition(":")
    return getattr(import_module(f"intents.{module}"), inner or name)
