"""`partnerskap faq try`: why one question got its verdict, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.faq.diff import change_json, shown, verdict_json, verdict_text
from bot.cli.swedish import Command, Misuse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.conversation.guide import Answers
    from bot.editing.drafts import Draft, Effect
    from bot.editing.tryout import Moved, Tryout
    from intents import Language, Verdict


@click.command(
    "try",
    cls=Command,
    short_help="Varför fick frågan sitt utslag, och vad skulle ändra det?",
    help="Varför en fråga fick sitt utslag: vilka ord som räknades och åt vilket håll, vad som kom därnäst, hur säker "
    "boten måste vara, och vilka ord eller formuleringar som skulle ändra utslaget.",
)
@click.argument("text")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Läs frågan på det här språket; annars avgör texten.")
@click.option("--at", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATUM", help="Som den dagen.")
@click.option("--add-to", "entry", metavar="ID", help="Pröva vad som händer om frågan blir en formulering i det svaret.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def try_(text: str, lang: str | None, day: datetime | None, entry: str | None, as_objects: bool) -> int:
    """Explain one verdict. Always 0: a refusal is no fault."""
    from bot import knowledge
    from bot.cli.ask import table
    from bot.cli.common import settings, tell
    from bot.cli.faq.bases import answers_in
    from bot.clock import SystemClock
    from bot.conversation.asking import verdict
    from bot.editing.tryout import try_out

    given, on = settings(), day.date() if day else SystemClock().now().date()
    folder = knowledge.folder(given.faq_dir)
    found = answers_in(folder, given, on)
    judged, spoken = verdict(found, text, lang)
    language: Language = "en" if spoken == "en" and found.entries["en"] else "sv"
    tried = try_out(found, judged, language)
    added = _adding(folder, found, judged, language, entry) if entry else None
    if as_objects:
        tell(_as_json(found, judged, language, tried, added))
        return 0
    click.echo(table(found, judged, language))
    click.echo("\n" + "\n".join(_advice(found, judged, language, tried)))
    if added:
        click.echo("\n" + _effect(*added))
    return 0


def _adding(
    folder: Path, found: Answers, judged: Verdict, language: Language, entry: str
) -> tuple[Draft, Effect]:
    """The question as a phrasing of the answer `entry`, and what that would do. Raises `Misuse`."""
    from bot.editing.asked import asked_of, judged as judged_all
    from bot.editing.drafts import Draft, effect_of
    from bot.editing.missed import Gap, Missed
    from intents import clean, text_key

    there = found.entries[language].get(entry)
    if there is None:
        raise Misuse(f"Svaret {entry} finns inte på {'svenska' if language == 'sv' else 'engelska'}.")
    text = clean(judged.text)
    if not text_key(text):
        raise Misuse("Frågan har inga ord att lägga till.")
    draft = Draft(entry, f"{language}/{there.theme}/{entry}.txt", (text,))
    gap = Gap(language, (Missed(text, language, frozenset(), 1, frozenset()),), entry)
    asked = asked_of((found,))
    return draft, effect_of(draft, gap, folder, found, asked, judged_all(found, asked))


def _advice(found: Answers, judged: Verdict, language: Language, tried: Tryout) -> list[str]:
    """What held the verdict where it is, and what would move it."""
    lines = [_held_back(judged)]
    if tried.nearest:
        lines += [f"Mest lik i {entry}: ”{way}”." for entry, way in tried.nearest]
    lines += _told("Utan", tried.without) + _told("Med", tried.with_word)
    if judged.explanation.rule not in {"exact", "empty"} and judged.candidates:
        best = found.entries[language].get(judged.candidates[0].id)
        if best and judged.decision != "answer":
            place = f"{language}/{best.theme}/{best.id}.txt"
            lines.append(
                f"Passar svaret {best.id}: lägg frågan på en egen rad i {place}. "
                f"Tillvalet --add-to {best.id} visar vad det ändrar."
            )
    return lines


def _told(how: str, moved: Sequence[Moved]) -> list[str]:
    """One line for all words that lead to the same verdict."""
    words: dict[str, list[str]] = {}
    for one in moved:
        words.setdefault(verdict_text(one.verdict), []).append(f"”{one.word}”")
    return [
        f"{how} {'ordet' if len(found) == 1 else 'ett av orden'} {', '.join(found)}: {verdict}."
        for verdict, found in words.items()
    ]


def _held_back(judged: Verdict) -> str:
    """The limit that decided, in a sentence."""
    why = judged.explanation
    if why.rule == "exact":
        return f"Frågan är en formulering i {judged.id}. Ett annat svar får den om formuleringen flyttas dit."
    if why.rule == "empty":
        return "Kunskapsbasen tillfrågas inte: här finns inga ord, eller något samtalet självt svarar på, som en hälsning."
    if why.rule == "foreign":
        return "Frågan står bland frågorna om annat, i utanfor.txt. Tas raden bort vägs orden i stället."
    if why.rule == "slip":
        return "Frågan är som mest en slintning från en lagrad formulering."
    if why.rule == "little":
        return "Frågan säger för lite för ett svar: bara vardagsord, eller ett ensamt ord som kan betyda flera saker."
    if judged.decision == "answer":
        return "Båda gränserna är uppfyllda."
    limits = why.limits
    held = []
    if limits and why.foreign > limits.doubt:
        held.append(f"{why.foreign:.1%} talar för något annat, och ett svar tål högst {limits.doubt:.1%}")
    if limits and why.share < limits.clear:
        held.append(f"bästa svaret har {why.share:.1%} av resten, och ett svar kräver {limits.clear:.1%}")
    return f"Det som håller tillbaka: {'; '.join(held)}." if held else "Kunskapsbasen har inget svar på det här språket."


def _effect(draft: Draft, effect: Effect) -> str:
    """What adding the phrasing would do."""
    if effect.faults:
        return "\n".join([f"Formuleringen går inte att lägga till i {draft.entry}:", *effect.faults])
    count = len(effect.others)
    others = f"{count} andra frågor ändras" if count > 1 else f"{'en' if count else 'ingen'} annan fråga ändras"
    answered = "besvaras frågan" if effect.answered else "besvaras frågan ändå inte"
    return "\n".join([f"Med raden i {draft.path} {answered}, och {others}.", *shown(effect.others, whole=False)])


def _as_json(
    found: Answers, judged: Verdict, language: Language, tried: Tryout, added: tuple[Draft, Effect] | None
) -> dict[str, Any]:
    from bot.cli.ask import explained
    from bot.conversation.asking import as_json

    told = as_json(found, judged, language) | {
        "explanation": explained(found, judged, language),
        "without": [{"word": moved.word, "verdict": verdict_json(moved.verdict)} for moved in tried.without],
        "with": [{"word": moved.word, "verdict": verdict_json(moved.verdict)} for moved in tried.with_word],
        "nearest": [{"id": entry, "phrasing": way} for entry, way in tried.nearest],
    }
    if added:
        draft, effect = added
        told["added"] = {
            "path": draft.path,
            "answered": bool(effect.answered),
            "others": [change_json(change) for change in effect.others],
            "findings": list(effect.faults),
        }
    return told
