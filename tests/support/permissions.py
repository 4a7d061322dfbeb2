"""File permissions hold for everybody but root; here they hold for root as well."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NOBODY = 65534


@contextmanager
def unprivileged(folder: Path) -> Iterator[None]:
    """Inside, `folder` belongs to a user without privileges, who is the one running, and who stands in it: the folders
    above it may be closed to that user."""
    before, root = Path.cwd(), os.geteuid() == 0
    os.chdir(folder)
    if root:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, -1)
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        os.chdir(before)


@contextmanager
def closed(path: Path) -> Iterator[None]:
    """Inside, nobody may read or enter `path`."""
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            path.chmod(mode)
