"""The product's own lines, by language and key. What an editor owns lives in `faq/`, not here."""

from __future__ import annotations

import logging
import tomllib
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("sv", "en")
_log = logging.getLogger("partnerskap.locale")


@lru_cache(maxsize=4)
def lines(language: str) -> dict[str, str]:
    """Every line of one language, keys as `group.name`."""
    data = tomllib.loads((files("bot") / "locales" / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{group}.{name}": str(text).strip() for group, named in data.items() for name, text in named.items()}


def say(language: str, line: str, /, **values: object) -> str:
    """The line `line` in `language`, filled in. A line that is missing falls back to Swedish, then to its name:
    what a visitor reads never crashes."""
    template = lines(language if language in LANGUAGES else "sv").get(line) or lines("sv").get(line)
    if template is None:
        _log.error("Raden %s saknas i texterna.", line)
        return line
    return template.format_map({name: str(value) for name, value in values.items()}) if values else template
