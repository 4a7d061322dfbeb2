"""One question, one verdict, without a conversation: what `partnerskap ask` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.commands import command
from intents import Verdict, clean, guess, plain_text, signals_danger

if TYPE_CHECKING:
    from bot.conversation.guide import Answers

_SOCIAL = {"hello", "thanks", "bye", "yes", "no", "skip", "unsure", "back", "send", "start"}


def verdict(answers: Answers, text: str, language: str | None = None) -> tuple[Verdict, str]:
    """The verdict on `text` and the language it was read in. Danger to life and small talk are never matched."""
    if language not in {"sv", "en"}:
        heard = guess(text)
        language = heard.language if heard.sure and heard.language in {"sv", "en"} else "sv"
    if signals_danger(text) or command(clean(text)) in _SOCIAL:
        return Verdict(text, "refuse", None, 0.0, ()), language
    return answers.match(text, language), language


def as_json(answers: Answers, found: Verdict, language: str) -> dict[str, Any]:
    """The verdict in the form scripts rely on; `answer_lang` only where the answer is in another language than `lang`."""
    entry = answers.entry(found.id, language) if found.id else None
    untranslated = {"answer_lang": entry.language} if entry and entry.language != language else {}
    return {
        "text": found.text,
        "lang": language,
        "decision": found.decision,
        "id": found.id,
        "confidence": round(found.confidence, 4),
        "candidates": [{"id": c.id, "confidence": round(c.confidence, 4)} for c in found.candidates],
        "answer": plain_text(entry.body) if entry else None,
        "sources": [{"url": source.url, "dated": source.dated} for source in entry.sources] if entry else [],
        "reviewed": entry.reviewed.isoformat() if entry else None,
        **untranslated,
    }
