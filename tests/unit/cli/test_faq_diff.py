"""`partnerskap faq diff`: what an edit changes, as an editor at a prompt sees it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.commands import Commands, joined, lines
from tests.support.editing import copy, harbour_folder
from tests.support.knowledge import put

FISHING = "Får vi fiska abborre från piren?"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The harbour's folder."""
    return harbour_folder(tmp_path / "faq")


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody with a name."""
    who = ("-c", "user.name=Vera Vik", "-c", "user.email=vera@vindo.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(base: Path) -> Path:
    """The harbour's folder in a checkout, saved once."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git(base.parent, "init", "-q")
    git(base.parent, "add", "-A")
    git(base.parent, "commit", "-qm", "Hamnen")
    return base


def test_an_edit_is_compared_with_what_git_saved_last(command: Commands, repository: Path) -> None:
    unchanged = command("faq", "diff", faq_dir="faq")
    assert unchanged.status == 0, unchanged.err
    assert unchanged.out.splitlines()[1] == "Inget ändras."
    put(repository, "sv/hamnen/hamnvard.txt", f"{FISHING}\n")
    said = command("faq", "diff", faq_dir="faq")
    assert said.status == 0, "a change is no fault"
    assert "Jämfört med HEAD:" in said.out
    assert f"Besvaras nu (1):\n  ”{FISHING}”\n      avböjt → svar hamnvard\n" in said.out
    assert "Frågan står nu som formulering i hamnvard." in said.out


def test_an_older_version_can_be_named(command: Commands, repository: Path) -> None:
    put(repository, "sv/hamnen/hamnvard.txt", f"{FISHING}\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Fiske")
    (now,) = command("faq", "diff", "--json", faq_dir="faq").objects
    (then,) = command("faq", "diff", "--from", "HEAD~1", "--json", faq_dir="faq").objects
    assert (now["changes"], now["against"]) == ([], "HEAD")
    (change,) = [one for one in then["changes"] if one["text"] == FISHING]
    assert change["kind"] == "answered"
    assert change["before"] == {
        "decision": "refuse", "id": None, "confidence": change["before"]["confidence"], "options": [],
    }  # fmt: skip
    assert change["after"] == {"decision": "answer", "id": "hamnvard", "confidence": 1.0, "options": []}
    assert (then["against"], then["faults"], then["reworded"]) == ("HEAD~1", 0, [])


@pytest.mark.parametrize(
    ("revision", "told"), [("nix", "Versionen nix finns inte."), ("-x", "Versionen -x finns inte.")]
)
def test_a_version_that_is_not_there_is_told(command: Commands, repository: Path, revision: str, told: str) -> None:
    said = command("faq", "diff", f"--from={revision}", faq_dir="faq")
    assert (said.status, said.out) == (2, "")
    assert told in said.err


def test_a_folder_that_was_not_there_in_that_version_is_told(command: Commands, repository: Path) -> None:
    later = harbour_folder(repository.parent / "senare")
    git(repository.parent, "add", "-A")
    git(repository.parent, "commit", "-qm", "Senare")
    said = command("faq", "diff", "--from", "HEAD~1", faq_dir=str(later))
    assert (said.status, said.out) == (2, "")
    assert "fanns inte i versionen HEAD~1" in said.err


def test_without_git_the_editor_is_told_what_to_give(
    command: Commands, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = command("faq", "diff", "--from", "HEAD", faq_dir="faq")
    assert outside.status == 2
    assert "ligger inte i någon git-katalog. Jämför med en mapp i stället: --against MAPP." in outside.err
    monkeypatch.setenv("PATH", str(base))
    for arguments in (["--from", "HEAD"], []):
        said = command("faq", "diff", *arguments, faq_dir="faq")
        assert (said.status, said.out) == (2, "")
        assert "--against MAPP" in said.err
        assert "git" in said.err


def test_a_folder_is_compared_with_and_the_log_is_asked_too(command: Commands, base: Path) -> None:
    asked = joined([*lines("a", FISHING, "Får man bada?"), *lines("b", FISHING)])
    assert command("chat", "--json", stdin=asked, faq_dir="faq").status == 0
    before = copy(base, "before")
    put(base, "sv/hamnen/hamnvard.txt", f"{FISHING}\n")
    alone = command("faq", "diff", "--against", "before", faq_dir="faq")
    assert "ur loggen" not in alone.out
    said = command("faq", "diff", "--against", str(before), "--log", faq_dir="faq")
    assert "3 ur loggen (2 olika" in said.out
    assert f"”{FISHING}” (2 gånger i loggen)" in said.out


def test_a_trial_question_that_goes_wrong_ends_with_one(command: Commands, base: Path) -> None:
    put(base, "sv/provfragor.tsv", f"bastu\t{FISHING}\n")
    copy(base, "before")
    put(base, "sv/hamnen/hamnvard.txt", f"{FISHING}\n")
    said = command("faq", "diff", "--against", "before", faq_dir="faq")
    assert said.status == 1
    assert "Provfrågor som nu får fel svar (1):" in said.out
    assert "→ svar hamnvard; rätt är bastu" in said.out


def test_faults_in_either_base_are_told_and_which(command: Commands, base: Path) -> None:
    before = copy(base, "before")
    put(before, "sv/hamnen/bastu.md", "trasig")
    said = command("faq", "diff", "--against", "before", faq_dir="faq")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("Det går inte att jämföra med before:\nsv/hamnen/bastu.md:1: ")
    turned = command("faq", "diff", "--against", "faq", faq_dir="before")
    assert turned.status == 1
    assert turned.err.startswith("sv/hamnen/bastu.md:1: ")


def test_wrong_use_is_told(command: Commands, base: Path) -> None:
    both = command("faq", "diff", "--from", "HEAD", "--against", "faq", faq_dir="faq")
    assert (both.status, both.err.partition(".")[0]) == (2, "Skriv antingen --from eller --against, inte båda")
    missing = command("faq", "diff", "--against", "saknas", faq_dir="faq")
    assert (missing.status, missing.err.partition(".")[0]) == (2, "Mappen saknas finns inte")
