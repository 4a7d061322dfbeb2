"""The commands. Each file is light to import; what a command needs is imported when it runs."""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

import click

from bot.cli import ask, chat, check, faq, leads, outbox, privacy, serve, work
from bot.cli.swedish import Group, because, usage_sentence
from bot.errors import PartnerskapError

HELP = {"help_option_names": ["-h", "--help"]}


@click.group(
    cls=Group,
    context_settings=HELP,
    help="Partnerskapsguiden: svarar på frågor om kommunala partnerskap och tar emot intresseanmälningar.",
)
@click.version_option(
    package_name="partnerskapsguiden", message="%(prog)s %(version)s", help="Visa versionen och sluta."
)
def cli() -> None:
    """The group all commands belong to."""


for command in (
    serve.serve,
    chat.chat,
    ask.ask,
    work.work,
    faq.faq,
    leads.leads,
    outbox.outbox,
    privacy.privacy,
    check.check,
):
    cli.add_command(command)


def run(arguments: list[str]) -> int:
    """Run one command. 0 fine, 1 found faults, 2 wrong use, 130 interrupted; every fault is a sentence, never a
    trace – but for faults of the program itself under `python -X dev`."""
    _accept_any_terminal()
    try:
        outcome = cli.main(args=arguments, prog_name="partnerskap", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        _complain(error.format_message())
        return 2
    except click.UsageError as error:
        _complain(f"{usage_sentence(error)} Se: {error.ctx.command_path if error.ctx else 'partnerskap'} --help")
        return 2
    except click.ClickException as error:
        _complain(error.format_message())
        return 1
    except (click.Abort, KeyboardInterrupt):
        _complain("Avbrutet.")
        return 130
    except PartnerskapError as error:
        _complain(str(error))
        return 1
    except OSError as error:
        return _could_not_write(error)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        _complain(_unexpected(error))
        return 1


def _accept_any_terminal() -> None:
    """A terminal that lacks a sign shows `?` in its place; it is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _could_not_write(error: OSError) -> int:
    """A file that cannot be used, or a full disk below the output. Who left early (`| head`) is click's to handle."""
    _complain(f"{error.filename or 'Utskriften'} {because(error)}.")
    # What is still buffered has nowhere to go, and Python would complain about it once more at the very end.
    with suppress(io.UnsupportedOperation), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return 1


def _unexpected(error: Exception) -> str:
    """Where it happened, but not the error's own text: it may quote what somebody wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"Ett oväntat fel i programmet: {type(error).__name__} i {Path(frame.filename).name} rad {frame.lineno}. "
        "Det som redan bekräftats är sparat. Kör med python -X dev -m bot … för att se hela felet, och rapportera det."
    )


def _complain(text: str) -> None:
    click.echo(text, err=True)
