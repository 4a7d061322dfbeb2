"""`partnerskap check`: the effective settings, and whether what they name works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command(help="Gällande inställningar med källa, hemligheter dolda, och alla fel på en gång.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def check(as_objects: bool) -> int:
    """Show the settings and try what they name. 1 when anything is wrong."""
    from bot.cli.common import as_json
    from bot.errors import SettingsError
    from bot.settings import read

    try:
        settings = read()
    except SettingsError as error:
        if as_objects:
            click.echo(as_json({"settings": [], "faults": error.faults}))
        else:
            for fault in error.faults:
                click.echo(fault)
        return 1
    rows, faults = _rows(settings), _faults(settings)
    if as_objects:
        click.echo(as_json({"settings": rows, "faults": faults}))
        return 1 if faults else 0
    for row in rows:
        click.echo(f"{row['name']:<30} {row['value']:<44} {row['source']}")
    for fault in faults:
        click.echo(fault)
    click.echo("Allt är i ordning." if not faults else f"{len(faults)} fel.")
    return 1 if faults else 0


def _rows(settings: Settings) -> list[dict[str, Any]]:
    from bot.settings import PREFIX, origin

    found = []
    for field in type(settings).model_fields:
        value = getattr(settings, field)
        shown = "(inte satt)" if value is None else str(value)
        if isinstance(value, dict):
            shown = ",".join(f"{name}={days}" for name, days in value.items())
        found.append({"name": PREFIX + field.upper(), "value": shown, "source": origin(field)})
    return found


def _faults(settings: Settings) -> list[str]:
    """What does not work although it is well formed."""
    import asyncio

    from bot.cli.common import faq_folder
    from bot.errors import PartnerskapError
    from bot.storage.sqlite import SqliteStore
    from intents import load_knowledge

    faults = []
    try:
        folder = faq_folder(settings.faq_dir)
        faults += (
            [str(finding) for finding in load_knowledge(folder).errors]
            if folder.is_dir()
            else [f"mappen {folder} finns inte"]
        )
    except PartnerskapError as error:
        faults.append(str(error))

    async def try_store() -> None:
        await SqliteStore.open(settings.database_path()).close()

    try:
        asyncio.run(try_store())
    except PartnerskapError as error:
        faults.append(str(error))
    return faults
