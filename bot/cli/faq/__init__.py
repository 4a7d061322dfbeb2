"""`partnerskap faq …`: what editors use. One module per command."""

from __future__ import annotations

import click

from bot.cli.faq import check, diff, gaps, new, status, tryout
from bot.cli.swedish import Group


@click.group(
    cls=Group,
    short_help="Kunskapsbasen: kontrollera svaren, se läget.",
    help="Kunskapsbasen: kontrollera svaren, börja på ett nytt och se läget.",
)
def faq() -> None:
    """The group of the editors' commands."""


for command in (check.check, diff.diff, gaps.gaps, new.new, status.status, tryout.try_):
    faq.add_command(command)
