"""Text as HTML. What an editor wrote in Markdown passes a sanitizer; all else is escaped, with addresses as links."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "code", "blockquote", "h3", "h4"}
_HEADINGS = re.compile(r"<(/?)h[1-6]>")
_ADDRESS = re.compile(r"https?://[^\s<>\"”)]+[^\s<>\"”).,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _text(_self: RendererHTML, tokens: Sequence[Token], place: int, _options: OptionsDict, _env: EnvType) -> str:
    """Text within Markdown: addresses are links there, too, but never inside another link."""
    opened = sum({"link_open": 1, "link_close": -1}.get(token.type, 0) for token in tokens[:place])
    content = tokens[place].content
    return str(escape(content) if opened else linked(content, new_tab=False))


_MARKDOWN.add_render_rule("text", _text)


@lru_cache(maxsize=1_024)
def from_markdown(text: str, new_tab: bool) -> Markup:
    """An answer's body. `new_tab`: links leave the frame the chat is shown in."""
    html = _HEADINGS.sub(r"<\1h3>", _MARKDOWN.render(text))
    return Markup(  # noqa: S704 – what nh3 lets through is HTML on purpose
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer",
            set_tag_attribute_values={"a": {"target": "_blank"}} if new_tab else {},
        )
    )


def linked(text: str, new_tab: bool) -> Markup:
    """Plain text, escaped, with web and e-mail addresses as links."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[at : found.start()]), _link(found[0], new_tab)]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


@lru_cache(maxsize=1_024)
def sources(text: str, new_tab: bool) -> Markup:
    """The lines below an answer. Kept in memory, which nothing may be that a visitor has a part in."""
    return linked(text, new_tab)


def paragraphs(text: str, new_tab: bool) -> Markup:
    """Plain text as paragraphs; single line breaks stay where they are, by the style sheet."""
    return Markup("").join(
        Markup("<p>{}</p>").format(linked(part.strip("\n"), new_tab)) for part in text.split("\n\n") if part.strip()
    )


def _link(address: str, new_tab: bool) -> Markup:
    target = Markup(' target="_blank"') if new_tab else ""
    href = address if "://" in address else f"mailto:{address}"
    return Markup('<a href="{}" rel="noopener noreferrer"{}>{}</a>').format(href, target, address)
