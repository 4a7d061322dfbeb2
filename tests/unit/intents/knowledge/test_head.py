"""The head of a FAQ file: text with lines, or an error that tells which line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intents.knowledge.head import Document, HeadError, Value, parse

TEXT = """---
id: bastu
question: Hur bokar vi bastun?
phrasings:
  - bastu
  # en kommentar
  - "bastu: bokning"
sources: [{url: seed, dated: 2020-01-02}]
reviewed: 2026-11-23
---

Första raden.

---
Sista raden.
"""


def text_of(value: Value) -> str:
    assert isinstance(value.content, str)
    return value.content


def items_of(value: Value) -> list[Value]:
    assert isinstance(value.content, list)
    return value.content


def test_the_head_is_text_with_the_lines_it_stands_on() -> None:
    head = parse(TEXT).head
    assert {name: value.line for name, value in head.items()} == {
        "id": 2,
        "question": 3,
        "phrasings": 4,
        "sources": 8,
        "reviewed": 9,
    }
    assert [(item.line, item.content) for item in items_of(head["phrasings"])] == [(5, "bastu"), (7, "bastu: bokning")]
    (source,) = items_of(head["sources"])
    assert isinstance(source.content, dict)
    assert text_of(source.content["dated"]) == "2020-01-02"


def test_the_body_begins_after_the_first_closing_fence() -> None:
    document = parse(TEXT)
    assert document.body == "Första raden.\n\n---\nSista raden."
    assert document.body_line == 12


@pytest.mark.parametrize(
    "scalar", ["2026-11-23", "no", "yes", "null", "0114", "1_000", "1e3", "0x1F", "~", "true", "12:30:00", "3.10"]
)
def test_every_scalar_stays_the_text_it_was(scalar: str) -> None:
    assert text_of(parse(f"---\nid: {scalar}\n---\nText").head["id"]) == scalar


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_endings_and_byte_order_mark_change_nothing(ending: str, mark: str) -> None:
    assert parse(mark + TEXT.replace("\n", ending)) == parse(TEXT)


def test_blanks_after_a_fence_do_no_harm() -> None:
    assert parse(TEXT.replace("---\n", "---  \n")).head == parse(TEXT).head


def test_no_body_is_an_empty_body() -> None:
    document = parse("---\nid: bastu\n---")
    assert (document.body, document.body_line) == ("", 4)


def test_keys_given_twice_are_told_with_the_line_of_the_second() -> None:
    document = parse("---\nid: a\nquestion: b\nid: c\nsources:\n  - url: x\n    url: y\n---\n")
    assert document.repeated == [("id", 4), ("url", 7)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("Hej\n", 1),
        ("id: bastu\n---\nText", 1),
        ("\n---\nid: bastu\n---\nText", 1),
        ("---\nid: bastu\nText utan slut\n", 1),
        ("---", 1),
        ("---\n---\nText", 2),
        ("---\n# bara en kommentar\n---\nText", 2),
        ("---\n- en\n- lista\n---\nText", 2),
        ("---\nbara text\n---\nText", 2),
        ("---\nid: bastu\n\tquestion: b\n---\nText", 3),
        ("---\nid: bastu\nquestion: a\tb\n---\nText", 3),
        ("---\nid: bastu\nquestion: Hur bokar vi: bastun\n---\nText", 3),
        ("---\nid: bastu\nquestion: [a, b\nreviewed: c]: d\n---\nText", 3),
        ("---\nid: bastu\naction: *okänd\n---\nText", 3),
        ("---\nid: bastu\nphrasings:\n  - a\n - b\n---\nText", 5),
        ("---\nid: bastu\nquestion: @bastu\n---\nText", 3),
        ("---\nid: bastu\nquestion: `bastu`\n---\nText", 3),
        ('---\nid: bastu\nquestion: "bastu" hur\n---\nText', 3),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(HeadError) as caught:
        parse(text)
    assert caught.value.line == line
    assert str(caught.value)


def test_a_quote_left_open_is_told_where_it_was_opened() -> None:
    with pytest.raises(HeadError) as caught:
        parse(TEXT.replace("question: Hur", 'question: "Hur'))
    assert caught.value.line == 3
    assert "citattecknet" in str(caught.value)


def test_a_control_character_is_told_with_its_line() -> None:
    with pytest.raises(HeadError) as caught:
        parse(TEXT.replace("reviewed: ", "reviewed: \x07"))
    assert caught.value.line == 9


def test_a_list_that_holds_itself_is_an_error_of_the_head() -> None:
    with pytest.raises(HeadError):
        parse("---\nid: bastu\nphrasings: &alla [*alla]\n---\nText")


def test_brackets_without_end_are_an_error_of_the_head() -> None:
    with pytest.raises(HeadError):
        parse(f"---\nid: bastu\nphrasings: {'[' * 200_000}\n---\nText")


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from(list("ab:-[]{}&!|>'\"#%@, \n\t?")), max_size=40),
)
@example("", "a: b\n? [c]\n: d")
@example("", "{a: }")
@example("", "a: !!python/object/apply:os.getcwd []")
def test_any_text_gives_a_document_or_an_error_with_a_line(anything: str, head: str) -> None:
    for text in (anything, f"---\n{head}\n---\n{anything}"):
        try:
            document = parse(text)
        except HeadError as error:
            assert 1 <= error.line <= len(text.splitlines()) + 1
        else:
            assert isinstance(document, Document)
            assert all(2 <= value.line <= len(text.splitlines()) for value in document.head.values())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("question: Hur bokar vi: bastun", "kolon"),
        ("question: 'Hur bokar vi", "citattecknet"),
        ("question: [Hur bokar vi", "hakparentesen"),
        ("question: {Hur bokar vi", "klammern"),
        ("question:Hur bokar vi", "blanksteg efter kolonet"),
        ("question: @bastu", "inom raka citattecken"),
        ("question: *Hur* bokar vi", "inom raka citattecken"),
        ("phrasings:\n  - bastu\n - dusch", "indragen"),
        ("? [a]\n: b", "id: …"),
        ("--- # ny", "slutar"),
        ("question: [[[[[bastu]]]]]", "led"),
    ],
)
def test_a_fault_is_told_in_words_that_say_what_to_do(line: str, said: str) -> None:
    with pytest.raises(HeadError) as caught:
        parse(f"---\nid: bastu\n{line}\naction: lead\n---\nText")
    assert said in str(caught.value)
    assert caught.value.line in {3, 4, 5}


def test_a_blank_that_does_not_break_is_a_blank_in_the_head() -> None:
    text = TEXT.replace("question: Hur", "question:\u00a0Hur").replace("  - bastu", "\u00a0\u00a0-\u00a0bastu")
    assert parse(text) == parse(TEXT)
