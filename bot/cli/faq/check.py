"""`partnerskap faq check`: every finding about the knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.swedish import Command, Misuse


@click.command(
    cls=Command,
    short_help="Alla anmärkningar, som fil:rad: vad.",
    help="Alla anmärkningar på kunskapsbasen, som fil:rad: vad som är fel och vad du gör åt det.",
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[MAPP]")
def check(as_objects: bool, folder: Path | None) -> int:
    """Look the knowledge base over. 1 when there are errors."""
    from dataclasses import asdict, replace

    from bot import knowledge
    from bot.cli.common import settings, tell
    from intents import load_knowledge

    if folder is not None and not folder.is_dir():
        raise Misuse(f"Mappen {folder} finns inte.")
    root = folder or knowledge.folder(settings().faq_dir)
    loaded = load_knowledge(root)
    findings = [replace(finding, path=_from_here(root / finding.path)) for finding in loaded.findings]
    if as_objects:
        tell({
            "version": loaded.knowledge.version if loaded.knowledge else None,
            "findings": [asdict(finding) for finding in findings],
        })  # fmt: skip
        return 1 if loaded.errors else 0
    for finding in findings:
        click.echo(str(finding))
    told = f"{len(loaded.knowledge.entries)} svar är i ordning." if loaded.knowledge else "Rätta felen och kör igen."
    click.echo(told, err=bool(loaded.errors))
    return 1 if loaded.errors else 0


def _from_here(path: Path) -> str:
    """The path as an editor at this prompt can open it."""
    absolute = path.absolute()
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else str(absolute)
