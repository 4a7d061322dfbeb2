"""The knowledge base as it stood in a git revision, put in a folder of its own. Runs the program `git`."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_INSTEAD = "Jämför med en mapp i stället: --against MAPP."


class NoRevisionError(LookupError):
    """There is nothing to compare with; the text is for editors and says what to do."""


def in_repository(folder: Path) -> bool:
    """Whether `folder` lies in a git checkout and `git` can be run."""
    try:
        return _git(folder, "rev-parse", "--show-prefix").returncode == 0
    except NoRevisionError:
        return False


def put_revision(folder: Path, revision: str, into: Path) -> None:
    """Put `folder` as it stood in `revision` into the empty folder `into`. Raises `NoRevisionError`."""
    asked = _git(folder, "rev-parse", "--show-prefix")
    if asked.returncode:
        if "dubious ownership" in asked.stderr.decode("utf-8", "replace"):
            raise NoRevisionError(f"git vill inte läsa {folder}: mappen ägs av någon annan. {_INSTEAD}")
        raise NoRevisionError(f"Mappen {folder} ligger inte i någon git-katalog. {_INSTEAD}")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit.returncode or revision.startswith("-"):
        raise NoRevisionError(f"Versionen {revision} finns inte. Kommandot git log visar vilka som finns.")
    inside = asked.stdout.decode().strip().rstrip("/")
    packed = _git(folder, "archive", "--format=zip", f"{commit.stdout.decode().strip()}:{inside}", at_top=True)
    if packed.returncode:
        raise NoRevisionError(f"Mappen {folder} fanns inte i versionen {revision}. Välj en senare, eller {_lower()}")
    with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
        archive.extractall(into)


def _lower() -> str:
    return _INSTEAD[0].lower() + _INSTEAD[1:]


def _git(folder: Path, *arguments: str, at_top: bool = False) -> subprocess.CompletedProcess[bytes]:
    """What git says in `folder`; `at_top`: in the root of its checkout. Its own complaints are asked for in English,
    to be told apart; nobody else reads them."""
    place = folder
    if at_top:
        place = folder / _git(folder, "rev-parse", "--show-cdup").stdout.decode().strip()
    try:
        return subprocess.run(  # noqa: S603 - no shell; a revision that looks like an option becomes none by what is put after it
            ["git", *arguments],  # noqa: S607 - the one the editor uses
            cwd=place,
            capture_output=True,
            check=False,
            env=os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except OSError:
        raise NoRevisionError(f"Programmet git hittas inte. Installera det. {_INSTEAD}") from None
