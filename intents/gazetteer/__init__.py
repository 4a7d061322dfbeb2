"""Recognises the organisation somebody belongs to: one of 290 municipalities and 21 regions, or another kind.

A name in the register must not swallow what only carries it: `Lunds universitet` is no municipality. So words that
tell another kind of organisation win, and a name beside words nobody knows is asked about.

`recognise` puts together what `names` (the register's names, rightly spelled and with slips), `marks` (`kommun` beside
them), `kinds` (words such as `förening`) and `sentence` (whether a name in passing is meant) find; `vocabulary` holds
their words, `model` what they hand to one another.
"""

from __future__ import annotations

from intents.gazetteer.model import NAME_LENGTH, OPTIONS, Organisation, OrganisationType, Recognised
from intents.gazetteer.recognise import Gazetteer

__all__ = ["NAME_LENGTH", "OPTIONS", "Gazetteer", "Organisation", "OrganisationType", "Recognised"]
