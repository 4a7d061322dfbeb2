"""Recognising organisations: what is said, what is asked about, what is left alone."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.countries import Countries, rows
from intents.gazetteer import NAME_LENGTH, OPTIONS, Gazetteer, Organisation, Recognised
from intents.text import fold

REGISTERS = Path(__file__).parents[3] / "faq" / "registers"
GAZETTEER = Gazetteer.load(REGISTERS)
MUNICIPALITIES = rows(REGISTERS / "municipalities.csv")
REGIONS = [row for row in rows(REGISTERS / "regions.csv") if row["code"] != "09"]
BOTH = {"Stockholm", "Uppsala", "Jönköping", "Kalmar", "Örebro"}
"""Bare names that a municipality and a region share."""


CONTENT = Path(__file__).parents[2] / "content" / "organisations"


def table(name: str) -> pytest.MarkDecorator:
    """A test for each line of a file: `text | what it tells`."""
    lines = (CONTENT / name).read_text(encoding="utf-8").splitlines()
    told = [line.rpartition(" | ") for line in lines if line and not line.startswith("#")]
    assert len(told) > 250
    return pytest.mark.parametrize(("text", "expected"), [(text, expected) for text, _, expected in told])


def told(recognised: Recognised) -> str:
    """`recognised` as the files put it."""
    if recognised.organisation:
        return recognised.organisation.code or recognised.organisation.type
    options = [option.code or option.type for option in recognised.options]
    return " ".join(["?", *options]) if options else "-"


def codes(recognised: Recognised) -> set[str | None]:
    """Every code said or asked about."""
    found = (recognised.organisation, *recognised.options)
    return {organisation.code for organisation in found if organisation}


def said(text: str) -> tuple[str | None, str] | None:
    """Code and type of what is recognised without a question."""
    organisation = GAZETTEER.recognise(text).organisation
    return (organisation.code, organisation.type) if organisation else None


def test_the_registers_are_complete() -> None:
    assert (len(MUNICIPALITIES), len(REGIONS)) == (290, 20)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("göteborgs stad", "1480"), ("Göteborgs kommun", "1480"), ("Gbg", "1480"), ("City of Gothenburg", "1480"),
        ("VGR", "14"), ("vgr", "14"), ("VGR:s kansli", "14"), ("västragötalandsregionen", "14"),
        ("Västra Götaland", "14"), ("region västra götaland", "14"), ("Falu kommun", "2080"), ("Falun", "2080"),
        ("Faluns kommun", "2080"), ("falukommun", "2080"), ("Upplands väsby", "0114"),
        ("vi är på lunds kommun", "1281"),
        ("Lund:s kommun", "1281"), ("Lunds kommuns miljökontor", "1281"), ("kommunen Falun", "2080"),
        ("kommunen i Falun", "2080"), ("Falun municipality", "2080"), ("municipality of Lund", "1281"),
        ("Lund City Council", "1281"), ("we are municipality of Lund", "1281"), ("Borås", "1490"),
        ("Borås stad", "1490"),
        ("Borås kommun", "1490"), ("Höganäs kommun", "1284"), ("HÖGANÄS", "1284"), ("Region Skåne", "12"),
        ("Skåne", "12"), ("regionskåne", "12"), ("landstinget Dalarna", "20"), ("Halland", "13"), ("Kalmar län", "08"),
        ("Region Kalmar", "08"), ("Kalmar kommun", "0880"), ("Stockholms stad", "0180"), ("Region Stockholm", "01"),
        ("Stockholm County Council", "01"), ("Gotland", "0980"), ("Region Gotland", "0980"),
        ("Gotlands kommun", "0980"),
        ("Håbo", "0305"), ("Håbo kommun", "0305"), ("vi är på Habo kommun", "0643"), ("Habo, Jönköpings län", "0643"),
        ("Malmo", "1280"), ("Malmoe", "1280"), ("Goeteborg", "1480"), ("Örnsköldsvik", "2284"), ("Ö-vik", "2284"),
        ("Dals Ed", "1438"), ("ö. göinge", "1256"), ("Vara", "1470"), ("vara kommun", "1470"), ("Åre", "2321"),
        ("Sandviken", "2181"), ("Gnosjö, Jönköpings län", "0617"), ("Falun, Dalarna", "2080"),
    ],
)  # fmt: skip
def test_a_name_of_the_register_is_recognised(text: str, code: str) -> None:
    organisation = GAZETTEER.recognise(text).organisation
    assert organisation is not None
    assert organisation.code == code
    assert organisation.type == ("kommun" if len(code) == 4 else "region")


def test_a_region_that_is_a_municipality_is_one_organisation() -> None:
    gotland = Organisation("Region Gotland", "0980", "kommun")
    assert {GAZETTEER.recognise(text).organisation for text in ("Gotland", "Gotlands län", "regionen Gotland")} == {
        gotland
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lunds kommun, miljöförvaltningen", "1281"), ("socialförvaltningen i Falun", "2080"),
        ("kommunstyrelsen Borås stad", "1490"), ("Stadsledningskontoret Göteborg", "1480"),
        ("Gymnasieskolan Spyken i Lunds kommun", "1281"), ("stadsdelsnämnden Majorna, Göteborg", "1480"),
        ("Kommunledningskontoret Uppsala", "0380"), ("Regionkontoret i Uppsala", "03"),
        ("Reningsverket i Lunds kommun", "1281"), ("Norrköpings kommun, kultur och fritid", "0581"),
        ("Tjänsteperson på Växjö kommun", "0780"),
    ],
)  # fmt: skip
def test_parts_of_a_municipality_are_the_municipality(text: str, code: str) -> None:
    assert said(text) == (code, "kommun" if len(code) == 4 else "region")


@table("answers.txt")
def test_an_answer_is_recognised_or_asked_about(text: str, expected: str) -> None:
    assert told(GAZETTEER.recognise(text)) == expected


@table("sentences.txt")
def test_a_sentence_tells_the_writers_own_organisation_or_none(text: str, expected: str) -> None:
    assert told(GAZETTEER.find(text)) == expected


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("kommunalförbundet Norrvatten", "kommunalforbund"), ("Norrvatten kommunalförbund", "kommunalforbund"),
        ("Södertörns brandförsvarsförbund", "kommunalforbund"), ("Kommunförbundet Skåne", "kommunalforbund"),
        ("komunalförbundet Medelpad", "kommunalforbund"), ("Gemensam nämnd för Lund och Malmö", "kommunalforbund"),
        ("Göteborgs Stads Bostads AB", "kommunalt-bolag"), ("Lycksele Avfall och Vatten AB", "kommunalt-bolag"),
        ("Kalmar Vatten AB", "kommunalt-bolag"), ("Lundabostäder", "kommunalt-bolag"), ("Scania AB", "kommunalt-bolag"),
        ("Stiftelsen Ystads industrifastigheter", "civilsamhalle"), ("Röda Korset", "civilsamhalle"),
        ("Röda Korset Umeå", "civilsamhalle"), ("Röda Korset i Lunds kommun", "civilsamhalle"),
        ("Föreningen Kenyas vänner i Umeå", "civilsamhalle"), ("Lunds universitet", "universitet"),
        ("Lunds univeristet", "universitet"), ("University of Gothenburg", "universitet"),
        ("Mittuniversitetet", "universitet"), ("Örebro universitet", "universitet"), ("jag är privatperson", "privat"),
        ("konsult åt Lunds kommun", "privat"), ("Göteborgs-Posten", "privat"),
        ("Nairobi City County", "utlandsk-kommun"),
        ("Kisumu county", "utlandsk-kommun"), ("City of Nairobi", "utlandsk-kommun"),
        ("Oslo kommune", "utlandsk-kommun"),
        ("Nairobi kommun, Kenya", "utlandsk-kommun"), ("Länsstyrelsen i Skåne län", "annan"), ("Sida", "annan"),
        ("Stockholm County Administrative Board", "annan"), ("kommunen", "kommun"), ("en kommun i Skåne", "kommun"),
        ("Skåne kommun", "kommun"), ("Region Lund", "region"), ("Sveriges Kommuner och Regioner", "annan"),
        ("Holland", "annan"), ("Kisumu", "annan"), ("123", "annan"),
    ],
)  # fmt: skip
def test_other_organisations_are_not_swallowed(text: str, type_: str) -> None:
    assert GAZETTEER.recognise(text) == Recognised(Organisation(text, None, type_))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Stockholm", ["Stockholms stad", "Region Stockholm"]),
        ("Uppsala", ["Uppsala kommun", "Region Uppsala"]),
        ("orebro", ["Örebro kommun", "Region Örebro län"]),
        ("habo", ["Habo kommun", "Håbo kommun"]),
        ("Habo kommun", ["Habo kommun", "Håbo kommun"]),
        ("Liköping", ["Linköpings kommun", "Lidköpings kommun"]),
        ("Trosås kommun", ["Trosa kommun", "Torsås kommun"]),
        ("Lunsd kommun", ["Lunds kommun"]),
        ("Vasa stad", ["Vara kommun"]),
        ("Falu IK", ["Falu kommun", "Falu IK"]),
        ("Kulturskolan Umeå", ["Umeå kommun", "Kulturskolan Umeå"]),
        ("Helsingfors stad", ["Helsingborgs stad", "Helsingfors stad"]),
        ("Kristiansand", ["Kristianstads kommun", "Kristiansand"]),
        ("Skinskateberg", ["Skinnskattebergs kommun", "Skinskateberg"]),
        ("Scania", ["Region Skåne", "Scania"]),
        ("Nykøbing", ["Nyköpings kommun", "Nykøbing"]),
        ("Lunds kommun och Malmö stad", ["Lunds kommun", "Malmö stad"]),
        ("Lunds kommun och Lunds universitet", ["Lunds kommun", "Lunds kommun och Lunds universitet"]),
    ],
)
def test_doubt_is_asked_about_best_first(text: str, names: list[str]) -> None:
    recognised = GAZETTEER.recognise(text)
    assert recognised.organisation is None
    assert [option.name for option in recognised.options] == names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gotebogs komun", "1480"), ("Lidköpping", "1494"), ("Linköpin", "0580"), ("Vårnamo", "0683"),
        ("Örnskjöldsviks kommun", "2284"), ("Östersunds komun", "2380"), ("Region Västmanlan", "19"),
        ("vestra götalandsregionen", "14"),
    ],
)  # fmt: skip
def test_a_slip_in_a_long_name_is_read_through(text: str, code: str) -> None:
    organisation = GAZETTEER.recognise(text).organisation
    assert organisation is not None
    assert organisation.code == code


@pytest.mark.parametrize("text", ["", "  ", "???", "—"])
def test_nothing_typed_is_nothing(text: str) -> None:
    assert GAZETTEER.recognise(text) == Recognised(None)


def test_a_name_as_typed_is_cleaned_and_cut() -> None:
    organisation = GAZETTEER.recognise(" Vänner\u200b  av\n" + "x" * 500).organisation
    assert organisation is not None
    assert organisation.name.startswith("Vänner av x")
    assert len(organisation.name) == NAME_LENGTH


@pytest.mark.parametrize("row", MUNICIPALITIES, ids=[row["code"] for row in MUNICIPALITIES])
def test_each_municipality_is_known_however_it_is_typed(row: dict[str, str]) -> None:
    here = Organisation(row["official_name"], row["code"], "kommun")
    for text in (row["official_name"], row["name"], row["name"].upper()):
        recognised = GAZETTEER.recognise(text)
        if row["name"] in BOTH | {"Habo"}:
            assert row["code"] in codes(recognised)
        else:
            assert recognised == Recognised(here)
    for text in (row["official_name"], row["name"]):
        assert row["code"] in codes(GAZETTEER.recognise(fold(text.lower())))
    assert GAZETTEER.find(f"Vi på {row['official_name']} undrar något.") == Recognised(here)


@pytest.mark.parametrize("row", REGIONS, ids=[row["code"] for row in REGIONS])
def test_each_region_is_known_however_it_is_typed(row: dict[str, str]) -> None:
    here = Organisation(row["official_name"], row["code"], "region")
    names = [row["official_name"], row["name"], *row["aliases"].split(";")]
    assert {name for name in names if GAZETTEER.recognise(name) != Recognised(here)} <= {"Scania", "Sthlm"}


def test_swapped_letters_never_lead_to_another_municipality() -> None:
    tried, sure, wrong = 0, 0, []
    for row in MUNICIPALITIES:
        name = row["official_name"]
        for i in range(len(name) - 1 if len(name) >= 8 else 0):
            typed = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
            for recognised in (GAZETTEER.recognise(typed), GAZETTEER.find(f"vi på {typed}")):
                code = recognised.organisation.code if recognised.organisation else None
                tried, sure = tried + 1, sure + (code == row["code"])
                if code not in {None, row["code"]}:
                    wrong.append((typed, code))
    assert tried > 5_000
    assert sure > 0.6 * tried
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vi på Lunds kommun vill samarbeta med en förening i Kenya", "1281"),
        ("Hej, jag jobbar i Falun och undrar över bidraget", "2080"),
        ("Hej från Umeå! Vi undrar en sak.", "2480"), ("I work for Falun and have a question", "2080"),
        ("Kan vi på VGR söka?", "14"), ("Hur gör VGR?", "14"), ("vi på vgr undrar", "14"),
        ("Region Skåne vill veta mer", "12"), ("Göteborgs stads miljöförvaltning undrar", "1480"),
        ("vi är på lunds kommun", "1281"), ("Vara kommun vill vara med", "1470"), ("Vi i Habo kommun", None),
        ("Vi på Göteborgs komun undrar", "1480"), ("vi på Linköpngs kommun", "0580"),
        ("vårt arbete på Gotland", "0980"),
        ("Municipality of Lund is interested", "1281"), ("vi hör till Habo kommun", "0643"),
    ],
)  # fmt: skip
def test_an_organisation_is_found_in_a_sentence(text: str, code: str | None) -> None:
    organisation = GAZETTEER.find(text).organisation
    assert (organisation.code if organisation else None) == code


@pytest.mark.parametrize(
    "text",
    [
        "", "Måste man vara kommun för att söka?", "Kan en kommun vara med?", "kommunen ange adress",
        "we are municipality",
        "ange kommun och namn", "vi bor i mark", "det ligger på berg", "i lund", "Falun är en fin stad",
        "en kommun i Skåne", "Lunds universitet vill vara med", "Röda Korset i Lunds kommun", "Röda Korset i Umeå",
        "Göteborgs Stads Bostads AB undrar", "Lunds kommuns fastighets AB", "liten kommun", "andra kommuner",
        "i ro och mak",
        "Kenya", "vår region", "föreningen i Falun undrar",
        "projektet i Göteborgs hamn", "Göteborgs stads nya stora bostadsbolag",
    ],
)  # fmt: skip
def test_a_sentence_without_a_clear_name_gives_nothing(text: str) -> None:
    assert GAZETTEER.find(text) == Recognised(None)


def test_two_names_in_a_sentence_are_asked_about() -> None:
    options = GAZETTEER.find("Vi på Falu kommun och Borlänge kommun vill söka").options
    assert [option.code for option in options] == ["2080", "2081"]
    assert [option.code for option in GAZETTEER.find("vi är från Falun och Borlänge").options] == ["2080", "2081"]
    assert [option.code for option in GAZETTEER.find("vi sitter i Stockholm").options] == ["0180", "01"]


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("falun.se", "Falu kommun"), ("FALUN.SE.", "Falu kommun"), ("edu.stockholm.se", "Stockholms stad"),
        ("sodra.skane.se", "Region Skåne"), ("habo.se", "Håbo kommun"), ("habokommun.se", "Habo kommun"),
        ("gotland.se", "Region Gotland"), ("sodra.regionskane.se", None), ("notfalun.se", None), ("se", None),
        ("", None),
        ("gmail.com", None), ("falun.se.example.com", None),
    ],
)  # fmt: skip
def test_an_address_tells_its_owner(domain: str, name: str | None) -> None:
    owner = GAZETTEER.by_domain(domain)
    assert (owner.name if owner else None) == name


def test_a_shared_domain_tells_nobody() -> None:
    one, other = Organisation("Ena kommun", "9998", "kommun"), Organisation("Andra kommun", "9999", "kommun")
    places = [(one, ("kommun",), ["Ena"], ["x.se", "y.se"]), (other, ("kommun",), ["Andra"], ["x.se"])]
    gazetteer = Gazetteer(places, [], Countries([]))
    assert gazetteer.by_domain("a.x.se") is None
    assert gazetteer.by_domain("a.y.se") == one


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(["i", "på", "Lunds", "kommun", "och", "Habo", "AB", "vara", "region", "å", ".", ":", "-"])
        ).map(" ".join),
    )
)
def test_any_text_is_answered_the_same_way_twice(text: str) -> None:
    for answer in (GAZETTEER.recognise, GAZETTEER.find):
        recognised = answer(text)
        assert recognised == answer(text)
        assert len(recognised.options) <= OPTIONS
        assert not (recognised.organisation and recognised.options)
        assert len(set(recognised.options)) == len(recognised.options)


def test_the_longest_text_takes_a_bounded_time() -> None:
    start = process_time()
    GAZETTEER.find("Lunsd kommun åäö " * 5_000)
    GAZETTEER.recognise("vi är på Gotebogs komun " * 5_000)
    assert (
        process_time() - start < 10
    )  # seconds of work: a guard against time that grows with the square, not a measure
