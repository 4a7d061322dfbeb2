"""Names of people in running text: found by the words that announce them, `jag heter` or `mvh`, slips of the fingers
included, and by how they are written. How sure those words are decides how a name must look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

MOST_WORDS = 5
"""Words a name may have."""
_GIVEN_AND_FAMILY = 2
"""Words taken for a name when none of them is written as one."""

_WORD = re.compile(r"[ \t\xa0]*([^\W\d_][^\s\d_.,;:!?()\[\]{}<>/@\"“”]*\.?)(?!\w)")
_INTRODUCED = re.compile(
    r"(?:\b(?:jag\s+(?:h[et]{2,5}r|kallas)|h[et]{2,5}r\s+jag|mitt?\s+na[mn]{1,3}\s*(?:är|e|ä|:|=)|my\s+na[me]{1,3}(?:\s+is|['’]?s|\s*:)"
    r"|i\s+am\s+called|i['’]?m\s+called|(?:namn|name)\s*:)|^heter)[\s:]+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<!vad )(?<!något som )(?<!program som )(?<!projekt som )(?<!som nu )\b(?:heter|hälsar|namnet\s+(?:är|e)|jag\s+är|jag\s+e|undertecknad,?|(?:min|vår)\s+(?:kollega|chef|handläggare)|my\s+(?:colleague|manager|boss)|kontaktperson(?:en)?(?:\s+är)?|i\s+am|i['’]?m|this\s+is)[\s:]+",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:\b(?:h[äa]ls[ni]{1,3}g(?:ar)?|hälsn|mvh|m\.v\.h\.?|m\s+v\s+h|vh|(?<!as )regards|sincerely)\b[\s,.!:–/-]*(?:(?:från|from)\s+)?"
    r"|(?<=[\s.?!])//?\s?)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\b(?:(?i:vänligen|best wishes|all the best|cheers|yours truly|yours)|BR)(?:\s*[,\n!]\s*|\s+)")
"""Words that close a letter but stand in sentences as well."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP = _listed(
    "och jag vi ni på från i som är en ett den det de till för med hos vid har kan vill undrar jobbar arbetar men att"
    " om vad vem hur när var får samt inte alla er dig oss mig kommun kommunen region regionen stad staden"
    " kommunal kommunalt icld sida skr tack hej and we at from in the a an of to for with is are work working my your"
    " you but what who how when where can do does not all interested please municipality intresserad ny nyfiken"
)
"""Words that are no part of a name: there it ends."""
_PARTICLES = _listed("von af av van der den el al bin ibn di da la le ten ter zu")
"""Words in lower case within a name."""
_DE = re.compile(r"\s+(?:l[ao]s?\s|[A-ZÅÄÖ])")
"""What follows `de` within a name; elsewhere it is a Swedish word."""
_PLACE = re.compile(r"\s+(?:kommun|region|stad)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:^|[.?!,\n])[ \t]*$")
_TEXT_END = re.compile(r"[\s.!,)]*(?:\n|$)")


def mask_names(text: str) -> str:
    """`text` with `[namn]` for every name that something announces."""
    for cue, measure in ((_INTRODUCED, _introduced), (_NAMED, _named), (_SIGNED, _signed), (_CLOSED, _closed)):
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


def _introduced(_: re.Match[str], words: list[str], after: str) -> int:
    """After "jag heter": a name in any case, first and last at least; three words in lower case when nothing follows."""
    size = _capitals(words)
    if size:
        return max(size, min(_GIVEN_AND_FAMILY, len(words)))
    wanted = _GIVEN_AND_FAMILY + (len(_bare(words)) == _GIVEN_AND_FAMILY + 1 and _ends(after))
    for index in range(len(words)):
        if len(_bare(words[: index + 1])) == wanted:
            return index + 1
    return len(words)


def _named(match: re.Match[str], words: list[str], after: str) -> int:
    """A capital after "heter", two after "jag är": "jag är Moderat" is no name. Nor is "heter Falu kommun"."""
    size = _capitals(words)
    surely = match[0].lower().startswith(("h", "n"))
    return size if not _PLACE.match(after) and size >= (1 if surely else 2) else 0


def _signed(match: re.Match[str], words: list[str], after: str) -> int:
    """After "mvh" as after "jag heter". After a slash: right behind it, or alone after a sentence's end."""
    if match[0].strip("/ ") or "/" not in match[0]:
        return _introduced(match, words, after)
    size, last = _capitals(words), _ends(after)
    few = last and len(_bare(words)) <= _GIVEN_AND_FAMILY
    if not match[0].endswith(" "):
        return size or (len(words) if few else 0)
    if not last or not _SENTENCE_END.search(match.string[: match.start()]):
        return 0
    return len(words) if size == len(words) or (few and match[0].startswith("//")) else 0


def _closed(match: re.Match[str], words: list[str], after: str) -> int:
    """After "vänligen": written as a name is, or, after a comma or on a line of its own, the last of the text."""
    if not _ends(after) or len(_bare(words)) > _GIVEN_AND_FAMILY + 1:
        return 0
    begins = _SENTENCE_END.search(match.string[: match.start()]) is not None
    apart = bool({",", "\n"} & set(match[0])) or match[0].startswith("BR")
    named = _capitals(words) == len(words)
    return len(words) if (begins and (apart or named)) or (apart and named) else 0


def _ends(after: str) -> bool:
    return _TEXT_END.match(after) is not None


def _words(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The words from `start` on that could belong to a name, each with where it ends."""
    while found := _WORD.match(text, start):
        word = found[1]
        initial = len(word) == 2 and word.endswith(".")
        bare = word if initial else word.rstrip(".")
        low = bare.lower()
        if low in _STOP and low not in _PARTICLES and not (low == "de" and _DE.match(text, found.end(1))):
            return
        yield bare, found.end(1) - (len(word) - len(bare))
        if bare != word:
            return
        start = found.end()


def _bare(words: list[str]) -> list[str]:
    """Without `von` and the like."""
    return [word for word in words if word.lower() not in _PARTICLES and word.lower() != "de"]


def _capitals(words: list[str]) -> int:
    """How many words from the first on are written as names are; a particle counts when a name follows."""
    size = 0
    for index, word in enumerate(words):
        if word != word.lower() or not word[0].islower():
            size = index + 1
        elif word not in _PARTICLES and word != "de":
            break
    return size
