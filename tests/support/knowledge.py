"""A small invented knowledge base, the guest harbour of Vindö: as a folder an editor could own, and as a matcher.

Nothing here stands in `faq/`, so no test of the matcher changes when an editor does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from intents import Finding, Loaded, Matcher, load_knowledge

SWEDISH: Mapping[str, Sequence[str]] = {
    "hamnavgift": (
        "Vad kostar det att ligga i hamnen över natten?",
        "hamnavgift",
        "Hur stor är avgiften per dygn?",
        "Hur mycket betalar en båt på tolv meter?",
        "pris för en gästplats",
        "Är avgiften lägre på hösten?",
        "Ingår något i hamnavgiften?",
        "Vad får vi betala för en natt vid bryggan?",
    ),
    "landstrom": (
        "Finns det el på bryggan?",
        "landström",
        "Hur kopplar vi in oss på landströmmen?",
        "Var sitter eluttagen?",
        "Kan vi ladda batterierna vid bryggan?",
        "Vilken säkring har eluttagen?",
        "Kostar elen extra?",
        "Vi behöver ström till båten",
    ),
    "dusch-och-toalett": (
        "Var finns duschar och toaletter?",
        "dusch",
        "toaletter",
        "Behövs det en kod till duschen?",
        "När städas toaletterna?",
        "Är duschen varm även på natten?",
        "Går det att duscha utan att ligga i hamnen?",
        "Finns det skötbord på toaletten?",
    ),
    "bastu": (
        "Hur bokar vi bastun?",
        "bastu",
        "bastubokning",
        "Hur många får plats i bastun?",
        "Är bastun vedeldad?",
        "När är bastun ledig?",
        "Får vi bada från bastubryggan?",
        "Vi vill hyra bastun en kväll",
    ),
    "drivmedel": (
        "Var kan vi tanka diesel?",
        "sjömack",
        "Finns det bensin i hamnen?",
        "Vilka tider har sjömacken öppet?",
        "Säljer ni gasol?",
        "Går det att fylla bränsle från bryggan?",
        "bensin och diesel",
        "Tar sjömacken kort?",
    ),
    "latrintomning": (
        "Var tömmer vi latrinen?",
        "latrintömning",
        "sugtömning av septiktanken",
        "Finns det en tömningsstation?",
        "Vad kostar det att tömma tanken?",
        "Fungerar sugtömningen på vintern?",
        "Hur tömmer vi toatanken?",
    ),
    "husdjur": (
        "Får hunden följa med i hamnen?",
        "husdjur",
        "hund på bryggan",
        "Måste katten vara kopplad?",
        "Var finns närmaste hundrastgård?",
        "Är djur tillåtna i servicehuset?",
        "Finns det påsar för hundbajs?",
    ),
    "tvattstuga": (
        "Hur bokar vi tvättstugan?",
        "tvättstuga",
        "tvättmaskin",
        "Finns det torktumlare?",
        "Ingår tvättmedel i priset?",
        "Var tvättar vi våra kläder?",
        "När är tvättstugan öppen?",
    ),
    "cykeluthyrning": (
        "Kan vi hyra cyklar i hamnen?",
        "cykeluthyrning",
        "lånecyklar",
        "Vad kostar en cykel för en dag?",
        "Finns det barncyklar och hjälmar?",
        "Hur lämnar vi tillbaka cykeln?",
        "Var hämtar vi nyckeln till cykeln?",
    ),
    "vinterforvaring": (
        "Hur anmäler vi båten till vinterförvaring?",
        "vinterförvaring",
        "vinterplats på land",
        "När sker upptagningen i oktober?",
        "Är vinterplatsen inomhus?",
        "Vad krävs av oss under vintern?",
        "När sjösätts båtarna på våren?",
    ),
    "avfall": (
        "Var slänger vi soporna?",
        "sopor",
        "miljöstation",
        "Tar ni emot spillolja?",
        "Hur sorterar vi avfallet?",
        "Var lämnar vi gamla batterier och färgburkar?",
        "återvinning av glas och plast",
    ),
    "hamnvard": (
        "Hur når vi hamnvärden?",
        "hamnvärd",
        "telefonnummer till hamnkontoret",
        "När är hamnkontoret bemannat?",
        "Vem ringer vi på kvällen?",
        "Är värden på plats om helgen?",
        "Vi vill prata med någon på plats",
    ),
}
"""Swedish entries: id → how people ask, the full question first."""

ENGLISH: Mapping[str, Sequence[str]] = {
    "harbour-fee": (
        "What does a night in the harbour cost?",
        "harbour fee",
        "How much is a berth for a boat of twelve metres?",
        "price per night",
        "Is the fee lower in autumn?",
    ),
    "shore-power": (
        "Is there electricity on the jetty?",
        "shore power",
        "Where are the sockets?",
        "Can we charge our batteries?",
        "Do we pay extra for power?",
    ),
    "sauna": (
        "How do we book the sauna?",
        "sauna",
        "Is the sauna heated with wood?",
        "How many people fit in the sauna?",
        "We would like to rent the sauna tonight",
    ),
    "pets": (
        "May the dog come along?",
        "pets",
        "Are animals allowed in the service building?",
        "Does the cat have to be on a lead?",
        "Where is the nearest dog park?",
    ),
}
"""English entries of the same harbour."""

FOREIGN: Sequence[str] = (
    "Hur blir vädret i morgon?",
    "Vem vann hockeymatchen i går?",
    "Kan du skriva en dikt om våren?",
    "Hur deklarerar jag aktier?",
    "Vad är huvudstaden i Peru?",
    "Hur söker jag bygglov för ett garage?",
    "När går bussen till Norrköping?",
    "Hur ansöker man om förskoleplats?",
    "Berätta en rolig historia",
    "Vilken film ska jag se i kväll?",
    "Hur lagar man pannkakor?",
    "Vad betyder ordet ontologi?",
    "Översätt det här till franska",
    "Hur byter jag lösenord på min dator?",
    "Vilket parti ska jag rösta på?",
    "Hur gammal är universum?",
    "Var köper jag billiga skor?",
    "Hur räknar man ut arean av en cirkel?",
    "Kan du boka tid hos tandläkaren?",
    "Vad heter statsministern?",
)
"""Questions about other things, given to the Swedish matcher as such."""

FOREIGN_ENGLISH: Sequence[str] = (
    "What will the weather be like tomorrow?",
    "Who won the match yesterday?",
    "Write me a poem about spring",
    "What is the capital of Peru?",
    "How do I bake pancakes?",
    "Which film should I see?",
)


@lru_cache(maxsize=1)
def swedish() -> Matcher:
    """The harbour's matcher in Swedish, built once."""
    return Matcher.from_phrases(SWEDISH, FOREIGN, "sv")


@lru_cache(maxsize=1)
def english() -> Matcher:
    """The harbour's matcher in English, built once."""
    return Matcher.from_phrases(ENGLISH, FOREIGN_ENGLISH, "en")


def texts(count: int = 200) -> list[str]:
    """`count` different things people might type at the harbour: phrasings misspelt, cut, with a word left out or two
    of them run together, single words, and the foreign questions the same way. Few are phrasings as they stand; the
    same list every time."""
    asked = [phrasing for given in SWEDISH.values() for phrasing in given if len(phrasing.split()) >= 4]
    other = [FOREIGN[i % len(FOREIGN)] for i in range(len(asked))]
    later = asked[9:] + asked[:9]
    every = [text for group in zip(asked, other, later, strict=True) for text in _bent(*group)]
    different = list(dict.fromkeys(every))
    if len(different) < count:
        raise ValueError(f"only {len(different)} texts can be made")
    return [different[i * len(different) // count] for i in range(count)]


def _bent(asked: str, foreign: str, later: str) -> Iterator[str]:
    words, others = asked.split(), later.split()
    longest = max(words, key=len)
    yield asked.replace(longest, longest[:2] + longest[3:])
    yield " ".join(words[:1] + words[2:])
    yield " ".join(words[:2])
    yield longest
    yield f"{words[0]} {longest} {max(others, key=len)}"
    yield f"Hej! Jag undrar: {asked.lower()} Tack"
    yield foreign.replace("e", "", 1)
    yield f"{' '.join(foreign.split()[:3])} {others[-1]}"


def entry_text(
    entry_id: str,
    question: str | None = None,
    phrasings: Sequence[str] | None = None,
    *,
    extra: str = "",
    body: str = "Så här är det.",
    reviewed: str = "2026-11-23",
) -> str:
    """One FAQ file. The lines are numbered as editors see them: 2 id, 3 question, 4 `phrasings:`, 5 the first of them.

    `extra`: more lines of the head, placed last.
    """
    given = [f"{entry_id} i korthet", f"berätta om {entry_id}"] if phrasings is None else phrasings
    lines = [
        "---",
        f"id: {entry_id}",
        f"question: {question or f'Hur är det med {entry_id}?'}",
        "phrasings:",
        *(f"  - {phrasing}" for phrasing in given),
        "sources:",
        "  - url: https://vindo.example/hamnen",
        '    dated: "2024-04-18"',
        f"reviewed: {reviewed}",
        *extra.splitlines(),
        "---",
        body,
        "",
    ]
    return "\n".join(lines)


def put(root: Path, shown: str, text: str | bytes) -> Path:
    """Write one file of the knowledge base under `root`, at its path as findings show it."""
    path = root / shown
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faq_folder(root: Path) -> Path:
    """A faultless knowledge base under `root`: two themes, three Swedish entries, one English, foreign questions."""
    put(
        root, "themes.toml", '[hamnen]\nsv = "Hamnen"\nen = "The harbour"\n\n[ombord]\nsv = "Ombord"\nen = "On board"\n'
    )
    for entry_id, theme in (("hamnavgift", "hamnen"), ("bastu", "hamnen"), ("landstrom", "ombord")):
        question, *phrasings = SWEDISH[entry_id]
        put(root, f"sv/{theme}/{entry_id}.md", entry_text(entry_id, question, phrasings))
    question, *phrasings = ENGLISH["sauna"]
    put(root, "en/hamnen/bastu.md", entry_text("bastu", question, phrasings, body="It is heated with wood."))
    put(root, "sv/utanfor.txt", "# Frågor om annat\n\n" + "\n".join(FOREIGN) + "\n")
    return root


def line_of(text: str, part: str) -> int:
    """The line, from 1, on which `part` first stands: where a finding about it should point."""
    before, found, _ = text.partition(part)
    if not found:
        raise ValueError(f"{part!r} does not occur")
    return before.count("\n") + 1


BASTU = "sv/hamnen/bastu.md"
GOOD = entry_text("bastu", "Hur bokar vi bastun?", ["bastu", "boka bastu"])
"""Line 2 id, 3 question, 4 phrasings, 5–6 the phrasings, 7 sources, 8–9 the source, 10 reviewed, 11 the fence."""


def places(loaded: Loaded) -> list[tuple[str, int]]:
    """File and line of every finding."""
    return [(finding.path, finding.line) for finding in loaded.findings]


def the_finding(folder: Path) -> Finding:
    """The one finding there is; it stops the version."""
    loaded = load_knowledge(folder)
    assert loaded.knowledge is None
    assert loaded.errors == loaded.findings
    (finding,) = loaded.findings
    return finding
