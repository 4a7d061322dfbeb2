"""Text with looks: what Telegram is given can always be read, and nothing of the text is lost."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.telegram.entities import LONGEST, Formatted, Part, from_markdown, split, units
from bot.channels.telegram.wire import Span
from bot.conversation.guide import Guide
from intents import plain_text

PIECES = st.lists(
    st.sampled_from(["ord ", "🙂", "\n", "\n\n", "å", "x" * 30, " ", "mening. ", "👩‍👩‍👧"]), min_size=1, max_size=60
).map("".join)


def in_units(text: str, span: Span) -> str:
    """The part of `text` that Telegram takes `span` for."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * span.offset : 2 * (span.offset + span.length)].decode("utf-16-le")


@given(PIECES, st.integers(2, 50))
@example("x" * 100, 7)
@example("🙂" * 9, 3)
def test_every_piece_fits_and_no_word_is_lost(text: str, limit: int) -> None:
    pieces = [piece.text for piece in split(Formatted(text), limit)]
    assert all(1 <= units(piece) <= limit and piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(PIECES, st.integers(2, 50), st.data())
def test_looks_stay_on_the_same_words(text: str, limit: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    styled = ""
    for piece in split(Formatted(text, (Part("bold", start, end),)), limit):
        for span in piece.spans():
            assert 0 <= span.offset < span.offset + span.length <= units(piece.text)
            styled += in_units(piece.text, span)
    assert "".join(styled.split()) == "".join(text[start:end].split())


def test_a_long_text_is_split_between_paragraphs() -> None:
    paragraph = "En mening som är ganska lång. " * 60
    text = "\n\n".join([paragraph.strip()] * 5)
    pieces = [piece.text for piece in split(Formatted(text))]
    assert len(pieces) == 3
    assert all(piece.startswith("En mening") and piece.endswith("lång.") for piece in pieces)
    assert "\n\n".join(pieces) == text


@given(st.text(max_size=300))
@example("**fet *kursiv** slut*")
@example("[länk](javascript:alert(1))")
@example("- a\n  - b\n    1. c\n\n> citat **fet\n\n```\nkod <b>\n```")
def test_whatever_an_editor_writes_can_be_shown(text: str) -> None:
    made = from_markdown(text)
    for span in made.spans():
        assert 0 <= span.offset < span.offset + span.length <= units(made.text)
        assert span.style != "text_link" or (span.url or "").startswith(("https://", "http://", "mailto:"))


def test_markdown_becomes_looks() -> None:
    made = from_markdown(
        "# Rubrik\n\nEn **fet** och *lutande* [sida](https://icld.example/) med `kod`.\n\n- ett\n- två\n\n3. tre\n4. fyra\n\n> sagt"
    )
    assert made.text == "Rubrik\n\nEn fet och lutande sida med kod.\n\n• ett\n• två\n\n3. tre\n4. fyra\n\nsagt"
    looks = {in_units(made.text, span): (span.style, span.url) for span in made.spans()}
    assert looks == {
        "Rubrik": ("bold", None), "fet": ("bold", None), "lutande": ("italic", None), "kod": ("code", None),
        "sida": ("text_link", "https://icld.example/"), "sagt": ("blockquote", None),
    }  # fmt: skip


def test_every_answer_that_ships_is_the_same_words_in_telegram(guide: Guide) -> None:
    entries = [entry for language in ("sv", "en") for entry in guide.answers.entries[language].values()]
    assert len(entries) > 100
    for entry in entries:
        made = from_markdown(entry.body)
        assert units(made.text) < LONGEST / 2
        bare = [word for word in made.text.split() if word != "•"]
        assert bare == [word for word in plain_text(entry.body).split() if word != "–"], entry.id
