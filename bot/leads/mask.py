"""Takes personal data out of a question before it is kept. A question is kept to improve the answers; who asked does
not matter for that, so when in doubt a name too many is taken out. Ordinary numbers stay: years, sums, goals, laws,
reference numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

LONGEST_TEXT = 4_000
"""Characters kept of one question."""
MOST_WORDS = 4
"""Words a name may have."""

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_URL = re.compile(r"((?:https?://|www\.)[^\s<>\"”]+)", re.IGNORECASE)
_MAILBOX = r"\w.!#$%&'*+/=?^{|}~-"
_EMAIL = re.compile(
    rf"(?<![{_MAILBOX}])[{_MAILBOX}]+@[\w.-]*\w"  # half an address, too: no dot after the @ is asked for
    r"|(?<![\w.+-])[\w.+-]+\s?(?:@|[(\[{]\s?(?:at|snabel-?a)\s?[)\]}]|\bsnabel-?a\b)\s?[\w-]+(?:[.,]\w{2,})+",
    re.IGNORECASE,
)
_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"  # a co-ordination number's day has 60 added
_GAP = r"[\s.-]?"
_PERSONAL_NUMBER = re.compile(
    rf"(?<!\w)(?<!\d[-.,:/])(?:(?:18|19|20)\s?)?\d{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}{_DAY}\s?[-–+]?\s?(?:\d{{4}}|[A-Z]\d{{3}})"
    r"(?!\w|[-–:/]\d)"
)
_MOBILE = re.compile(r"07[02369]\d{7}")
"""Ten digits in one go that could be somebody born in 2007 but are far more likely a phone."""
_BETWEEN = r"(?:\s?[-–‑/()]{1,2}\s?|\s|\.)?"
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
_STREET = re.compile(
    # Storgatan, Lilla Torget; but Riksvägen 50 is a road. Then names in two words: Anders väg, Norra torget.
    rf"\b(?:(?:{_BEFORE_STREET}\s)?(?i:(?!riks|europa|motor)\w{{2,}}"
    r"(?:gatan|gata|vägen|gränden|gränd|stigen|torget|torg|allén|allé|backen|kajen|esplanaden|brinken|liden|stråket))"
    rf"|(?:{_BEFORE_STREET}|[A-ZÅÄÖ]\w+s)\s(?i:gata|väg|gränd|torg|allé|stig|backe)(?i:n|en|et)?)"
    # The house: 5, 12-14, 7 B, 3a. Not a quantity.
    r"\s\d{1,3}(?:[-–]\d{1,3})?(?:[A-Za-z]\b|\s[A-H]\b)?"
    r"(?![\w:/%]|\s?(?i:%|procent|kr\b|kronor|mil\b|km\b|år\b))"
    # Flat, floor, post code and town.
    r"(?:,?\s(?:lgh\s\d{4}|\d\s?tr\b))?(?:,?\s\d{3}\s?\d{2}\b(?:\s[A-ZÅÄÖ]\w+)?)?"
)

_WORD = re.compile(r"[ \t\xa0]*([^\W\d_][^\s\d_.,;:!?()\[\]{}<>/@\"“”]*\.?)(?!\w)")
_INTRODUCED = re.compile(
    r"(?:\b(?:jag heter|heter jag|mitt namn är|my name is|my name['’]s|i am called|i['’]m called)|^heter)[\s:]+",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<!vad )\b(?:heter|hälsar|jag är|jag e|i am|i['’]m|this is)[\s:]+", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:\b(?:hälsning(?:ar)?|hälsn|mvh|m\.v\.h|vh|(?<!as )regards|sincerely)\b[\s,.!:–/-]*(?:(?:från|from)\s+)?"
    r"|(?<=[\s.?!])/\s?)",
    re.IGNORECASE,
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP = _listed(
    "och jag vi ni på från i som är en ett den det de till för med hos vid har kan vill undrar jobbar arbetar men att"
    " om vad vem hur när var får samt inte alla er dig oss mig kommun kommunen region regionen stad staden"
    " kommunal kommunalt icld sida skr tack hej and we at from in the a an of to for with is are work working my your"
    " you but what who how when where can do does not all interested municipality intresserad ny nyfiken"
)
"""Words that are no part of a name: there it ends."""
_PARTICLES = _listed("von af av van der den el al bin ibn di da la le ten ter zu")
"""Words in lower case within a name."""
_PLACE = re.compile(r"\s+(?:kommun|region|stad)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:^|[.?!,\n])[ \t]*$")


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


def without_personal_numbers(text: str) -> tuple[str, bool]:
    """`text` with `[personnummer]` for every personal identity number, and whether there was one."""
    masked = _PERSONAL_NUMBER.sub(lambda found: found[0] if _MOBILE.fullmatch(found[0]) else "[personnummer]", text)
    return masked, masked != text


def _mask_plain(text: str) -> str:
    text = _EMAIL.sub("[e-post]", text)
    text, _ = without_personal_numbers(text)
    text = _PHONE.sub(_mask_phone, text)
    text = _CALLED.sub(r"\1\2[telefon]", text)
    text = _STREET.sub("[adress]", text)
    return _mask_names(text)


def _mask_phone(found: re.Match[str]) -> str:
    digits = found[0]
    before = found.string[max(0, found.start() - 24) : found.start()]
    number_of_something = _REFERENCE.search(before) and not digits.startswith(("+", "07"))
    if _DATE.match(digits) or number_of_something or (_GROUPS.fullmatch(digits) and re.search(r"\d\s$", before)):
        return digits
    return "[telefon]"


def _mask_names(text: str) -> str:
    """Names after the words that announce them. How sure those words are decides how a name must look."""
    for cue, measure in ((_INTRODUCED, _introduced), (_NAMED, _named), (_SIGNED, _signed)):
        text = _replace(text, cue, measure)
    return text


def _replace(text: str, cue: re.Pattern[str], measure: Callable[[re.Match[str], list[str], str], int]) -> str:
    """`text` with `[namn]` for as many words after each `cue` as `measure` says, given what follows them all."""
    done, kept = 0, []
    for match in cue.finditer(text):
        words = list(islice(_words(text, match.end()), MOST_WORDS))
        size = measure(match, [word for word, _ in words], text[words[-1][1] :]) if words else 0
        if size and match.start() >= done:
            kept += [text[done : match.end()], "[namn]"]
            done = words[size - 1][1]
    return "".join([*kept, text[done:]])


def _introduced(_: re.Match[str], words: list[str], __: str) -> int:
    """After "jag heter": a name in any case, first and last at least."""
    return max(_capitals(words), min(2, len(words)))


def _named(match: re.Match[str], words: list[str], after: str) -> int:
    """A capital after "heter", two after "jag är": "jag är Moderat" is no name. Nor is "heter Falu kommun"."""
    size = _capitals(words)
    return size if not _PLACE.match(after) and size >= (1 if match[0].lower().startswith("h") else 2) else 0


def _signed(match: re.Match[str], words: list[str], after: str) -> int:
    """After "mvh" as after "jag heter". After a slash: right behind it, or alone after a sentence's end."""
    if "/" not in match[0] or match[0].strip() != "/":
        return _introduced(match, words, after)
    size, last = _capitals(words), re.match(r"[\s.!,]*(?:\n|$)", after) is not None
    if match[0] == "/":
        return size or (len(words) if last and len(words) <= 2 else 0)
    return size if last and size == len(words) and _SENTENCE_END.search(match.string[: match.start()]) else 0


def _words(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The words from `start` on that could belong to a name, each with where it ends."""
    while found := _WORD.match(text, start):
        word = found[1]
        initial = len(word) == 2 and word.endswith(".")
        bare = word if initial else word.rstrip(".")
        if bare.lower() in _STOP and bare.lower() not in _PARTICLES:
            return
        yield bare, found.end(1) - (len(word) - len(bare))
        if bare != word:
            return
        start = found.end()


def _capitals(words: list[str]) -> int:
    """How many words from the first on are written as names are; a particle counts when a name follows."""
    size = 0
    for index, word in enumerate(words):
        if not word[0].islower():
            size = index + 1
        elif word not in _PARTICLES:
            break
    return size
