"""Tells whether a short text is Swedish, English or another language, and when it is better not to say.

Every word votes for the language whose list has it, a word several languages share with half a vote for each; the letters
of unlisted words add a little. Names say nothing about the writer's language, and most are written with a capital: such a
word has no say through its letters, and an abbreviation has none at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from intents.text import clean, fold

SURE_AT = 1.0
"""Votes a language needs to be named with certainty: one word only it has, or two it shares."""
SURE_LEAD = 1.6
"""Times the runner-up's votes the winner needs. A Swedish question with a few English words in it is still Swedish."""
LETTERS_AT_MOST = 0.9
"""What letters may weigh together, below `SURE_AT`: many a place name looks Swedish."""
MOST_WORDS = 120
"""Words read; the language of a text shows long before."""

Code = Literal["sv", "en", "other"]


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of one text."""

    language: Code
    """The likeliest; Swedish, the language of the house, when nothing speaks for any."""
    sure: bool
    """Whether to act on it. If not, the conversation keeps its language."""


_SWEDISH = """
    och att det är för inte jag vi du ni på av med till som har kan kunna ska skulle vill vilja den detta ett en eller
    när var vad hur vem vilka vilken vilket varför vart finns få får om vår vårt våra er ert era oss mig dig sig min
    mitt mina din så nu då här också bara mycket många mer hos mot åt än in utan innan efter under vid mellan redan
    alla allt något någon några nån nåt nej tack hej hejsan hjälp måste behöver gör göra blir bli vara gäller kostar
    stämmer söka söker ansökan ansöker ansöka ansökningar anmäla intresserade intresserad bidrag bidraget kommun
    kommunen kommuner pengar medel stöd länder berätta förklara skillnaden betyder okej jaha tusen ingen inget själv
    vet tror undrar väl typ alltså lite de från i va man god skriv nytt först första steg
"""
_ENGLISH = """
    the and of to a is are was were be been it its we you they he she this that these those what how who which when
    where why can could would should will must do does did dont cant have has had our your their my me us them from
    with for about into or if so there any some much many more most only please thanks thank hello hey yes no help
    need want know get take apply applying application applications grant grants funding money municipality
    municipalities cost costs project projects countries country report tell write show between someone anyone
    something nothing because than then at by on as an not without before after still again too very really good great
    people being long whats im ive in i all under just first hi contact interest
"""
_OTHERS = {
    "fi": """suomea puhutteko en ymmärrä maita mukana on haluamme mitä miten kuinka paljon paljonko rahaa onko voiko
        voimme voimmeko hakea saada mikä mitkä milloin missä kuka ketkä että ei se olla olemme meidän meille
        kunta kunnan hanke hei kiitos tämä tukea avustusta apua suomeksi ja hyvää""",
    "de": """deutsch was macht verstehe stadt länder und der das ist sind nicht wie wir ich sie können kann für mit
        ein eine viel geld bekommen bekommt auf zu bei gibt welche wann wo wer warum antrag gemeinde haben habe
        danke bitte hallo guten uns auch wird von hilfe lange unsere""",
    "es": """español hablas somos en de no entiendo países busco que qué cómo cuánto cuándo dónde quién quien cuál
        cuáles el la los las para por es una un dinero puede pueden puedo podemos municipio está hola gracias con
        ayuda proyecto necesito tenemos quiero del como hay buenos esto""",
    "fr": """en de comprends cherchons français parlez le la les des est nous vous comment combien pour avec une un
        que qui peut pouvons peux je pas quel quelle quels argent où dans sur sont ce bonjour merci projet
        subvention aide au aux du et quand pourquoi voudrais""",
    "it": """italiano parlate capisco quali paesi in il lo gli che come quanto quanti chi può possiamo sono della di
        non una un ciao grazie dove quando progetto soldi""",
    "pt": """português falam entendo quais países no de os um uma que quanto quem pode podemos para por não da dos das
        em com obrigado olá projeto município dinheiro onde""",
    "nl": """nederlands spreekt welke landen begrijp de en in het een wie wat hoe niet we van voor kunnen wij ik je
        geld gemeente hoeveel wanneer waar zijn hebben bedankt aanvraag dit dat""",
    "pl": """rozumiem kraje szukamy jak czy ile nie się jest są dla możemy można pieniędzy gmina gminy gdzie kto kiedy
        dlaczego wniosek może dzień dobry dziękuję proszę mogę jakie""",
    "bs": """koje zemlje razumijem kako koliko može možemo li je se za šta što ko tko gdje kada projekat opština
        općina novac novca hvala zdravo dobar nije""",
    "sq": """shqip cilat vende si mund të për dhe është një që nuk kush kur çfarë projekti komuna bashkia faleminderit
        para""",
    "tr": """türkçe hangi ülkeler nasıl kadar için bir ve mi kim nerede zaman belediye proje merhaba teşekkürler bu
        nedir ne""",
    "sw": """kiswahili nchi sielewi je ninaweza tunaweza kupata pesa kiasi gani habari nini vipi wa kwa muda mradi huu
        manispaa jinsi asante nani wapi""",
    "so": """soomaali waa sidee maxaa immisa goorma xaggee waxaan lacag degmo mashruuc intee buu fadlan mahadsanid haa""",
    "ro": "română țări în cum ce cine poate sunt este și pentru un proiect proiectul bani bună mulțumesc unde când",
    "et": "eesti millised riigid kuidas palju raha kas saab saame kes millal kus mis tere aitäh vald",
    "cs": "česky jak kolik je se kdo můžeme děkuji dobrý kdy kde žádost",
    "hu": "magyarul hogyan mennyi hogy és egy nem kérem köszönöm pályázat",
    "tl": "ang ng mga paano magkano saan kailan po",
    "id": "apa bagaimana berapa siapa kapan yang dan untuk dengan kami",
}
"""What a beginner's phrase book would list: question words, small words, money, municipality, the language itself."""
_NORDIC = """
    ikke hvordan hva hvad jeg hvem hvilke hvilken hvornår hvorfor noen nogen noe noget mye meget søke søker søge gerne
    norsk dansk ansøge ansøger søknad ansøgning være deg penger dere jeres hjelp hjælp takk gjøre støtte også prosjekt
    prosjektet
"""
"""Norwegian and Danish."""
_NORDIC_SLIPS = "og hvor til af fra skal lenge må koster både lage finnes hei penge er"
"""Theirs as well, but so near Swedish that a slip of the fingers makes one: half a vote each."""
_NORDIC_ALSO = frozenset({
    "alla", "de", "den", "det", "din", "en", "er", "et", "fa", "far", "for", "har", "kan", "man", "med", "min",
    "mine", "mitt", "nar", "om", "oss", "pa", "som", "under", "var", "vi"
})  # fmt: skip
"""Swedish words, folded, that a Norwegian or a Dane writes as well; they fall away when two words show it is theirs."""
_BORROWED = frozenset({"of", "and", "to", "by", "in", "a", "kommun"})
"""Half a vote: English words in titles a Swede uses – letter of intent – and a Swedish one in names English keeps."""
_LETTERS = (
    ("sv", 0.4, re.compile(r"å")),
    ("sv", 0.2, re.compile(r"[äö]")),
    ("sv", 0.3, re.compile(r"(?:ning(?:en|ar|arna)?|[aeo]rna|het(?:en|er)|[ts]ion(?:en|er|erna)|skap(?:et)?)$")),
    ("sv", 0.3, re.compile(r"(?:(?:mm|ll|nn|tt)et|lig[at]|ande)$|^(?:för|sj|skj|tj)")),
    ("en", 0.3, re.compile(r"(?:(?<!n)ing|ness|ful|ly|ity|ies|ous|tions|ship|ed)$")),
    ("en", 0.3, re.compile(r"th|wh|ough|ght")),
    ("nordic", 0.5, re.compile(r"[øæ]")),
    ("fi", 0.3, re.compile(r"(?:ss[aä]|ll[aä]|st[aä]|k[oö]|mme|ksi|minen)$|yy|uu|ää|öö|aa[nt]?$")),
    ("de", 0.3, re.compile(r"sch|ung$|keit$|ß|ieren$|ü")),
    ("letter", 0.5, re.compile(r"[ñçłąęśżźćńğışõãëțșăčšžđőűřěůòùìœêâîôû]")),
)
"""What the letters of a word that no list has tell of its language, and how much."""
_UPSIDE_DOWN = re.compile(r"[¿¡]")
_NOT_WORDS = re.compile(
    r"(?<!\S)(?:\S+@\S+|\S*https?:\S+|\S*www\.\S+|\S+\.(?:se|com|org|nu|net|eu)\b|\S*\d\S*)|\bmina sidor\b",
    re.IGNORECASE,
)
"""Addresses, anything with a figure in it, and the name of the portal, which an English question uses as well."""
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’`´](?=\w)")
_PLACE = re.compile(r"(?:borg|köping|stad|holm|sund|hamn|vik|bro|ås|sås|eå|ö|fors|by|ryd|tuna|berg|dal|ham|land)$")
"""How Swedish places end; those written without a capital shall not pass for Swedish either."""


def guess(text: str) -> Guess:
    """The language `text` is written in. Never raises."""
    plain = _NOT_WORDS.sub(" ", _APOSTROPHE.sub("", clean(text)))
    if _foreign_script(plain) or _UPSIDE_DOWN.search(plain):
        return Guess("other", sure=True)
    votes = _votes(_heard(plain))
    (first, most), (_, second) = sorted(votes.items(), key=lambda vote: -vote[1])[:2]
    return Guess(first, sure=most >= SURE_AT and most >= SURE_LEAD * second)


def _foreign_script(text: str) -> bool:
    """Whether at least two letters, and half of all, belong to another script than the Latin."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return foreign >= 2 and foreign * 2 >= len(letters)


def _heard(text: str) -> list[str]:
    """The words of `text` that have a say."""
    found = _WORD.findall(text)[:MOST_WORDS]
    if text == text.upper() and len(found) > 1:  # shouted: nothing is abbreviated
        return [word.lower() for word in found]
    names = [word[0].isupper() for word in found]
    # What stands between two names is part of one: Dar es Salaam, Bosnia and Herzegovina.
    inside = [False, *(before and after for before, after in zip(names, names[2:], strict=False)), False]
    return [word for word, within in zip(found, inside, strict=False) if word == "I" or not (within or word.isupper())]


def _votes(heard: list[str]) -> dict[Code, float]:
    """What speaks for each language; Swedish stands first, so that it wins a tie."""
    tally: dict[str, float] = dict.fromkeys(["sv", "en", "nordic", *_OTHERS], 0.0)
    shape = dict.fromkeys([code for code, _, _ in _LETTERS], 0.0)
    lent = 0.0
    for word in dict.fromkeys(heard):  # once each: a a a a is noise
        shares = _shares(word.lower())
        for code, share in shares.items():
            tally[code] += share
        if fold(word.lower()) in _NORDIC_ALSO:
            lent += shares.get("sv", 0.0)
        if not shares and word.islower() and not _PLACE.search(word):
            for code, weight, pattern in _LETTERS:
                shape[code] += weight * bool(pattern.search(word))
    nordic = tally.pop("nordic") + shape["nordic"]
    swedish, english = tally.pop("sv") - (lent if nordic >= SURE_AT else 0.0), tally.pop("en")
    return {
        "sv": swedish + min(shape["sv"], LETTERS_AT_MOST),
        "en": english + min(shape["en"], LETTERS_AT_MOST),
        "other": max(nordic, *tally.values()) + min(shape["letter"] + max(shape["fi"], shape["de"]), LETTERS_AT_MOST),
    }


@lru_cache(maxsize=16_384)
def _shares(word: str) -> dict[str, float]:
    """The vote of a lower-case word, by language."""
    folded = fold(word)
    users = {code for code, listed in _lists().items() if folded in listed}
    if word != folded:
        users.discard("en")  # för is not for
    rivals = {code if code in {"sv", "en"} else "other" for code in users}
    half = len(rivals) > 1 or folded in _BORROWED or folded in _lists()["slips"]
    return {"nordic" if code == "slips" else code: 0.5 if half else 1.0 for code in users}


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    lists = {"sv": _SWEDISH, "en": _ENGLISH, "nordic": _NORDIC, "slips": _NORDIC_SLIPS, **_OTHERS}
    return {code: frozenset(map(fold, listed.split())) for code, listed in lists.items()}
