"""Fitted matchers kept from one start to the next, so that one question asked of the command line costs no fit.

A copy is nothing but saved time: it is named after everything it was made from (phrasings, answers, language, program),
made anew when any of that changes, and left out without a word where the folder cannot be written. Another day, source
or date of review costs no fit.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import intents
from bot.conversation.guide import fit_matcher, material
from intents import Matcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intents import Entry, KnowledgeBase, Language

KEPT = 6
"""Copies kept; the oldest go first. Two languages, and a few days or versions back."""
_SUFFIX = ".matcher"
_log = logging.getLogger("partnerskap.fitted")


class FittedMatchers:
    """Matchers from a folder of the operator's, or fitted and put there."""

    def __init__(self, folder: Path) -> None:
        """`folder`: made when first needed. Whoever may write to it may run code here, as with the database beside it:
        it must belong to the one who runs the product."""
        self._folder = folder

    def __call__(self, knowledge: KnowledgeBase, entries: Mapping[str, Entry], language: Language) -> Matcher:
        """The matcher over `entries`, all of one language."""
        place = self._folder / f"{language}-{_fingerprint(knowledge, entries, language)}{_SUFFIX}"
        found = _read(place)
        if found is None:
            found = fit_matcher(knowledge, entries, language)
            self._keep(place, found)
        return found

    def _keep(self, place: Path, matcher: Matcher) -> None:
        fresh = place.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(pickle.dumps(matcher, protocol=pickle.HIGHEST_PROTOCOL))
            fresh.replace(place)
            copies = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
            for old in copies[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError as error:
            _log.info("den anpassade matcharen sparades inte i %s: %s", self._folder, error.strerror)
            with suppress(OSError):
                fresh.unlink()


def _read(place: Path) -> Matcher | None:
    """The copy there; None when there is none, or it is damaged."""
    try:
        with place.open("rb") as file:
            found = pickle.load(file)  # noqa: S301 - written by `_keep`, in the operator's own folder
    except OSError:
        return None
    except Exception as error:  # a damaged pickle may raise nearly anything; it is made anew
        _log.warning("%s är skadad och görs om: %s", place.name, error)
        return None
    return found if isinstance(found, Matcher) else None


def _fingerprint(knowledge: KnowledgeBase, entries: Mapping[str, Entry], language: str) -> str:
    """Equal for two matchers only when they were made from the same, by the same."""
    return hashlib.sha256(f"{_program()} {material(knowledge, entries, language)}".encode()).hexdigest()[:20]


@cache
def _program() -> str:
    """A mark of the code and word lists that fit, and of what they run on."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {np.__version__}".encode())
    for path in sorted(Path(intents.__file__).parent.rglob("*")):
        if path.suffix in {".py", ".txt"}:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
