"""Finds and checks e-mail addresses and phone numbers in what people write.

`email_validator` and `phonenumbers` are imported inside the functions: together they cost a fifth of a second, and
commands that never meet an address should not wait for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intents import clean

if TYPE_CHECKING:
    from email_validator import ValidatedEmail

LONGEST_TEXT = 4_000
"""Characters read of one text."""

_APART = r"""\s@<>()\[\]{}\\,;:|/="“”„»«\x00-\x1f"""
"""What no address is read across. Some of it is allowed in addresses, but nobody has one with it."""
_LOCAL = rf"(?<![^{_APART}])[^{_APART}]+"
_DOMAIN = rf"[^{_APART}?!#$%&+*'’`~^]+"
# Possessive: a comma typed for the last dot must not be got around by reading a shorter domain.
_ADDRESS = re.compile(rf"({_LOCAL})@({_DOMAIN}+)(?!,(?:se|nu|com|org|net|eu|fi|no|dk)\b(?!@))(?!@)")
_NEARLY = re.compile(rf"({_LOCAL})\s*@+\s*({_DOMAIN}(?:,[^\W\d_]{{2,3}}\b)?)")
_SPELLED_AT = re.compile(r"\s*[(\[{]\s?(?:at|a|snabel-?a)\s?[)\]}]\s*|\s*\bsnabel-?a\b\s*", re.IGNORECASE)
_AROUND = "'’`*_~.-–!?+"
_PROVIDERS = frozenset({"gmail", "hotmail", "outlook", "icloud", "live", "yahoo", "msn"})
"""Domains that end in .com when nothing was typed after the name; others are taken to be Swedish."""
_SLIPS = {
    "gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com", "gamil.com": "gmail.com",
    "gnail.com": "gmail.com", "gmaill.com": "gmail.com", "gmil.com": "gmail.com", "gmail.co": "gmail.com",
    "gmail.cm": "gmail.com", "gmail.se": "gmail.com", "gmail.om": "gmail.com", "gmial.se": "gmail.com",
    "hotmial.com": "hotmail.com", "hotmal.com": "hotmail.com", "hotmai.com": "hotmail.com",
    "hormail.com": "hotmail.com",
    "hotmil.com": "hotmail.com", "hotmail.co": "hotmail.com", "hotmial.se": "hotmail.se",
    "outlok.com": "outlook.com", "outloo.com": "outlook.com", "oulook.com": "outlook.com", "outllok.com": "outlook.com",
    "iclod.com": "icloud.com", "icoud.com": "icloud.com", "iclou.com": "icloud.com", "yaho.com": "yahoo.com",
}  # fmt: skip
"""Whole domains nobody in a Swedish municipality means; most are kept by people who wait for such slips."""
_LAST_SLIPS = {"con": "com", "cmo": "com", "ocm": "com", "vom": "com", "xom": "com", "sse": "se", "see": "se"}
"""Last parts no domain has. Slips that are another country's, such as .cm, are not among them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of looking for an address: one of the two, or neither."""

    value: str | None
    """The address, normalised: NFC, domain in lower case and readable form."""
    suggestion: str | None
    """When there is no value: the valid address that was probably meant, to be confirmed."""


def email(text: str) -> Checked:
    """The first address in `text`. What surrounds it (`mailto:`, brackets, the sentence's full stop) does not matter;
    what must be guessed (`anna@falun,se`, `anna@falun`, `anna @ falun.se`, `gmial.com`) is only suggested."""
    flat = clean(text, LONGEST_TEXT)
    slip = None
    for match in _ADDRESS.finditer(flat):
        local, domain = match[1].lstrip(_AROUND), match[2].strip(_AROUND)
        if not (address := _valid(f"{local}@{domain}")):
            continue
        if (meant := _mended(domain)) == domain.lower():
            return Checked(address.normalized, None)
        slip = slip or _valid(f"{local}@{meant}")
    return Checked(None, slip.normalized if slip else _suggestion(flat))


def find_email(text: str) -> str | None:
    """The first valid address anywhere in a message, None when there is none or it holds a known slip."""
    return email(text).value


def domain_of(address: str) -> str:
    """The domain of `address` as the name system writes it (ASCII, lower case); empty when it is no address."""
    valid = _valid(address)
    return valid.ascii_domain.lower() if valid else ""


def _valid(address: str) -> ValidatedEmail | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        # Strict about lengths, too: 64 before the @, 254 altogether, what fits in the SMTP path of RFC 5321.
        return validate_email(address, check_deliverability=False, allow_smtputf8=True, strict=True)
    except EmailNotValidError:
        return None


def _mended(domain: str) -> str:
    """The domain that was meant, lower case; the same when nothing is wrong with it."""
    domain = re.sub(r"\.{2,}", ".", domain.replace(",", ".")).strip(_AROUND).lower()
    if "." not in domain:
        domain += ".com" if domain in _PROVIDERS else ".se"
    front, _, last = domain.rpartition(".")
    domain = f"{front}.{_LAST_SLIPS.get(last, last)}"
    return _SLIPS.get(domain, domain)


def _suggestion(text: str) -> str | None:
    for match in _NEARLY.finditer(_SPELLED_AT.sub("@", text)):
        local = re.sub(r"\.{2,}", ".", match[1]).strip(_AROUND)
        if local and (meant := _valid(f"{local}@{_mended(match[2])}")):
            return meant.normalized
    return None


_NOT_PHONE = re.compile(
    r"(?<!\S)\S+@\S+|(?:https?://|www\.)\S+|\b(?:dnr|diarienr|diarienummer|org\.?\s?nr|organisationsnummer)[\s.:]*[\w/:-]+",
    re.IGNORECASE,
)
# Six digits that are a date (a co-ordination number's day is 61–91), a separator, four digits.
_PERSON = re.compile(
    r"(?<![\d-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])\s?[-–+\s]\s?\d{4}(?![\d-])"
)


def phone(text: str) -> str | None:
    """The phone number `text` gives, as `+46 70 123 45 67`; numbers without country code are Swedish. None when there
    is none, or no such number can exist. Wants the area code: a local number would be read as another town's."""
    return find_phone(text)


def find_phone(text: str) -> str | None:
    """The first phone number anywhere in a message, as `+46 70 123 45 67`. Never a personal identity number, nor
    digits within an e-mail or web address; extensions are left out."""
    # Looks first: most messages hold no number, and the matcher is slow.
    if not re.search(r"(?:\+|0)\D{0,4}\d(?:\D{0,3}\d){4}", text):
        return None
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

    flat = clean(text, LONGEST_TEXT)
    for unwanted in (_NOT_PHONE, _PERSON):
        flat = unwanted.sub(" ; ", flat)
    for match in PhoneNumberMatcher(flat, "SE", leniency=Leniency.VALID):
        # 46… without a plus may as well be somebody born in 1946.
        if match.raw_string.lstrip("( ").startswith(("+", "0")):
            match.number.extension = None  # the vCard and the mail have no place for it
            return str(format_number(match.number, PhoneNumberFormat.INTERNATIONAL))
    return None
