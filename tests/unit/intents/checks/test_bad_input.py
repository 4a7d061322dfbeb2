"""Whatever state files are saved in, looking the base over gives findings, never an error."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents import load_knowledge, look_over
from tests.support.checks import BASTU, DAY, Checked
from tests.support.knowledge import GOOD, entry_text, faq_folder, put

ÅÄÖ = GOOD.replace("Så här är det.", "Så är det på ön, med ångbastu.")
TOLD = {
    "half saved, in the head": (GOOD[:60], BASTU, 1),
    "half saved, before the text": (GOOD[: GOOD.index("Så här")], BASTU, 12),
    "empty": ("", BASTU, 1),
    "Windows-1252": (ÅÄÖ.encode("cp1252"), BASTU, 12),
    "UTF-16": (GOOD.encode("utf-16"), BASTU, 1),
    "a tab in the head": (GOOD.replace("  - bastu", "\t- bastu"), BASTU, 5),
    "å read wrongly and saved": (ÅÄÖ.replace("å", "Ã¥"), BASTU, 12),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_file_badly_saved_is_one_finding_at_its_line(base: Checked, name: str) -> None:
    content, path, line = TOLD[name]
    base.put(BASTU, content)
    (finding,) = base.findings("")
    assert (finding.path, finding.line, finding.severity) == (path, line, "error")


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + ÅÄÖ.encode(), ÅÄÖ.replace("\n", "\r\n"), unicodedata.normalize("NFD", ÅÄÖ)],
    ids=["BOM", "CRLF", "NFD"],
)
def test_what_other_programs_do_to_a_file_is_let_be(base: Checked, content: str | bytes) -> None:
    base.put(BASTU, content)
    assert base.findings("") == []
    assert base.findings("stavning", dictionary={"så", "är", "det", "på", "ön", "med", "ångbastu"}) == []


def test_one_id_in_two_files_is_told(base: Checked) -> None:
    base.put("sv/ombord/bastu.md", entry_text("bastu", "Hur badar man ombord?", ["bada ombord"]))
    (finding,) = base.findings("")
    assert {finding.path, BASTU} == {BASTU, "sv/ombord/bastu.md"}
    assert "gäller samtidigt" in finding.message


def test_an_emptied_folder_is_told(base: Checked) -> None:
    for inside in base.root.iterdir():
        shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
    assert [(one.path, one.line) for one in base.findings("")] == [("themes.toml", 0)]
    base.put("themes.toml", '[hamnen]\nsv = "Hamnen"\n')
    assert [(one.path, one.line) for one in base.findings("")] == [(".", 0)]


SCRAPS = st.one_of(
    st.binary(max_size=80),
    st.text(st.sampled_from(list('abl[]{}"=.,# \n')), max_size=80).map(str.encode),
    st.sampled_from([b"ersatta = 3", b"[ersatta.sv]\na = 3", b"tillatna = []", b"[tillatna]\nfraser = 3", b"[kanda]\nord = [3]",
                     b"[forbehall]\nsv = 3", b"[forbehall.sv]\ntalar_om = 3", b"[x]\nom='a'\nbesked='b'\nsv = [{mening=[3]}]",
                     b"[x]\nom='a'\nbesked='b'\nsv = [{mening=['den'], alla=3}]", b"[x]\nom=3\nbesked=[]\nfi={}"]),
)  # fmt: skip
"""What may stand in a table by accident."""


@given(st.sampled_from(["ord.toml", "uppgifter.toml", "sv/provfragor.tsv", BASTU]), SCRAPS)
@settings(max_examples=60, deadline=None)
def test_no_scrap_in_any_file_stops_the_look(shown: str, scrap: bytes) -> None:
    with TemporaryDirectory() as place:
        root = faq_folder(Path(place))
        put(root, shown, scrap)
        report = look_over(load_knowledge(root), DAY)
        assert all(finding.message and finding.path for finding in report.findings)
