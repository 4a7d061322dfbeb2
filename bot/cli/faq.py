"""`partnerskap faq …`: what editors use."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(help="Kunskapsbasen: kontrollera svaren.")
def faq() -> None:
    """The group of the editors' commands."""


@faq.command(help="Alla anmärkningar på kunskapsbasen, som fil:rad: vad som är fel och vad du gör åt det.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[MAPP]")
def check(as_objects: bool, folder: Path | None) -> int:
    """Look the knowledge base over. 1 when there are errors."""
    from dataclasses import asdict

    from bot.cli.common import as_json, faq_folder, settings
    from intents import load_knowledge

    root = folder or faq_folder(settings().faq_dir)
    if not root.is_dir():
        raise click.UsageError(f"mappen {root} finns inte")
    loaded = load_knowledge(root)
    if as_objects:
        click.echo(as_json({
            "version": loaded.knowledge.version if loaded.knowledge else None,
            "findings": [asdict(finding) for finding in loaded.findings],
        }))  # fmt: skip
    else:
        for finding in loaded.findings:
            click.echo(str(finding))
        told = (
            f"{len(loaded.knowledge.entries)} svar är i ordning." if loaded.knowledge else "Rätta felen och kör igen."
        )
        click.echo(told, err=bool(loaded.errors))
    return 1 if loaded.errors else 0
