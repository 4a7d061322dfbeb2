"""`partnerskap ask`: one question, one verdict; or a file of them."""

from __future__ import annotations

import io
import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.swedish import Command, Misuse, because

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.conversation.guide import Answers
    from intents import Explanation, Verdict


class Unreadable(ValueError):
    """A line that holds no question; the text is the end of a sentence that begins with the line."""


@click.command(
    cls=Command,
    short_help="En fråga, ett utslag.",
    help="Ställ en fråga och få ett utslag: svar, motfråga eller avböjande.",
)
@click.argument("text", required=False)
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Läs frågan på det här språket; annars avgör texten.")
@click.option(
    "--at",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATUM",
    help="Svara som den dagen, till exempel 2027-01-31.",
)
@click.option("--explain", is_flag=True, help="Visa vad som avgjorde.")
@click.option(
    "--batch",
    metavar="FIL|-",
    help='Många frågor ur FIL, eller - för standard in: en rad {"text": …} in, ett utslag som JSON ut.',
)
@click.option("--json", "as_object", is_flag=True, help="Skriv utslaget som JSON.")
def ask(
    text: str | None, lang: str | None, day: datetime | None, explain: bool, batch: str | None, as_object: bool
) -> int:
    """Judge one question or many."""
    if text is None and batch is None:
        raise Misuse('Frågan saknas. Skriv den inom citattecken, som partnerskap ask "Vem kan söka?".')
    if text is not None and batch is not None:
        raise Misuse("Skriv antingen en fråga eller --batch, inte båda.")
    from bot.cli.common import answers, settings, tell
    from bot.clock import SystemClock

    given, on = settings(), day.date() if day else SystemClock().now().date()
    if batch is not None:
        with _opened(batch) as lines:
            return _batch(answers(given, on), lines, lang, explain)
    from bot.conversation.asking import verdict

    found = answers(given, on)

    judged, language = verdict(found, text or "", lang)
    if as_object:
        tell(_told(found, judged, language, explain))
    else:
        click.echo(_shown(found, judged, language))
        if explain:
            click.echo("\n" + table(found, judged, language))
    return 0


def _opened(name: str) -> AbstractContextManager[Iterable[str]]:
    """The lines of a file, or of standard input as they come. Raises `Misuse` when there is no such file."""
    if name == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
        return nullcontext(sys.stdin or ())
    try:
        return Path(name).open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise Misuse(f"{name} {because(error)}.") from error


def _batch(answers: Answers, lines: Iterable[str], lang: str | None, explain: bool) -> int:
    """Every line judged, in order, each told before the next is read; blank ones are passed over. 1 when a line could
    not be read: it gets an object with `line` and `error` in the verdict's place."""
    from bot.cli.common import tell
    from bot.conversation.asking import verdict

    faults = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text, spoken = _question(line)
        except Unreadable as error:
            faults += 1
            tell({"line": number, "error": f"Rad {number} {error}"})
            continue
        judged, language = verdict(answers, text, lang or spoken)
        tell(_told(answers, judged, language, explain))
        _progress(number)
    if faults:
        click.echo(f'{faults} rader gick inte att läsa; de har "error" i stället för utslag.', err=True)
    return 1 if faults else 0


def _question(line: str) -> tuple[str, str | None]:
    """Text and language of one line. Raises `Unreadable`."""
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable('är inte JSON. Så ska den se ut: {"text": "Vem kan söka?"}') from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise Unreadable('saknar "text" med en text. Så ska den se ut: {"text": "Vem kan söka?"}')
    if data.get("lang") not in (None, "sv", "en"):
        raise Unreadable('har ett "lang" som varken är "sv" eller "en".')
    return data["text"], data.get("lang")


def _progress(number: int) -> None:
    """How far it has come, on a terminal that does not show the verdicts themselves."""
    if number % 100 == 0 and sys.stderr.isatty() and not sys.stdout.isatty():
        click.echo(f"{number} rader …", err=True)


def _told(answers: Answers, judged: Verdict, language: str, explain: bool) -> dict[str, Any]:
    from bot.conversation.asking import as_json

    explanation = {"explanation": explained(answers, judged, language)} if explain else {}
    return as_json(answers, judged, language) | explanation


def _shown(answers: Answers, judged: Verdict, language: str) -> str:
    from bot.conversation import replies
    from bot.locale import say
    from intents import plain_text

    if judged.id and (entry := answers.entry(judged.id, language)):
        return f"{plain_text(entry.body)}\n\n{replies.below(entry, language)}"
    if judged.decision == "clarify":
        found = [answers.entry(candidate.id, language) for candidate in judged.candidates]
        return "\n".join([say(language, "clarify.text"), *(f"– {entry.question}" for entry in found if entry)])
    return say(language, "refuse.text")


def _why(answers: Answers, judged: Verdict, language: str) -> Explanation:
    matcher = answers.matcher(language)
    told = matcher.explain(judged.text) if matcher else judged.explanation
    return told if told.rule == judged.explanation.rule else judged.explanation


def explained(answers: Answers, judged: Verdict, language: str) -> dict[str, Any]:
    """Why, as scripts read it."""
    from dataclasses import asdict

    return asdict(_why(answers, judged, language))


_DECISIONS = {"answer": "svar", "clarify": "motfråga", "refuse": "avböjt"}
_RULES = {
    "exact": "frågan står så i kunskapsbasen",
    "slip": "högst en slintning från en formulering i kunskapsbasen",
    "foreign": "frågan står bland dem som handlar om annat",
    "model": "orden vägda mot allt som kunskapsbasen vet",
    "little": "orden vägda, men för lite sagt för ett svar",
    "empty": "inga ord att gå på",
}
_VIEWS = {"word": "ord", "pair": "ordpar", "run": "bokstavsföljder"}


def table(answers: Answers, judged: Verdict, language: str) -> str:
    """Why, as an editor reads it: the road, the best and the runner-up, the limits, and what each word did."""
    why = _why(answers, judged, language)
    lines = [f"Utslag: {_DECISIONS[judged.decision]} – {_RULES.get(why.rule, why.rule)}."]
    for candidate in judged.candidates[:3]:
        entry = answers.entry(candidate.id, language)
        lines.append(f"  {candidate.confidence:6.1%}  {candidate.id}: {entry.question if entry else ''}")
    if why.limits:
        limits = why.limits
        lines += [
            f"  {why.foreign:6.1%}  något annat (svarar upp till {limits.doubt:.1%}, frågar upp till {limits.offer:.1%})",
            f"Bästa svarets andel av resten: {why.share:.1%} (svarar från {limits.clear:.1%}).",
        ]
    if why.words:
        lines.append("Vad varje ord gör för det bästa svaret (minus talar emot):")
        lines += [f"  {word.word:<20} {'' if word.read_as == word.word else 'läst som ' + word.read_as:<24}"
                  f" {'känt' if word.known else 'okänt':<6} {word.weight:+.2f}" for word in why.words]  # fmt: skip
    if why.views:
        shares = ", ".join(f"{_VIEWS.get(name, name)} {share:+.0%}" for name, share in why.views)
        lines.append(f"Därav {shares}.")
    return "\n".join(lines)
