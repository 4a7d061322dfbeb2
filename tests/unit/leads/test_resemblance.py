"""Two registrations of the same interest are seen to be that; two interests of one office are not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.leads.document import document
from bot.leads.model import Country, Organisation
from bot.leads.resemblance import same_interest
from tests.support.leads import a_lead

UGANDA = Country("UG", "Uganda", listed=True)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"email": "Anna.Lindqvist@FALUN.example"}, True),
        ({"topic": "något annat"}, True),
        ({"country": UGANDA}, False),
        ({"country": None}, True),
        ({"country": None, "topic": "något annat"}, False),
        ({"email": "bo@falun.example"}, False),
        ({"organisation": Organisation("Borlänge kommun", "2081", "kommun")}, False),
        ({"organisation": Organisation("falu KOMMUN", None, "kommun")}, True),
        ({"name": "Någon Annan"}, True),
    ],
)
def test_the_same_office_address_and_aim_is_the_same_interest(changes: dict[str, Any], same: bool) -> None:
    assert same_interest(document(a_lead()), a_lead(**changes)) is same


@pytest.mark.parametrize(
    "written", [{}, {"contact": None}, {"contact": {"email": 1}}, {"contact": {}, "organisation": {}}]
)
def test_what_another_version_wrote_is_no_twin(written: dict[str, Any]) -> None:
    assert not same_interest(written, a_lead())
