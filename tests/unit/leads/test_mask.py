"""What is kept of a question: no personal data, but every ordinary number and word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.leads.mask import LONGEST_TEXT, mask, without_addresses, without_personal_numbers
from tests.support.hostile import HOSTILE

UNHURRIED = settings(deadline=None)  # machines that run tests have other things to do
MASKED = {
    # E-mail, whole and sloppy
    "Skriv till anna.lind@falun.example tack": "Skriv till [e-post] tack",
    "e-post:anna.lind@falun.example.": "e-post:[e-post].",
    "<Anna.Lind@FALUN.example>": "<[e-post]>",
    "åsa@åland.example": "[e-post]",
    "anna@falun": "[e-post]",
    "anna @ falun.example vill veta": "[e-post] vill veta",
    "anna (at) falun.example": "[e-post]",
    "anna[at]falun.example": "[e-post]",
    "anna snabel-a falun.example": "[e-post]",
    "anna@\u200bfalun.example": "[e-post]",
    # Phone
    "Ring 070-174 06 05 kl 8": "Ring [telefon] kl 8",
    "0701740605": "[telefon]",
    "070 174 06 05 före 2026": "[telefon] före 2026",
    "070-174 06 05 2026": "[telefon] 2026",
    "tel:070-1740605": "tel:[telefon]",
    "+46 70 174 06 05": "[telefon]",
    "+46 (0)70-174 06 05, 300 000 kronor": "[telefon], 300 000 kronor",
    "0046 70 174 06 05": "[telefon]",
    "+254 712 345678": "[telefon]",
    "08-465 004 00": "[telefon]",
    "(08) 465 004 00": "[telefon]",
    "023-830 00": "[telefon]",
    "ring mig på 123 45 67": "ring mig på [telefon]",
    "mobil: 1740605": "mobil: [telefon]",
    "ref 070-174 06 05": "ref [telefon]",
    "\u202a070-174 06 05\u202c": "[telefon]",
    # Personal identity number and co-ordination number
    "850709-9805": "[personnummer]",
    "19850709-9805": "[personnummer]",
    "8507099805": "[personnummer]",
    "198507099805": "[personnummer]",
    "850709 9805": "[personnummer]",
    "19850709 9805": "[personnummer]",
    "1985 07 09 9805": "[personnummer]",
    "85-07-09-9805": "[personnummer]",
    "1985-07-09-9805": "[personnummer]",
    "850709 - 9805": "[personnummer]",
    "120709+9805": "[personnummer]",
    "850769-9805": "[personnummer]",
    "19850791-9805": "[personnummer]",
    "070123-4567": "[personnummer]",
    "personnummer:850709-9805, tack": "personnummer:[personnummer], tack",
    "850709-T805": "[personnummer]",
    # Names
    "Jag heter Anna Lind och undrar": "Jag heter [namn] och undrar",
    "jag heter anna lind och undrar": "jag heter [namn] och undrar",
    "JAG HETER ANNA LIND": "JAG HETER [namn]",
    "Jag heter Anna. Hur söker vi?": "Jag heter [namn]. Hur söker vi?",
    "Jag heter A. Lind och undrar": "Jag heter [namn] och undrar",
    "Jag heter Anna-Karin O’Brien, Falun": "Jag heter [namn], Falun",
    "Mitt namn är Bo von Ek, Falun": "Mitt namn är [namn], Falun",
    "Jag heter محمد علي.": "Jag heter [namn].",
    "heter anna lind": "heter [namn]",
    "Min chef heter Bo Ek.": "Min chef heter [namn].",
    "Kan min kollega Bo Ek vara med?": "Kan min kollega [namn] vara med?",
    "Undertecknad, Anna Lind, undrar": "Undertecknad, [namn], undrar",
    "Kontaktperson är Bo Ek.": "Kontaktperson är [namn].",
    "Jag heter Ana de la Cruz och undrar": "Jag heter [namn] och undrar",
    "jag hetr anna lind": "jag hetr [namn]",
    "Hur söker vi? // anna lind": "Hur söker vi? // [namn]",
    "Hur söker vi?\nVänligen,\nAnna Lind": "Hur söker vi?\nVänligen,\n[namn]",
    "anna at falun dot example": "[e-post]",
    "anna.lind(a)falun.example": "[e-post]",
    "pnr 85O709-98O5": "pnr [personnummer]",
    "o70-174 06 05": "[telefon]",
    "Storgatan5": "[adress]",
    "Box 160, 791 71 Falun": "[adress]",
    "12 Harbour Street": "[adress]",
    "Jag är Anna Lind på Falu kommun": "Jag är [namn] på Falu kommun",
    "My name is Anna Lind from Falun": "My name is [namn] from Falun",
    "I am called Bo": "I am called [namn]",
    "Hur söker vi? Mvh Anna": "Hur söker vi? Mvh [namn]",
    "Hur söker vi? mvh anna lind": "Hur söker vi? mvh [namn]",
    "Hur söker vi?\nMvh\nAnna Lind\nFalu kommun": "Hur söker vi?\nMvh\n[namn]\nFalu kommun",
    "Med vänliga hälsningar, Anna Lind, Falu kommun": "Med vänliga hälsningar, [namn], Falu kommun",
    "Mvh Anna Lind miljöstrateg Falun": "Mvh [namn] miljöstrateg Falun",
    "Vänlig hälsning Anna": "Vänlig hälsning [namn]",
    "Hälsningar från Anna": "Hälsningar från [namn]",
    "Hur söker vi? /Anna": "Hur söker vi? /[namn]",
    "Hur söker vi /anna": "Hur söker vi /[namn]",
    "Hur söker vi? / Anna Lind": "Hur söker vi? / [namn]",
    "Best regards, John O'Brien": "Best regards, [namn]",
    # Street addresses
    "Storgatan 5": "[adress]",
    "storgatan 5a, Falun": "[adress], Falun",
    "Jag bor på Björkvägen 7 B i Falun": "Jag bor på [adress] i Falun",
    "Stora Nygatan 12, 111 27 Stockholm": "[adress]",
    "Lilla Torget 2 i Göteborg": "[adress] i Göteborg",
    "Anders väg 3": "[adress]",
    "Norra backen 12-14": "[adress]",
    "Kungsgatan 4 i Falun": "[adress] i Falun",
    # Web addresses
    "https://icld.example/faq?mail=anna@falun.example&x=1 hej": "https://icld.example/faq hej",
    "www.icld.example/a#anna": "www.icld.example/a",
    "https://anna:hemligt@icld.example/a": "https://icld.example/a",
    "https://icld.example/anna@falun.example": "https://icld.example/[e-post]",
    # Several at once
    "Jag heter Anna Lind, 070-174 06 05, anna@falun.example, 850709-9805, Storgatan 5. Mål 6?": (
        "Jag heter [namn], [telefon], [e-post], [personnummer], [adress]. Mål 6?"
    ),
}
KEPT = [
    "Vänligen återkom", "Vänligen svara snart.", "Office O365", "CO2-utsläpp", "Finns det något som heter Young Local Politicians?",
    "min chef vill veta", "de kommuner som är med", "på 12 månader", "at what date",
    "2026", "Vad gäller 2026?", "300 000 kronor", "Kan vi få 300 000 kronor?", "1 050 000 000 kr", "1.050.000.000 kr", "telefon 30 000 kr", "50 000–300 000 kr",
    "500000 kr", "mål 6 och 11", "mål 6, 11, 13 och 17 till 2030", "Agenda 2030", "2009:47", "lagen (2009:47)",
    "5 kap. 2 § lagen (2009:47)", "SFS 2023:706", "RiR 2025:22", "dnr 2023/123", "Dnr KS 2023/00123", "dnr 0123-2023",
    "dnr KS-2023-00123", "212000-2239", "kommun 0114 och 1480", "2021-2026", "2026-11-23",
    "den 15 oktober 2026 kl 10.15",
    "01-02-2026", "2026-01-01 – 2026-12-31", "2026-01-01 - 2026-12-31", "20260101-20261231", "7,5 %", "3-4 resor",
    "10-12 personer", "21 länder, 111 projekt 2024 och 33 miljoner", "ring 112 eller 1177", "riksväg 50", "längs Europavägen 4",
    "väg 50",
    "E4", "på väg 2030", "hela vägen 2030", "plan 5", "steg 2", "Vad heter programmet?", "Vad heter ni?",
    "Vad heter Falu kommuns partner?", "Vi heter Falu kommun", "Jag är miljöstrateg", "Jag är Moderat i Falun",
    "jag är ny på Falu kommun", "I am interested", "och/eller", "Kenya / Uganda", "Falu kommun / Borlänge kommun",
    "1/3 av pengarna", "as regards funding", "skicka hälsningar till alla", "Finns det en bot på @icld?",
    "Är ICLD @ Visby?", "Har ni sett https://icld.example/faq?", "https://icld.example/2023/0701740605",
    "Kan Region Skåne söka med Homa Bay i Kenya?", "Får vi 70 procent på gatan 5 dagar?", "",
]  # fmt: skip


def test_tables_are_as_large_as_they_should_be() -> None:
    assert len(MASKED) + len(KEPT) >= 120


@pytest.mark.parametrize(("text", "kept"), MASKED.items())
def test_personal_data_is_taken_out(text: str, kept: str) -> None:
    assert mask(text) == kept
    assert mask(kept) == kept


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_text_stays(text: str) -> None:
    assert mask(text) == text


@UNHURRIED
@given(
    st.sampled_from(["Hur söker vi? ", "Kan Falu kommun söka 2026, ", "(", "Mål 6; ", "dagar: "]),
    st.sampled_from(["anna.lind@falun.example", "070-174 06 05", "+46701740605", "850709-9805", "19850709 9805"]),
    st.sampled_from(["", ".", ", tack", " och 300 000 kronor", ") 2009:47", "\nMvh", "?"]),
)
def test_data_is_found_wherever_it_stands(before: str, data: str, after: str) -> None:
    kept = mask(before + data + after)
    assert data not in kept
    assert kept.startswith(before)
    assert kept.endswith(after)


@UNHURRIED
@given(st.text(max_size=300))
def test_any_text_can_be_masked(text: str) -> None:
    assert len(mask(text)) <= 8 * LONGEST_TEXT


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("jag 850101-1234 vill", "jag [personnummer] vill"),
        ("19850101-1234 och 850161-1234", "[personnummer] och [personnummer]"),
        ("ring 0701740605 eller mejla a@b.example", "ring 0701740605 eller mejla a@b.example"),
        ("2026-11-23 kl. 10", "2026-11-23 kl. 10"),
    ],
)
def test_personal_numbers_alone_can_be_taken_out(text: str, kept: str) -> None:
    assert without_personal_numbers(text) == (kept, kept != text)


def test_hostile_text_is_masked_without_stumbling_and_once_is_enough() -> None:
    for text in HOSTILE:
        once = mask(text)
        assert mask(once) == once


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("550 <anna.lind@falun.example> rejected", "550 <[e-post]> rejected"),
        ("till partnership@icld.se kl 2026-11-26T04:10:00+01:00", "till partnership@icld.se kl 2026-11-26T04:10:00+01:00"),
        ("Mejl KP-2026-0001 (rad 1): 070-174 06 05", "Mejl KP-2026-0001 (rad 1): 070-174 06 05"),
    ],
)  # fmt: skip
def test_addresses_alone_can_be_taken_out(text: str, kept: str) -> None:
    assert without_addresses(text) == kept


def test_no_more_is_kept_than_the_limit() -> None:
    assert len(mask("x" * (LONGEST_TEXT + 10))) == LONGEST_TEXT


@pytest.mark.parametrize(
    "text",
    [
        "!" * 4000,
        "a@" * 2000,
        "a." * 2000,
        "jag heter " * 400,
        "/ A" * 1300,
        "850709 " * 570,
        "0-" * 2000,
        "Anders väg " * 360,
        "a at b dot c " * 300,
        "12 Aaaa Bbbb Cccc " * 220,
        "O0" * 2000,
        "box 1 " * 660,
        "vänligen, " * 400,
        "jag hetttr" * 400,
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    start = time.process_time()
    mask(text)
    assert time.process_time() - start < 10  # a guard against time that grows with the square, not a measure
