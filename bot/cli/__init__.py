"""The commands. Each file is light to import; what a command needs is imported when it runs."""

from __future__ import annotations

import sys

import click

from bot.cli import ask, chat, check, faq, leads, outbox, work
from bot.errors import PartnerskapError

HELP = {"help_option_names": ["-h", "--help"]}


@click.group(context_settings=HELP, help="Partnerskapsguiden: svarar om kommunala partnerskap och tar emot intresse.")
def cli() -> None:
    """The group all commands belong to."""


for command in (chat.chat, ask.ask, work.work, faq.faq, leads.leads, outbox.outbox, check.check):
    cli.add_command(command)


def run(arguments: list[str]) -> int:
    """Run one command. 0 fine, 1 found faults, 2 wrong use; every fault is a sentence, never a trace."""
    try:
        outcome = cli.main(args=arguments, prog_name="partnerskap", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
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
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def usage_sentence(error: click.UsageError) -> str:
    """What was wrong with the command line, in Swedish."""
    if isinstance(error, click.NoSuchOption):
        return f"Okänt tillval {error.option_name}."
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else "ett argument"
        return f"{name} saknas."
    if isinstance(error, click.BadParameter):
        name = error.param.human_readable_name if error.param else "ett argument"
        return f"{name} går inte att använda: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tillvalet {error.option_name} är använt på fel sätt."
    if error.message.startswith("No such command"):
        return f"Kommandot {error.message.split(chr(39))[1]} finns inte."
    return "Kommandoraden går inte att förstå."


def _complain(text: str) -> None:
    click.echo(text, err=True)
