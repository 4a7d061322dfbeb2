"""`partnerskap faq new`: the skeleton of an answer, which says itself what to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Command, Misuse, because

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:@[a-z0-9-]+)?")
_ANSWER = """\
---
# Huvudet: rader som börjar med # läses inte av boten. Ta bort dem när du är klar, eller låt dem stå.
# id är filens namn utan .md (och utan @…), med små bokstäver a–z, siffror och bindestreck. Det ändras aldrig.
id: {id}
# Frågan i sin fulla form, som menyer och knappar visar den.
question:
# Så frågar människor: en per rad, med bindestreck först. Ju fler desto bättre; minst tolv. Fler kan stå i {list}.
phrasings:
  -
# Varifrån uppgifterna kommer, och från när. Har svaret ingen webbsida: tjansten (om det gäller den här tjänsten).
sources:
  - url:
    dated:
# Dagen då du läste svaret mot källorna.
reviewed: {today}
# Gäller svaret bara en tid? Ta bort # på raderna. Nästa version skrivs i {id}@<år>.md och tar vid dagen efter.
# valid_from: {today}
# valid_until: {year}-12-31
# Knappar till svar som hör ihop med det här, med deras id.
# next: [kontakt-icld]
# Vad svaret erbjuder först: lead (anmäla intresse) eller human (en människa). Utan raden: inget särskilt.
# action: lead
---
"""
_LIST = """\
# Fler sätt att fråga om {id}, ett per rad. Rader som börjar med # läses inte.
"""


@click.command(
    cls=Command,
    short_help="Stommen till ett nytt svar.",
    help="Gör filen för ett nytt svar, med alla rader förklarade, och en lista för fler formuleringar bredvid. Skriver "
    "aldrig över något som finns.",
)
@click.argument("name", metavar="ID")
@click.option("--theme", metavar="TEMA", help="Temat svaret hör till: mappens namn.")
@click.option("--lang", "language", type=click.Choice(["sv", "en"]), default="sv", help="Svarets språk; annars svenska.")
def new(name: str, theme: str | None, language: str) -> int:
    """Make the files of one answer."""
    from bot import knowledge
    from bot.cli.common import settings
    from bot.clock import SystemClock

    root = knowledge.folder(settings().faq_dir)
    theme = _usable(name, theme, root)
    answer = root / language / theme / f"{name}.md"
    entry_id = name.split("@")[0]
    beside = answer.with_name(f"{entry_id}.txt")
    taken = [path for path in (root / language).glob(f"*/{name}.md") if path.is_file()]
    if taken:
        raise click.ClickException(f"Svaret finns redan: {taken[0]}. Ändra i den filen, eller välj ett annat id.")
    made = _write(answer, beside, entry_id, SystemClock().now().date())
    click.echo(f"Gjort: {' och '.join(str(path) for path in made)}.")
    click.echo(f"Fyll i question, phrasings och sources i {answer.name}, och skriv svaret under sista raden med ---.")
    click.echo("Sedan säger `partnerskap faq check` resten.")
    return 0


def _usable(name: str, theme: str | None, root: Path) -> str:
    """The theme. Raises when a file of that name, or in that theme, would not be read."""
    from intents import fold_word, load_knowledge

    if not _NAME.fullmatch(name):
        better = "-".join(re.findall(r"[a-z0-9]+", fold_word(name.lower())))
        hint = f" Kanske {better}?" if better else ""
        raise Misuse(f"Ett id har små bokstäver a–z, siffror och bindestreck, inte {name}.{hint}")
    themes = [one.slug for one in load_knowledge(root).themes]
    if theme is None or theme not in themes:
        fault = f"Temat {theme} finns inte i themes.toml." if theme else "Vilket tema hör svaret till? Skriv --theme TEMA."
        raise Misuse(f"{fault} Temana är: {', '.join(themes) or 'inga alls, för filen saknas eller har fel'}.")
    return theme


def _write(answer: Path, beside: Path, entry_id: str, today: date) -> list[Path]:
    """The files made; the list is let be when it is there already."""
    text = _ANSWER.format(id=entry_id, list=beside.name, today=today.isoformat(), year=today.year)
    made = []
    try:
        answer.parent.mkdir(parents=True, exist_ok=True)
        for path, content in ((answer, text), (beside, _LIST.format(id=entry_id))):
            if path == answer or not path.exists():
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    file.write(content)
                made.append(path)
    except OSError as error:
        raise click.ClickException(f"{error.filename or answer} {because(error)}.") from error
    return made
