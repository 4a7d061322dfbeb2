"""What click says by itself, in Swedish: the frame of the help texts, and what was wrong with a command line."""

from __future__ import annotations

import errno

import click

_HEADINGS = {"Options": "Tillval", "Commands": "Kommandon"}
_REASONS = {
    errno.ENOENT: "finns inte",
    errno.EACCES: "får inte läsas eller skrivas",
    errno.EPERM: "får inte läsas eller skrivas",
    errno.EISDIR: "är en mapp, inte en fil",
    errno.ENOTDIR: "ligger inte i en mapp",
    errno.ENOSPC: "får inte plats: disken är full",
    errno.EROFS: "ligger på en disk som bara får läsas",
}


class Misuse(click.UsageError):
    """Wrong use that a command finds out itself; the text is a sentence in Swedish."""


class Formatter(click.HelpFormatter):
    """Lays out help texts with Swedish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line on how the command is written."""
        args = args.replace("[OPTIONS]", "[TILLVAL]").replace("COMMAND [ARGS]...", "KOMMANDO …")
        super().write_usage(prog, args, prefix or "Användning: ")

    def write_heading(self, heading: str) -> None:
        """The heading of a list."""
        super().write_heading(_HEADINGS.get(heading, heading))


class Context(click.Context):
    """A command's run, with help in Swedish."""

    formatter_class = Formatter


class Command(click.Command):
    """A command with help in Swedish."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här texten och sluta."
        return option


class Group(Command, click.Group):
    """A group of commands with help in Swedish."""

    command_class = Command
    group_class = type


def usage_sentence(error: click.UsageError) -> str:
    """What was wrong with the command line."""
    if isinstance(error, Misuse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"Tillvalet {error.option_name} finns inte."
    if isinstance(error, click.NoSuchCommand):
        return f"Kommandot {error.command_name} finns inte."
    if isinstance(error, click.MissingParameter):
        return f"{_name(error.param)} saknas."
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)} går inte att använda så. {_wanted(error.param)}".rstrip()
    if isinstance(error, click.BadOptionUsage):
        lacks = "requires an argument" in error.message
        return f"Tillvalet {error.option_name} {'ska följas av ett värde' if lacks else 'tar inget värde'}."
    if error.message.startswith("Got unexpected extra argument"):
        return f"Det här är för mycket: {error.message.partition('(')[2].rpartition(')')[0]}. Behövs citattecken?"
    return "Kommandoraden går inte att förstå."


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return f"Tillvalet {param.opts[0]}"
    return (param.human_readable_name if param else "Ett argument").strip("[]")


def _wanted(param: click.Parameter | None) -> str:
    kind = param.type if param else None
    if isinstance(kind, click.Choice):
        return f"Välj {' eller '.join(kind.choices)}."
    if isinstance(kind, click.DateTime):
        return "Skriv ett datum som 2027-01-31."
    return ""


def because(error: OSError) -> str:
    """Why a file or folder could not be used, as the end of a sentence that begins with its name."""
    return _REASONS.get(error.errno or 0) or f"går inte att använda ({error.strerror or type(error).__name__})"
