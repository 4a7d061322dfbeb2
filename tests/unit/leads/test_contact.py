"""E-mail addresses and phone numbers as people write them."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.leads.contact import Checked, domain_of, email, find_email, find_phone, phone

UNHURRIED = settings(deadline=None)  # machines that run tests have other things to do
VALID = {
    "anna@falun.example": "anna@falun.example",
    "  anna@falun.example  ": "anna@falun.example",
    "Anna.Lind@FALUN.Example": "Anna.Lind@falun.example",
    "anna@falun.example.": "anna@falun.example",
    "anna@falun.example!": "anna@falun.example",
    "mailto:anna@falun.example": "anna@falun.example",
    "mailto:anna@falun.example?subject=Hej": "anna@falun.example",
    "Anna Lind <anna@falun.example>": "anna@falun.example",
    "'anna@falun.example'": "anna@falun.example",
    "”anna@falun.example”": "anna@falun.example",
    "(anna@falun.example)": "anna@falun.example",
    "e-post: anna@falun.example, tel 070": "anna@falun.example",
    "e-post:anna@falun.example": "anna@falun.example",
    "epost/anna@falun.example": "anna@falun.example",
    "Min adress är anna@falun.example. Tack!": "anna@falun.example",
    "anna@falun.example,bo@falun.example": "anna@falun.example",
    "anna@falun.example,no@falun.example": "anna@falun.example",
    "anna@falun.example eller bo@falun.example": "anna@falun.example",
    "inte@halva men anna@falun.example": "anna@falun.example",
    "o'brien@falun.example": "o'brien@falun.example",
    "anna+icld@falun.example": "anna+icld@falun.example",
    "anna_lind-ek@mail.falun.example": "anna_lind-ek@mail.falun.example",
    "åsa@falun.example": "åsa@falun.example",
    "a\u030asa@falun.example": "åsa@falun.example",
    "अन्ना@falun.example": "अन्ना@falun.example",
    "anna@åland.example": "anna@åland.example",
    "anna@xn--land-poa.example": "anna@åland.example",
    "anna@falun.example\u200b": "anna@falun.example",
    "\u202aanna@falun.example\u202c": "anna@falun.example",
    "*anna@falun.example*": "anna@falun.example",
    "a" * 64 + "@falun.example": "a" * 64 + "@falun.example",
}
SLIPS = {
    "anna@falun,se": "anna@falun.se",
    "anna@mejl.falun,se": "anna@mejl.falun.se",
    "anna@falun": "anna@falun.se",
    "anna@gmail": "anna@gmail.com",
    "anna@Hotmail": "anna@hotmail.com",
    "anna@gmial.com": "anna@gmail.com",
    "anna@gmail.con": "anna@gmail.com",
    "anna@gmail.se": "anna@gmail.com",
    "anna@hotmial.com": "anna@hotmail.com",
    "anna@outlok.com": "anna@outlook.com",
    "anna@falun.sse": "anna@falun.se",
    "anna @ falun.example": "anna@falun.example",
    "anna@ falun.example": "anna@falun.example",
    "anna @falun.example": "anna@falun.example",
    "anna@@falun.example": "anna@falun.example",
    "anna@falun..example": "anna@falun.example",
    "anna.@falun.example": "anna@falun.example",
    "anna..lind@falun.example": "anna.lind@falun.example",
    "anna@falun, jag heter Anna": "anna@falun.se",
    "anna (at) falun.se": "anna@falun.se",
    "anna(a)falun.se": "anna@falun.se",
    "anna [at] falun.se": "anna@falun.se",
    "anna snabel-a falun.se": "anna@falun.se",
}
NOTHING = [
    "", " ", "@", "anna", "anna.falun.se", "anna at falun.se", "@icld", "anna@", "@falun.example",
    "a" * 65 + "@falun.example", "anna@" + "a" * 64 + ".example", "anna@" + ".".join(["a" * 60] * 5) + ".example",
    "anna@localhost.local", "anna@[127.0.0.1]", "vet inte", "070-174 06 05", "\r\n", "anna@-",
]  # fmt: skip


@pytest.mark.parametrize(("text", "address"), VALID.items())
def test_address_is_found_and_normalised(text: str, address: str) -> None:
    assert email(text) == Checked(address, None)
    assert find_email(f"Hej, {text} och så undrar vi en sak") == address


@pytest.mark.parametrize(("text", "meant"), SLIPS.items())
def test_slip_is_only_suggested(text: str, meant: str) -> None:
    assert email(text) == Checked(None, meant)
    assert find_email(text) is None


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_made_of_what_is_no_address(text: str) -> None:
    assert email(text) == Checked(None, None)


def test_suggestion_is_accepted_when_confirmed() -> None:
    for meant in SLIPS.values():
        assert email(meant) == Checked(meant, None)


def test_slip_does_not_hide_a_good_address_after_it() -> None:
    assert email("anna@gmial.com, nej anna@gmail.com").value == "anna@gmail.com"


def test_address_longer_than_254_is_refused() -> None:
    domain = ".".join(["a" * 61, "b" * 61, "c" * 61]) + ".example"
    longest = "l" * (254 - len(domain) - 1)
    assert email(f"{longest}@{domain}").value == f"{longest}@{domain}"
    assert email(f"{longest}l@{domain}") == Checked(None, None)


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("anna@FALUN.example", "falun.example"),
        ("anna@Åland.example", "xn--land-poa.example"),
        ("åsa@falun.example", "falun.example"),
        ("anna", ""),
        ("anna@falun", ""),
        ("anna@falun.example\r\nBcc: x@y.example", ""),
        ("", ""),
    ],
)
def test_domain_is_ascii_and_lower_case(address: str, domain: str) -> None:
    assert domain_of(address) == domain


@UNHURRIED
@given(st.text(max_size=200))
def test_any_text_gives_a_stable_answer(text: str) -> None:
    checked = email(text)
    assert not (checked.value and checked.suggestion)
    for address in (checked.value, checked.suggestion):
        if address:
            assert email(address).value == address
            assert not set(address) & set("\r\n <>")
    number = find_phone(text)
    assert number is None or phone(number) == number


PHONES = {
    "070-1740605": "+46 70 174 06 05",
    "0701740605": "+46 70 174 06 05",
    "070 174 06 05": "+46 70 174 06 05",
    "070.174.06.05": "+46 70 174 06 05",
    "070/174 06 05": "+46 70 174 06 05",
    "070‑174 06 05": "+46 70 174 06 05",
    "0046701740605": "+46 70 174 06 05",
    "00 46 70 174 06 05": "+46 70 174 06 05",
    "+46701740605": "+46 70 174 06 05",
    "+46 (0)70-174 06 05": "+46 70 174 06 05",
    "+46-70-174 06 05": "+46 70 174 06 05",
    "(070) 174 06 05": "+46 70 174 06 05",
    "08-465 004 00": "+46 8 465 004 00",
    "08-123 45 67": "+46 8 123 45 67",
    "031-390 06 10": "+46 31 390 06 10",
    "0771-11 22 33": "+46 77 111 22 33",
    "+254 712 345678": "+254 712 345678",
    "070-174 06 05 ankn. 12": "+46 70 174 06 05",
    "070-174 06 05 ankn 12": "+46 70 174 06 05",
    "070-174 06 05, anknytning 12": "+46 70 174 06 05",
    "08-465 004 00 (ankn. 4)": "+46 8 465 004 00",
    "08-465 004 00 ext. 4": "+46 8 465 004 00",
    "tel: 070-174 06 05.": "+46 70 174 06 05",
    "Mitt nummer är 070-174 06 05": "+46 70 174 06 05",
    "växel 08-465 004 00, direkt 070-174 06 05": "+46 8 465 004 00",
    "\u202a070-174 06 05\u202c": "+46 70 174 06 05",
}
NO_PHONES = [
    "", "112", "1177", "2026", "070-17", "0701740605123456", "+4670123456789012", "+46", "123 45 67", "701740605",
    "850709-9805", "19850709-9805", "850709 9805", "070123-4567", "070123 4567", "20070123-4567", "070163-4567",
    "300 000 kronor", "2009:47", "dnr 2023/123", "dnr 0123-20234", "diarienummer 08-123 45 67", "212000-2239",
    "2026-11-23", "01-02-2026", "mål 6 och 11", "anna0701740605@falun.example", "https://falun.example/0701740605",
    "www.falun.example/070-1740605", "1 050 000 000 kr", "vet inte", "ankn. 12", "46701740605", "4607099805",
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), PHONES.items())
def test_phone_is_given_in_international_form(text: str, number: str) -> None:
    assert phone(text) == number
    assert find_phone(f"Hej! {text}") == number
    assert phone(number) == number


@pytest.mark.parametrize("text", NO_PHONES)
def test_no_phone_is_made_of_something_else(text: str) -> None:
    assert phone(text) is None
    assert find_phone(f"Vi undrar, {text} och så") is None


def test_personal_number_beside_a_phone_is_passed_over() -> None:
    assert find_phone("850709-9805 och 070-174 06 05") == "+46 70 174 06 05"
    assert find_phone("070123-4567, 070-174 06 05") == "+46 70 174 06 05"


@pytest.mark.parametrize(
    "text", ["a@" * 2000, "a" * 4000, "anna @ " * 500, "0 " * 2000, "070-123 45 6" * 300, "ankn " * 800, "+4" * 2000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    email("a@b.example"), phone("070-174 06 05")  # the imports are not what is measured
    start = time.process_time()
    email(text)
    find_phone(text)
    assert time.process_time() - start < 10  # a guard against time that grows with the square, not a measure


def test_start_does_not_pay_for_the_libraries() -> None:
    program = "import sys, bot.leads.contact, bot.leads.mask, bot.leads.compose; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "bot.leads.contact" in loaded
    assert not {"email_validator", "phonenumbers", "jinja2"} & set(loaded)
