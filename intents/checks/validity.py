"""Days on which an answer is missing because its dates say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule
from intents.knowledge.calendar import AHEAD, uncovered
from intents.knowledge.whole import loose_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base


def _look(base: Base) -> Iterator[Remark]:
    for versions in base.versions.values():
        if any(loose_versions(versions)):
            continue  # told when the files were read
        for finding in uncovered((version.entry for version in versions), base.day):
            version = next(one for one in versions if one.entry.path == finding.path)
            line = version.line("valid_until") or version.line("valid_from")
            yield Remark(finding.path, line, finding.message, finding.severity)


RULE = Rule("giltighet", "warning", f"Varje svar finns i dag och de närmaste {AHEAD} dagarna.", _look)
