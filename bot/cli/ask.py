"""`partnerskap ask`: one question, one verdict; or a file of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.guide import Answers
    from intents import Explanation, Verdict


@click.command(help="Ställ en fråga och få ett utslag: svar, motfråga eller avböjande.")
@click.argument("text", required=False)
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Läs frågan på det här språket; annars avgör texten.")
@click.option("--at", "day", type=click.DateTime(["%Y-%m-%d"]), help="Svara som den dagen, till exempel 2027-01-01.")
@click.option("--explain", is_flag=True, help="Visa vad som avgjorde.")
@click.option(
    "--batch", "batch", help='En JSON-rad {"text": …} per fråga i FIL, eller - för standard in.', metavar="FIL|-"
)
@click.option("--json", "as_object", is_flag=True, help="Skriv utslaget som JSON.")
def ask(
    text: str | None, lang: str | None, day: datetime | None, explain: bool, batch: str | None, as_object: bool
) -> int:
    """Judge one question or many."""
    if (text is None) == (batch is None):
        raise click.UsageError("antingen TEXT eller --batch")
    from bot.cli.common import answers, settings
    from bot.clock import SystemClock

    found = answers(settings(), day.date() if day else SystemClock().now().date())
    if batch is not None:
        return _batch(found, batch, lang)
    from bot.conversation.asking import as_json as verdict_json
    from bot.conversation.asking import verdict

    judged, language = verdict(found, text or "", lang)
    if as_object:
        from bot.cli.common import as_json

        told = verdict_json(found, judged, language)
        click.echo(as_json(told | ({"explanation": _explained(found, judged, language)} if explain else {})))
    else:
        click.echo(_shown(found, judged, language))
        if explain:
            click.echo("\n" + _table(found, judged, language))
    return 0


def _batch(answers: Answers, name: str, lang: str | None) -> int:
    """Every line of a file judged, in order. 1 when a line could not be read."""
    import json

    from bot.cli.common import as_json
    from bot.conversation.asking import as_json as verdict_json
    from bot.conversation.asking import verdict

    faults = 0
    try:
        stream = sys.stdin if name == "-" else open(name, encoding="utf-8")  # noqa: SIM115, PTH123 - closed below
    except OSError as error:
        raise click.BadParameter(f"filen {name} går inte att läsa: {error.strerror}") from error
    with stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                data: Any = json.loads(line)
                text, spoken = str(data["text"]), lang or data.get("lang")
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                faults += 1
                click.echo(as_json({"error": f'rad {number} är inte ett objekt med "text"'}))
                continue
            judged, language = verdict(answers, text, spoken if isinstance(spoken, str) else None)
            click.echo(as_json(verdict_json(answers, judged, language)))
    return 1 if faults else 0


def _shown(answers: Answers, judged: Verdict, language: str) -> str:
    from bot.conversation import replies
    from bot.locale import say
    from intents import plain_text

    if judged.id and (entry := answers.entry(judged.id, language)):
        return f"{plain_text(entry.body)}\n\n{replies.footer(entry, language)}"
    if judged.decision == "clarify":
        found = [answers.entry(candidate.id, language) for candidate in judged.candidates]
        return "\n".join([say(language, "clarify.text"), *(f"– {entry.question}" for entry in found if entry)])
    return say(language, "refuse.text")


def _why(answers: Answers, judged: Verdict, language: str) -> Explanation:
    matcher = answers.matcher(language)
    return matcher.explain(judged.text) if matcher and judged.explanation.rule == "model" else judged.explanation


def _explained(answers: Answers, judged: Verdict, language: str) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(_why(answers, judged, language))


def _table(answers: Answers, judged: Verdict, language: str) -> str:
    why = _why(answers, judged, language)
    lines = [f"Utslag: {judged.decision} ({why.rule})"]
    lines += [f"  {candidate.confidence:6.1%}  {candidate.id}" for candidate in judged.candidates[:5]]
    if why.limits:
        limits = why.limits
        lines.append(
            f"  {why.foreign:6.1%}  något annat (svarar upp till {limits.doubt:.1%}, frågar upp till {limits.offer:.1%})"
        )
        lines.append(f"Bästa svarets andel av resten: {why.share:.1%} (svarar från {limits.clear:.1%}).")
    lines += [f"  {word.word:<20} {'' if word.read_as == word.word else 'läst som ' + word.read_as:<24}"
              f" {'känt' if word.known else 'okänt':<6} {word.weight:+.2f}" for word in why.words]  # fmt: skip
    return "\n".join(lines)
