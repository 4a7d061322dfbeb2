"""Takes personal data out of a question before it is kept. A question is kept to improve the answers; who asked does
not matter for that, so when in doubt a name too many is taken out. Ordinary numbers stay: years, sums, goals, laws,
reference numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from bot.leads.names import mask_names

PUBLIC = frozenset({"partnership@icld.se"})
"""Addresses that are an office's and no person's: people ask about them."""
LONGEST_TEXT = 4_000
"""Characters kept of one question."""

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_URL = re.compile(r"((?:https?://|www\.)[^\s<>\"”]+)", re.IGNORECASE)
_MAILBOX = r"\w.!#$%&'*+/=?^{|}~-"
_AT = r"(?:@+|[(\[{]\s?(?:at|a|@|snabel-?a)\s?[)\]}]|\bsnabel-?a\b)"
_EMAIL = re.compile(
    rf"(?<![{_MAILBOX}])[{_MAILBOX}]+@+[\w.-]*\w"  # half an address, too: no dot after the @ is asked for
    rf"|(?<![\w.+-])[\w.+-]+\s?{_AT}\s?[\w-]+(?:(?:[.,]|\s\.\s|\s?[(\[]?\b(?:punkt|dot)\b[)\]]?\s?)\w{{2,}})+"
    r"|(?<![\w.+-])[\w.+-]+\sat\s[\w-]+(?:\s(?:dot|punkt)\s\w{2,})+",
    re.IGNORECASE,
)
_LETTER_O = re.compile(r"(?<!\w)[Oo](?=\d{2})|(?<=\d)[Oo](?=[\d\s–-]*\d)|(?<=-\d{3})[Oo]\b")
"""Typed for a nought."""
_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"  # a co-ordination number's day has 60 added
_GAP = r"[\s.-]?"
_PERSONAL_NUMBER = re.compile(
    rf"(?<!\w)(?<!\d[-.,:/])(?:(?:18|19|20)\s?)?\d{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}{_DAY}[\s_.+/‑–-]{{0,3}}(?:\d{{2}}\s?\d{{2}}|[A-Z]\d{{3}})"
    r"(?!\w|[-–:/]\d)"
)
_MOBILE = re.compile(r"07[02369]\d{7}")
"""Ten digits in one go that could be somebody born in 2007 but are far more likely a phone."""
_BETWEEN = r"(?:\s?[-–‑/()_]{1,2}\s?|\s{1,2}|\.)?"
_PHONE = re.compile(
    rf"(?<![\w+])(?<!\w[/-])(?<!\d[:.,])(?:\((?=\+?\d{{2,4}}\)))?(?:(?:\+|00)46(?:{_BETWEEN}\d){{7,10}}|(?:\+|00)[1-9](?:{_BETWEEN}\d){{6,13}}"
    rf"|0{_BETWEEN}[1-9](?:{_BETWEEN}\d){{6,8}})(?!\w)"
)
_CALLED = re.compile(
    r"\b(tel(?:efon)?(?:nr|nummer)?|mob(?:il)?(?:nr|nummer)?|ring(?: mig)?(?: på)?|nås på|phone"
    r"|call(?: me)?(?: on| at)?)([\s.:]+)\d(?:[\s-]{0,2}\d){4,11}(?!\w)(?!\s*(?:kr|kronor|sek|euro)\b)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|ärende(?:nr|nummer)?|ref|sfs|bankgiro|plusgiro|bg|pg|org\.?\s?nr)[\s.:]*$",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[-/.\s](?:0?[1-9]|1[0-2])[-/.\s](?:19|20)\d{2}(?!\d)")
_GROUPS = re.compile(r"\d{3}(?:\s\d{3})+")

_BEFORE_STREET = r"(?i:norra|södra|östra|västra|gamla|nya|stora|lilla|övre|nedre|s:t|sankt)"
_TOWN = r"(?:,?\s\d{3}\s?\d{2}\b(?:\s[A-ZÅÄÖ]\w+)?)"
_STREET = re.compile(
    # Storgatan, Lilla Torget; but Riksvägen 50 is a road. Then names in two words: Anders väg, Norra torget.
    rf"\b(?:(?:{_BEFORE_STREET}\s)?(?i:(?!riks|europa|motor)\w{{2,}}"
    r"(?:gatan|gata|vägen|gränden|gränd|stigen|torget|torg|allén|allé|backen|kajen|esplanaden|brinken|liden|leden|stråket|bron))"
    rf"|(?:{_BEFORE_STREET}|[A-ZÅÄÖ]\w+[sS])\s(?i:gata|väg|gränd|torg|allé|stig|backe)(?i:n|en|et)?)"
    # The house: 5, 12-14, 7 B, 3a, nr 5, also right behind the name. Not a quantity.
    r"(?:,?\s(?i:nr\.?\s)?)?\d{1,3}(?:[-–]\d{1,3})?(?:[A-Za-z]\b|\s[A-H]\b)?"
    r"(?![\w:/%]|\s?(?i:%|procent|kr\b|kronor|mil\b|km\b|år\b|dagar|veckor|personer|kommuner|länder))"
    # Flat, floor, post code and town.
    rf"(?:,?\s(?:lgh\s\d{{4}}|\d\s?tr\b))?{_TOWN}?"
    rf"|\b(?i:box|postbox|p\.?o\.?\s?box)\s\d{{1,5}}\b{_TOWN}?"
    r"|\b\d{1,4}[A-Za-z]?\s(?:[A-Z][\w'’]+\s){1,3}(?:Street|Road|Avenue|Lane|Drive|Square|Close|Terrace|St|Rd|Ave)\b\.?"
)


def mask(text: str) -> str:
    """`text` with `[e-post]`, `[telefon]`, `[personnummer]`, `[namn]` and `[adress]` in place of such data; web
    addresses without query, fragment and password. Composed (NFC), no invisible signs, at most `LONGEST_TEXT` long."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text[:LONGEST_TEXT]))
    parts = _URL.split(text)
    return "".join(_mask_url(part) if index % 2 else _mask_plain(part) for index, part in enumerate(parts))


def _mask_url(url: str) -> str:
    """Path and host stay: they tell what was asked about."""
    bare, mark, query = url.partition("?") if "?" in url else url.partition("#")
    bare = re.sub(r"//[^/@]+@", "//", bare.split("#", 1)[0])
    end = mark if mark == "?" and not query else ""  # the question's own mark, not the address's
    bare = re.sub(r"[^/\s]+@[^/\s]+", "[e-post]", bare)
    return _PERSONAL_NUMBER.sub("[personnummer]", bare) + end


def without_addresses(text: str) -> str:
    """`text` with `[e-post]` for every e-mail address: for logs, where another program's words may quote one."""
    return (
        _EMAIL.sub(lambda found: found[0] if found[0].lower() in PUBLIC else "[e-post]", text) if "@" in text else text
    )


def without_personal_numbers(text: str) -> tuple[str, bool]:
    """`text` with `[personnummer]` for every personal identity number, and whether there was one."""
    masked = _cut(text, _PERSONAL_NUMBER, lambda found: "" if _MOBILE.fullmatch(found[0]) else "[personnummer]")
    return masked, masked != text


def _mask_plain(text: str) -> str:
    text = _EMAIL.sub(lambda found: found[0] if found[0].lower() in PUBLIC else "[e-post]", text)
    text, _ = without_personal_numbers(text)
    text = _cut(text, _PHONE, _mask_phone)
    text = _CALLED.sub(r"\1\2[telefon]", text)
    text = _STREET.sub("[adress]", text)
    return mask_names(text)


def _cut(text: str, pattern: re.Pattern[str], word: Callable[[re.Match[str]], str]) -> str:
    """`text` with `word` in place of what `pattern` finds where the letter O counts as a nought; left when it is empty."""
    done, kept = 0, []
    for found in pattern.finditer(_LETTER_O.sub("0", text)):
        if told := word(found):
            kept += [text[done : found.start()], told]
            done = found.end()
    return "".join([*kept, text[done:]])


def _mask_phone(found: re.Match[str]) -> str:
    """The word for a phone number; empty when it is another number."""
    digits = found[0]
    before = found.string[max(0, found.start() - 24) : found.start()]
    number_of_something = _REFERENCE.search(before) and not digits.startswith(("+", "07"))
    if _DATE.match(digits) or number_of_something or (_GROUPS.fullmatch(digits) and re.search(r"\d\s$", before)):
        return ""
    return "[telefon]"
