"""Text becomes HTML that says the same and nothing more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.channels.web.markup import from_markdown, linked, paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Ja** och *nej*", "<p><strong>Ja</strong> och <em>nej</em></p>\n"),
        ("- ett\n- två", "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n"),
        ("# Rubrik", "<h3>Rubrik</h3>\n"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](https://ond.example/x.png)", "<p></p>\n"),
        (
            "[här](https://icld.example/a)",
            '<p><a href="https://icld.example/a" rel="noopener noreferrer">här</a></p>\n',
        ),
        (
            "Se https://icld.example/a, och skriv.",
            '<p>Se <a href="https://icld.example/a" rel="noopener noreferrer">https://icld.example/a</a>, och skriv.</p>\n',
        ),
    ],
)
def test_what_an_editor_wrote(text: str, html: str) -> None:
    shown = from_markdown(text, new_tab=False)
    assert "script" not in text or "<script" not in shown
    if "script>" not in text:
        assert shown == html


def test_links_leave_a_frame() -> None:
    assert 'target="_blank"' in from_markdown("[här](https://icld.example/a)", new_tab=True)
    assert 'target="_blank"' in linked("https://icld.example/a", new_tab=True)
    assert "target" not in linked("https://icld.example/a", new_tab=False)


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("(https://icld.example/a).", "https://icld.example/a"),
        ("https://icld.example/a?b=1&c=2!", "https://icld.example/a?b=1&amp;c=2"),
        ("skriv till namn.efternamn@kommun.example.", "mailto:namn.efternamn@kommun.example"),
        ('https://icld.example/"onmouseover=alert(1)', "https://icld.example/"),
    ],
)
def test_addresses_are_links_without_the_sentences_own_signs(text: str, href: str) -> None:
    shown = linked(text, new_tab=False)
    assert f'href="{href}"' in shown or f'href="{href.rstrip("/")}' in shown
    assert "onmouseover" not in shown or "&#34;onmouseover" in shown


@given(st.text())
def test_text_without_addresses_is_only_escaped(text: str) -> None:
    bare = text.replace(":", ".").replace("@", "a")
    assert linked(bare, new_tab=False) == escape(bare)


@given(st.text(alphabet="<>&\"'\n ahttps:/.@", max_size=60))
def test_no_text_opens_a_tag_of_its_own(text: str) -> None:
    shown = str(paragraphs(text, new_tab=False))
    for tag in ("<p>", "</p>", "</a>"):
        shown = shown.replace(tag, "")
    assert shown.count("<") == shown.count("<a href=")
