"""A file is read however it was saved, or it is told what to do about it; the version follows the files."""

from __future__ import annotations

import errno
import os
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from intents import Matcher, load_knowledge
from intents.knowledge.files import reason
from tests.support.knowledge import BASTU, GOOD, entry_text, line_of, places, put, the_finding
from tests.support.permissions import closed, unprivileged


def in_windows_1252(text: str) -> bytes:
    return text.encode("cp1252")


@pytest.mark.parametrize("letter_at", ["question: Hur är", "body: Så"])
def test_a_file_not_saved_as_utf_8_is_told_with_the_line(folder: Path, letter_at: str) -> None:
    text = GOOD.replace("Hur bokar", "Hur är det att boka") if "question" in letter_at else GOOD
    put(folder, BASTU, in_windows_1252(text))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (BASTU, line_of(text, "är" if "question" in letter_at else "Så"))
    assert "UTF-8" in finding.message


@pytest.mark.parametrize("shown", ["themes.toml", "sv/utanfor.txt"])
def test_the_other_files_are_held_to_utf_8_too(folder: Path, shown: str) -> None:
    text = (folder / shown).read_text("utf-8") + "\n# Södra kajen\n"
    put(folder, shown, in_windows_1252(text))
    first_letter = next(i for i, letter in enumerate(text) if not letter.isascii())
    assert (shown, text[:first_letter].count("\n") + 1) in places(load_knowledge(folder))


def test_a_utf_16_file_is_told(folder: Path) -> None:
    put(folder, BASTU, GOOD.encode("utf-16"))
    finding = the_finding(folder)
    assert finding.path == BASTU
    assert "UTF-8" in finding.message


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_byte_order_mark_and_crlf_are_accepted(folder: Path, change: Callable[[str], str]) -> None:
    plain = load_knowledge(folder).knowledge
    for path in folder.rglob("*.md"):
        path.write_bytes(change(path.read_text("utf-8")).encode())
    changed = load_knowledge(folder)
    assert changed.findings == []
    assert plain is not None
    assert changed.knowledge is not None
    assert changed.knowledge.entries == plain.entries


def test_crlf_does_not_move_the_lines_of_findings(folder: Path) -> None:
    text = GOOD.replace("reviewed: 2026-11-23", "reviewed: snart")
    put(folder, BASTU, text.replace("\n", "\r\n"))
    assert places(load_knowledge(folder)) == [(BASTU, line_of(text, "reviewed"))]


@pytest.mark.parametrize("shown", ["themes.toml", "sv/utanfor.txt"])
def test_windows_line_endings_are_accepted_everywhere(folder: Path, shown: str) -> None:
    before = load_knowledge(folder).knowledge
    put(folder, shown, (folder / shown).read_text("utf-8").replace("\n", "\r\n"))
    after = load_knowledge(folder).knowledge
    assert before is not None
    assert after is not None
    assert (after.themes, after.foreign) == (before.themes, before.foreign)


@pytest.mark.parametrize("shown", ["themes.toml", "sv/utanfor.txt"])
def test_a_byte_order_mark_is_accepted_everywhere(folder: Path, shown: str) -> None:
    before = load_knowledge(folder).knowledge
    put(folder, shown, "\ufeff" + (folder / shown).read_text("utf-8"))
    after = load_knowledge(folder).knowledge
    assert before is not None
    assert after is not None
    assert (after.themes, after.foreign) == (before.themes, before.foreign)


def test_decomposed_letters_are_accepted_and_matched(folder: Path) -> None:
    text = entry_text("bastu", "Får små båtar ligga här på våren?", ["båtplats på våren"])
    put(folder, BASTU, unicodedata.normalize("NFD", text))
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    assert loaded.knowledge is not None
    entries = loaded.knowledge.on(date(2026, 11, 23), "sv").values()
    matcher = Matcher.from_phrases({entry.id: (entry.question, *entry.phrasings) for entry in entries})
    for asked in ("Får små båtar ligga här på våren?", "båtplats på våren", "batplats pa varen"):
        assert matcher.match(asked).id == "bastu"
        assert matcher.match(unicodedata.normalize("NFD", asked)).id == "bastu"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert (".", 0) in places(load_knowledge(tmp_path / "finns-inte"))


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    assert (".", 0) in places(load_knowledge(put(tmp_path, "faq", "text")))


def test_an_unreadable_file_is_told(folder: Path) -> None:
    (folder / "sv/hamnen/mapp.md").mkdir()
    (folder / "sv/hamnen/borta.md").symlink_to(folder / "finns-inte")
    (folder / "sv/hamnen/ring.md").symlink_to("ring.md")
    loaded = load_knowledge(folder)
    assert places(loaded) == [("sv/hamnen/borta.md", 0), ("sv/hamnen/mapp.md", 0), ("sv/hamnen/ring.md", 0)]
    assert loaded.knowledge is None
    for finding, said in zip(loaded.findings, ["länk som inte leder", "mapp", "länk som leder till sig"], strict=True):
        assert said in finding.message


@pytest.mark.parametrize("shown", ["themes.toml", "sv/utanfor.txt"])
def test_the_other_files_are_told_about_when_they_cannot_be_read(folder: Path, shown: str) -> None:
    (folder / shown).unlink()
    (folder / shown).symlink_to("finns-inte")
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (shown, 0)
    assert "går inte att läsa" in finding.message


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EACCES, "behörighet"), (errno.EPERM, "behörighet"), (errno.EIO, f"fel {errno.EIO}")]
)
def test_what_the_system_says_is_said_in_swedish(number: int, said: str) -> None:
    told = reason(OSError(number, os.strerror(number)))
    assert said in told
    assert os.strerror(number) not in told


@pytest.mark.parametrize("shown", ["sv/hamnen/bastu.md", "sv/hamnen", "sv"])
def test_what_may_not_be_read_is_told(folder: Path, shown: str) -> None:
    with unprivileged(folder), closed(Path(shown)):
        loaded = load_knowledge(Path())
    finding = next(finding for finding in loaded.errors if finding.path == shown)
    assert finding.line == 0
    assert "behörighet" in finding.message


def test_a_link_that_leads_in_a_ring_comes_to_an_end(folder: Path) -> None:
    (folder / "sv/hamnen/uppat").symlink_to("..")
    assert all("uppat" in path for path, _ in places(load_knowledge(folder)))


def test_answers_may_lie_behind_a_link(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = version_of(folder)
    elsewhere = tmp_path_factory.mktemp("annan disk") / "hamnen"
    (folder / "sv/hamnen").rename(elsewhere)
    (folder / "sv/hamnen").symlink_to(elsewhere)
    assert version_of(folder) == before


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x85", "\u2028", "\ufffe"], ids=ascii)
@pytest.mark.parametrize("shown", [BASTU, "themes.toml", "sv/utanfor.txt"])
def test_a_character_nobody_sees_is_told_on_its_line(folder: Path, shown: str, sign: str) -> None:
    text = (folder / shown).read_text("utf-8")
    put(folder, shown, f"{text}\n# slut{sign} här\n")
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (shown, text.count("\n") + 2)
    assert "styrtecken" in finding.message


@pytest.mark.parametrize("letter", "åäöÅÄÖ")
def test_letters_lost_in_another_encoding_are_told(folder: Path, letter: str) -> None:
    for lost in (letter.encode().decode("latin-1"), letter.encode().decode("cp1252"), "\ufffd"):
        put(folder, BASTU, GOOD.replace("Hur bokar", f"Hur {lost} bokar"))
        finding = the_finding(folder)
        assert (finding.path, finding.line) == (BASTU, 3)


def test_a_file_called_with_decomposed_letters_is_the_one_meant(folder: Path) -> None:
    put(folder, unicodedata.normalize("NFD", "sv/hamnen/båtar.md"), entry_text(unicodedata.normalize("NFC", "båtar")))
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    assert loaded.knowledge is not None
    assert "båtar" in loaded.knowledge.on(date(2026, 11, 23), "sv")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=ascii)
def test_a_wrong_letter_is_told_on_its_line_whatever_ends_the_lines(folder: Path, ending: str) -> None:
    put(folder, BASTU, b"\xef\xbb\xbf" + in_windows_1252(GOOD.replace("boka bastu", "boka bår").replace("\n", ending)))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (BASTU, line_of(GOOD, "boka bastu"))


FILES = [
    "themes.toml",
    "sv/utanfor.txt",
    BASTU,
    "sv/hamnen/hamnavgift.md",
    "sv/ombord/landstrom.md",
    "en/hamnen/bastu.md",
]


def version_of(folder: Path) -> str:
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    assert loaded.knowledge is not None
    return loaded.knowledge.version


def test_the_files_tried_below_are_all_there_are(folder: Path) -> None:
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.is_file()) == sorted(
        FILES
    )


@pytest.mark.parametrize("shown", FILES)
def test_the_version_changes_when_any_file_does(folder: Path, shown: str) -> None:
    before = version_of(folder)
    text = (folder / shown).read_bytes()
    put(folder, shown, text + b"\n")
    after = version_of(folder)
    assert after != before
    put(folder, shown, text)
    assert version_of(folder) == before


def test_the_version_changes_when_a_file_comes_goes_or_moves(folder: Path) -> None:
    versions = [version_of(folder)]
    put(folder, "sv/hamnen/kobbar.md", entry_text("kobbar"))
    versions.append(version_of(folder))
    (folder / "sv/hamnen/kobbar.md").rename(folder / "sv/ombord/kobbar.md")
    versions.append(version_of(folder))
    (folder / "sv/ombord/landstrom.md").unlink()
    versions.append(version_of(folder))
    (folder / "sv/utanfor.txt").unlink()
    versions.append(version_of(folder))
    assert len(set(versions)) == len(versions)


def test_the_version_does_not_change_for_anything_else(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = version_of(folder)
    put(folder, "README.md", "Så skriver du ett svar.")
    put(folder, "registers/municipalities.csv", "0114;Upplands Väsby\n")
    for path in folder.rglob("*.md"):
        os.utime(path, (1, 1))
    assert version_of(folder) == before
    elsewhere = tmp_path_factory.mktemp("kopia") / "faq"
    shutil.copytree(folder, elsewhere)
    assert version_of(elsewhere) == before


@pytest.mark.parametrize(
    "name", ["~$stu.md", "bastu.md~", "bastu.md.bak", "bastu.md.tmp", ".bastu.md.swp", "Thumbs.db", "desktop.ini"]
)
def test_what_other_programs_lay_beside_a_file_neither_stops_nor_changes_anything(folder: Path, name: str) -> None:
    before = load_knowledge(folder).knowledge
    put(folder, f"sv/hamnen/{name}", b"\x00\x01---")
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    assert before and loaded.knowledge and loaded.knowledge.version == before.version
