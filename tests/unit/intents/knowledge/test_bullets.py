"""Rows of a list that YAML would join, drop or complain about elsewhere are told on their own line."""

from __future__ import annotations

import pytest

from intents.knowledge.bullets import MESSAGE
from intents.knowledge.head import HeadError, parse

FIRST = 4
"""The line below `phrasings:`."""


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("  boka bastu\n  - bastu", FIRST),
        ("  \u2022 boka bastu\n  - bastu", FIRST),
        ("  \u2013 boka bastu", FIRST),
        ("  1. boka bastu", FIRST),
        ("  -bastu\n  - dusch", FIRST),
        ("  - bastu\n  -dusch\n  - bad", FIRST + 1),
        ("  - bastu\n  dusch\n  - bad", FIRST + 1),
        ("  - bastu\n    - dusch", FIRST + 1),
        ("- bastu\n  - dusch", FIRST + 1),
        ("  # rubrik\n\n  - bastu\n\n    - dusch", FIRST + 4),
    ],
)
def test_a_row_that_is_no_row_is_told_where_it_stands(rows: str, line: int) -> None:
    with pytest.raises(HeadError) as caught:
        parse(f"---\nid: bastu\nphrasings:\n{rows}\nsources:\n  - url: seed\n    dated: odaterad\n---\nText")
    assert (caught.value.line, str(caught.value)) == (line, MESSAGE)


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ("  - bastu\n  - dusch", ["bastu", "dusch"]),
        ("- bastu\n- dusch", ["bastu", "dusch"]),
        ("  - boka\n    bastu\n  -   dusch", ["boka bastu", "dusch"]),
        ("  # rubrik\n  - bastu\n  -", ["bastu", ""]),
        ("  [bastu, dusch]", ["bastu", "dusch"]),
    ],
)
def test_rows_are_rows_however_far_in_they_stand(rows: str, texts: list[str]) -> None:
    head = parse(f"---\nid: bastu\nphrasings:\n{rows}\nnext: []\n---\nText").head
    content = head["phrasings"].content
    assert isinstance(content, list)
    assert [str(value.content) for value in content] == texts
