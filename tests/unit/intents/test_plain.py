"""Markdown as plain text: nothing an editor wrote is lost, and no sign of the markup is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents import plain_text


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Bastun är **varm** och *trång*.", "Bastun är varm och trång."),
        ("***Både och***", "Både och"),
        ("Skriv `kod` här", "Skriv kod här"),
        ("Första\nraden", "Första raden"),
        ("Första  \nraden", "Första\nraden"),
        ("Ett.\n\n\n\nTvå.", "Ett.\n\nTvå."),
        ("# Rubrik\n\nText", "Rubrik\n\nText"),
        ("> Citat\n> vidare", "Citat vidare"),
        ("Före\n\n---\n\nEfter", "Före\n\nEfter"),
        ("```\nrad 1\n  rad 2\n```", "rad 1\n  rad 2"),
        ("5 * 3 < 20 & 1 > 0", "5 * 3 < 20 & 1 > 0"),
        ("\\*inte kursivt\\*", "*inte kursivt*"),
        ("&lt;b&gt; &amp; &aring;", "<b> & å"),
        ("snake_case_ord", "snake_case_ord"),
        ("", ""),
        (" \n\n", ""),
    ],
)
def test_signs_go_and_words_stay(markdown: str, shown: str) -> None:
    assert plain_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Se [hamnen](https://vindo.example/hamn).", "Se hamnen (https://vindo.example/hamn)."),
        ("Se [**hela** hamnen](https://vindo.example/).", "Se hela hamnen (https://vindo.example/)."),
        ("Se <https://vindo.example/hamn>.", "Se https://vindo.example/hamn."),
        ("[https://vindo.example/](https://vindo.example/)", "https://vindo.example/"),
        ("Skriv till <vard@vindo.example>.", "Skriv till vard@vindo.example."),
        ("[Skriv till värden](mailto:vard@vindo.example)", "Skriv till värden (vard@vindo.example)"),
        (
            "[ett](https://a.example) och [två](https://b.example)",
            "ett (https://a.example) och två (https://b.example)",
        ),
        ("[hamnen][1]\n\n[1]: https://vindo.example/hamn", "hamnen (https://vindo.example/hamn)"),
        ('[hamnen](https://vindo.example "titel")', "hamnen (https://vindo.example)"),
        ("- se [hamnen](https://vindo.example)", "– se hamnen (https://vindo.example)"),
        ("[inte en länk]", "[inte en länk]"),
    ],
)
def test_a_link_is_followed_by_its_address(markdown: str, shown: str) -> None:
    assert plain_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("- a\n- b", "– a\n– b"),
        ("* a\n* b", "– a\n– b"),
        ("- a\n\n- b", "– a\n– b"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("1. a\n1. b\n1. c", "1. a\n2. b\n3. c"),
        ("7. a\n8. b", "7. a\n8. b"),
        ("Så här:\n\n- a\n- **b**\n\nKlart.", "Så här:\n\n– a\n– b\n\nKlart."),
        ("- rad ett\n  fortsätter", "– rad ett fortsätter"),
        ("1. a\n2. b\n\nsedan\n\n- c", "1. a\n2. b\n\nsedan\n\n– c"),
    ],
)
def test_a_list_has_one_item_a_line(markdown: str, shown: str) -> None:
    assert plain_text(markdown) == shown


def stripped(markdown: str) -> list[str]:
    """The lines of the plain text without their indentation, which is a matter of taste."""
    return [line.strip() for line in plain_text(markdown).splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("- a\n  - b\n  - c", ["– a", "– b", "– c"]),
        ("- a\n  - b\n- c", ["– a", "– b", "– c"]),
        ("1. a\n   1. b\n   2. c", ["1. a", "1. b", "2. c"]),
        ("- a\n  1. b\n  2. c", ["– a", "1. b", "2. c"]),
    ],
)
def test_a_list_in_a_list_keeps_its_items(markdown: str, lines: list[str]) -> None:
    assert stripped(markdown) == lines


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("1. a\n   - x\n2. b", ["1. a", "– x", "2. b"]),
        ("- a\n  1. x\n  2. y\n- b", ["– a", "1. x", "2. y", "– b"]),
        ("1. a\n   1. x\n   2. y\n2. b", ["1. a", "1. x", "2. y", "2. b"]),
    ],
)
def test_after_a_list_in_a_list_the_outer_one_goes_on(markdown: str, lines: list[str]) -> None:
    assert stripped(markdown) == lines


@pytest.mark.parametrize("markdown", ["-\n\nHej", "- ```\n  kod\n  ```\n\nHej"])
def test_a_mark_belongs_to_its_item(markdown: str) -> None:
    assert stripped(markdown)[-1] == "Hej"


def test_a_list_may_start_at_zero() -> None:
    assert plain_text("0. a\n1. b") == "0. a\n1. b"


def test_a_list_after_a_year_stands_apart() -> None:
    assert plain_text("2009\n\n- a") == "2009\n\n– a"


HTML = [
    "Skriv <namn> i fältet",
    "<b>fet</b> text",
    "<script>alert(1)</script>",
    "<div>\nhej\n</div>",
    "<!-- en kommentar -->",
    "a <br> b",
]


@pytest.mark.parametrize("markdown", HTML)
def test_what_looks_like_html_is_shown_as_text(markdown: str) -> None:
    assert " ".join(plain_text(markdown).split()) == " ".join(markdown.split())


def test_an_image_is_shown_by_its_description() -> None:
    assert "Karta över hamnen" in plain_text("![Karta över hamnen](karta.png)")


MARKS = st.text(st.sampled_from(list("ab1. \n\t-*_`#>[]()<>!&;:/\\\"'0|~åж\x00\u202e")), max_size=120)


@given(st.one_of(st.text(max_size=200), MARKS))
def test_any_text_can_be_shown(markdown: str) -> None:
    shown = plain_text(markdown)
    assert "\n\n\n" not in shown or "```" in markdown or "~~~" in markdown or "    " in markdown or "\t" in markdown
    assert plain_text(markdown) == shown


@given(st.lists(st.sampled_from(["bastu", "hamn", "är", "öppen", "2026", "vi"]), min_size=1, max_size=12))
def test_plain_words_come_through_as_they_are(words: list[str]) -> None:
    text = "Ord " + " ".join(words)
    assert plain_text(text) == text


@pytest.mark.parametrize(
    "markdown", ["> " * 500 + "djupt", "- " * 500 + "djupt", "[" * 2_000, "*" * 5_000, "`" * 5_000]
)
def test_deep_nesting_is_survived(markdown: str) -> None:
    assert isinstance(plain_text(markdown), str)
