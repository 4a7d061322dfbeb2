"""`partnerskap faq …`: what editors use. One module per command."""

from __future__ import annotations

import click

from bot.cli.faq import check, diff, status
from bot.cli.swedish import Group


@click.group(
    cls=Group,
    short_help="Kunskapsbasen: kontrollera svaren, se läget.",
    help="Kunskapsbasen: kontrollera svaren och se läget.",
)
def faq() -> None:
    """The group of the editors' commands."""


for command in (check.check, diff.diff, status.status):
    faq.add_command(command)
