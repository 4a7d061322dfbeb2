"""How the bot's messages are put together: greeting, answer, options, refusal, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.messages import Button, Reply
from bot.leads.qualify import qualify
from bot.locale import say
from intents import plain_text

if TYPE_CHECKING:
    from bot.conversation.guide import Guide
    from bot.leads.model import Organisation
    from intents import Candidate, Entry

LEAD, HUMAN, TOPICS, CANCEL = "lead", "human", "topics", "cancel"
OPTIONS = 3
"""Answers to choose between when asking back."""
_ELSEWHERE = {
    "civilsamhalle": ("civilsamhalle-och-universitet", "alternativ-till-icld"),
    "universitet": ("civilsamhalle-och-universitet", "forskning-och-academy"),
    "privat": ("vem-kan-soka", "alternativ-till-icld"),
}
"""Answers that may help those whose registration is not forwarded."""


def button(language: str, name: str, **values: object) -> Button:
    """A button whose id is its line's name."""
    return Button(name, say(language, f"button.{name}", **values))


def line(language: str, name: str, /, *buttons: Button, **values: object) -> Reply:
    """One of the bot's own lines, with buttons."""
    return Reply(say(language, name, **values), tuple(buttons), language=language)


def greeting(guide: Guide, language: str, short: bool) -> Reply:
    """Says that it is a bot, what it can do and what happens to what is written."""
    if short:
        return line(language, "greeting.short", **guide.policy.words())
    buttons = (button(language, TOPICS), button(language, LEAD), button(language, HUMAN))
    return line(language, "greeting.full", *buttons, **guide.policy.words())


def topic_button(entry: Entry) -> Button:
    """A button that gives the entry's answer."""
    return Button(f"topic:{entry.id}", entry.question)


def footer(entry: Entry, language: str) -> str:
    """The lines on where an answer comes from and when it was last reviewed."""
    named = {"seed": say(language, "answer.seed"), "tjansten": say(language, "answer.service")}
    items = [
        say(language, "answer.source_item", url=named.get(source.url, source.url), dated=_undoubled(source.dated))
        for source in entry.sources
    ]
    parts = [say(language, "answer.source", source=item) for item in items]
    return "\n".join([*parts, say(language, "answer.reviewed", date=entry.reviewed.isoformat())])


def below(entry: Entry, language: str) -> str:
    """What stands below an answer: that it is not translated, when it is not, and where it comes from."""
    told = footer(entry, language)
    return told if entry.language == language else f"{say(language, 'answer.fallback')}\n{told}"


def _undoubled(dated: str) -> str:
    """`2025 (odaterad)` as it stands within parentheses."""
    return dated.replace(" (", ", ").replace(")", "")


def answer(guide: Guide, entry: Entry, language: str, in_form: bool = False) -> Reply:
    """A curated answer with source, date and follow-up buttons (none while a form waits)."""
    under = below(entry, language)
    buttons: list[Button] = []
    if not in_form:
        if entry.action:
            buttons.append(button(language, entry.action))
        following = (guide.answers.entry(target, language) for target in entry.next)
        buttons.extend(topic_button(found) for found in following if found)
        if entry.action != LEAD:
            buttons.append(button(language, LEAD))
    return Reply(
        f"{plain_text(entry.body)}\n\n{under}", tuple(buttons), "answer", entry.language, entry.body, under
    )  # fmt: skip


def clarify(guide: Guide, candidates: tuple[Candidate, ...], language: str, name: str = "") -> Reply | None:
    """Asks back: at most three options, and "none of these". None when no option can be shown. `name`: the line above
    them, when it is another than usual."""
    found = [entry for candidate in candidates if (entry := guide.answers.entry(candidate.id, language))][:OPTIONS]
    if not found:
        return None
    several = len(found) > 1
    none = Button("none", say(language, "clarify.none" if several else "clarify.not_that"))
    told = name or ("clarify.text" if several else "clarify.one")
    return line(language, told, *(topic_button(entry) for entry in found), none)


def refuse(guide: Guide, language: str, name: str = "text", in_form: bool = False) -> Reply:
    """Says that the answer is not known, and what there is instead."""
    if in_form:
        return line(language, "refuse.in_form", **guide.policy.words())
    return line(language, f"refuse.{name}", *offers(language))


def offers(language: str) -> tuple[Button, ...]:
    """What there is when there is no answer: the topics, a person, to register interest."""
    return button(language, TOPICS), button(language, HUMAN), button(language, LEAD)


def reviewed(organisation: Organisation | None, language: str) -> list[Reply]:
    """Says why ICLD has to decide about the organisation, when the rules give no sure answer."""
    ruling = qualify(organisation, language) if organisation else None
    if ruling is None or ruling.result != "review":
        return []
    return [line(language, "eligible.review", reasons="\n".join(f"– {reason}" for reason in ruling.reasons))]


def not_eligible(guide: Guide, organisation: Organisation, language: str) -> Reply:
    """Tells kindly that the registration is not forwarded, quotes the rule, and points elsewhere."""
    helpful = (guide.answers.entry(entry_id, language) for entry_id in _ELSEWHERE.get(organisation.type, ()))
    buttons = (
        Button("edit:organisation", say(language, "eligible.wrong")),
        *(topic_button(entry) for entry in helpful if entry),
        button(language, TOPICS),
        button(language, HUMAN),
    )
    reason = " ".join(qualify(organisation, language).reasons)
    return line(language, "eligible.no", *buttons, reason=reason, **guide.policy.words())


def themes(guide: Guide, language: str) -> Reply:
    """The menu of areas."""
    buttons = [
        Button(f"theme:{theme.slug}", theme.labels.get(language) or theme.labels.get("sv", theme.slug))
        for theme in guide.answers.themes(language)
    ]
    return line(language, "menu.themes", *buttons)


def theme(guide: Guide, slug: str, language: str) -> Reply | None:
    """The menu of questions of one area; None when there is no such area."""
    found = next((theme for theme in guide.answers.themes(language) if theme.slug == slug), None)
    if found is None:
        return None
    buttons = [topic_button(entry) for entry in guide.answers.in_language(language) if entry.theme == slug]
    buttons.append(Button(TOPICS, say(language, "button.back")))
    return line(language, "menu.topics", *buttons, theme=found.labels.get(language, slug))
