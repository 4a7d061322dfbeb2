"""Files of erased leads go; no other file does."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bot.outbox.transports.folder import remove_erased


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("Anna", "utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_only_files_of_numbers_given_and_not_kept_are_removed(tmp_path: Path) -> None:
    put(tmp_path, "KP-2026-0001.eml", "KP-2026-0002.eml", "KP-2026-0002-2.eml", "KP-2026-0003.eml", "KP-2025-0001.eml")
    assert remove_erased(tmp_path, {"KP-2026-0001"}, {2026: 2}) == 2
    assert names(tmp_path) == ["KP-2025-0001.eml", "KP-2026-0001.eml", "KP-2026-0003.eml"]


@pytest.mark.parametrize(
    "name", ["brev.eml", "KP-2026-0001.eml.bak", "KP-2026-0001.txt", "KP-2026-0000.eml", "x-KP-2026-0001.eml", ".dold"]
)
def test_what_we_did_not_write_stays(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert remove_erased(tmp_path, (), {2026: 9}) == 0
    assert names(tmp_path) == [name]


def test_a_database_begun_anew_removes_no_file_of_the_one_before(tmp_path: Path) -> None:
    put(tmp_path, "KP-2026-0001.eml")
    assert remove_erased(tmp_path, (), {}) == 0


def test_half_a_file_that_a_kill_left_behind_goes_after_an_hour(tmp_path: Path) -> None:
    old, fresh = f".{'a' * 32}.tmp", f".{'b' * 32}.tmp"
    put(tmp_path, old, fresh)
    long_ago = time.time() - 3_601
    os.utime(tmp_path / old, (long_ago, long_ago))
    assert remove_erased(tmp_path, (), {}) == 1
    assert names(tmp_path) == [fresh]


def test_without_a_folder_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert remove_erased(tmp_path / "mail", (), {2026: 9}) == 0
    assert not (tmp_path / "mail").exists()
