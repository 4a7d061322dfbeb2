"""The table of rules: every type has its result, every reason its source, and the sources are the knowledge base's."""

from __future__ import annotations

from importlib.resources import files
from typing import cast, get_args

import pytest
import yaml

from bot.leads.model import Organisation, Result
from bot.leads.qualify import RULES, Rule, qualify
from intents import OrganisationType

EXPECTED: dict[str, Result] = {
    "kommun": "qualified",
    "region": "qualified",
    "kommunalforbund": "qualified",
    "kommunalt-bolag": "review",
    "utlandsk-kommun": "review",
    "annan": "review",
    "civilsamhalle": "not-eligible",
    "universitet": "not-eligible",
    "privat": "not-eligible",
}
TOPICS = ("vem-kan-soka", "kommunala-bolag", "civilsamhalle-och-universitet")


def _organisation(kind: str) -> Organisation:
    return Organisation("Testorganisationen", None, cast("OrganisationType", kind))


def test_every_type_of_organisation_has_an_expected_result() -> None:
    assert set(EXPECTED) == set(get_args(OrganisationType))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", EXPECTED)
def test_result_follows_from_the_type(kind: str, language: str) -> None:
    assert qualify(_organisation(kind), language).result == EXPECTED[kind]


@pytest.mark.parametrize("kind", get_args(OrganisationType))
def test_every_type_has_a_rule_of_its_own_and_its_rules_agree(kind: str) -> None:
    assert {rule.result for rule in RULES if kind in rule.types} == {EXPECTED[kind]}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{'+'.join(rule.types)}-{rule.dated}")
def test_source_and_date_are_those_of_the_knowledge_base(rule: Rule) -> None:
    cited = set()
    for topic in TOPICS:
        text = (files("faq") / "sv" / "vem-kan-delta" / f"{topic}.md").read_text(encoding="utf-8")
        head = yaml.load(text.split("---")[1], yaml.BaseLoader)  # noqa: S506 – reads text and nothing else
        cited |= {(source["url"], source["dated"]) for source in head["sources"]}
    assert len(cited) > 5
    assert (rule.source, rule.dated) in cited


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", EXPECTED)
def test_reasons_are_whole_sentences_with_source_and_date_in_parentheses(kind: str, language: str) -> None:
    reasons = qualify(_organisation(kind), language).reasons
    rules = [rule for rule in RULES if kind in rule.types]
    assert len(reasons) == len(rules) > 0
    for reason, rule in zip(reasons, rules, strict=True):
        assert reason[0].isupper()
        assert reason.endswith(f" ({rule.source}, {rule.dated}).")
        assert reason.count(". ") == 0  # one sentence: the conversation puts its own after it


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{'+'.join(rule.types)}-{rule.dated}")
def test_the_two_languages_differ(rule: Rule) -> None:
    assert rule.reason("sv") != rule.reason("en")


def test_swedish_when_the_language_is_unknown() -> None:
    assert qualify(_organisation("kommun"), "fi") == qualify(_organisation("kommun"), "sv")


def test_disagreeing_sources_about_municipal_companies_are_all_shown() -> None:
    reasons = " ".join(qualify(_organisation("kommunalt-bolag"), "sv").reasons)
    assert "sida.se" in reasons
    assert "5dok.org" in reasons
    assert "halsingeradet.se" in reasons


def test_a_type_without_rule_goes_to_a_person() -> None:
    assert qualify(_organisation("något nytt"), "sv") == qualify(_organisation("annan"), "sv")
