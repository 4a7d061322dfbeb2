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

from intents.text import clean, fold, words

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
    och att det är för inte jag vi på av med till som har kan kunna ska skulle vill vilja den detta dessa ett en eller när var vad
    hur vem vilka vilken vilket varför vart finns få får om vår vårt våra er ert era oss mig dig sig min mitt mina din så nu då
    också bara mycket många mer hos mot utan innan efter under vid mellan redan alla något någon några nån nåt nej tack hej hejsan
    hjälp måste behöver gör göra blir bli vara varit gäller kostar stämmer söka söker ansökan ansöka ansöker bidrag bidraget
    kommun kommunen kommuner pengar medel stöd länder land berätta förklara skillnad skillnaden betyder menar okej tjena tusen
    ingen inga inget själv vet tror undrar vore ju väl typ alltså liksom lite de från sen ni i va ännu än all man
    intresserade intresserad vänta mera god morgon stor hela resor svar fråga frågor
"""
_ENGLISH = """
    the and of to is are was were be been it its we you they he she this that these those what how who which when where why can could
    would should will do does did not dont cant have has had our your their my me us them from with for about into or if so there
    any some much many more only please thanks thank hello hi hey yes no help need want know get apply applying application
    applications grant grants funding money municipality municipalities cost costs tell between difference someone anyone
    something anything nothing because than then here at by on as an without before still again too very really good people
    being long whats isnt youre im ive in i all under just last
"""
_OTHERS = {
    "fi": """mitä miten kuinka paljon paljonko rahaa onko voiko voimme voimmeko hakea saada mikä mitkä milloin missä kuka ketkä
        että ei se olla meidän meille kunta kunnan hanke hankkeen hei kiitos tämä tukea avustusta apua suomeksi kestää ja""",
    "de": """und der die das ist sind nicht wie wir ich sie können kann für mit ein eine einen was viel geld bekommen bekommt auf
        zu bei gibt welche wann wo wer warum antrag gemeinde haben habe danke bitte hallo guten uns auch wird von lange ja
        also so hilfe wieviel""",
    "es": """que qué cómo cuánto cuántos cuándo dónde quién quien cuál cuáles el la los las para por es una un dinero puede pueden
        puedo podemos municipio está hola gracias con ayuda proyecto necesito tenemos quiero del como hay esto no me favor""",
    "fr": """le la les des est nous vous comment combien pour avec une un que qui peut pouvons je pas quel quelle quels argent où
        dans sur sont ce bonjour merci projet subvention aide au aux du et quand pourquoi ça voudrais participer""",
    "it": """il lo gli che come quanto quanti chi può possiamo sono è del della di non e una un ciao grazie dove quando progetto
        soldi""",
    "pt": """o os um uma que quanto quem pode podemos para por é não do da dos das em com obrigado olá projeto município
        dinheiro onde""",
    "nl": """het een wie wat hoe niet is we van voor met kan kunnen wij ik je geld gemeente hoeveel wanneer waar duurt zijn
        hebben bedankt aanvraag dit dat""",
    "pl": """jak czy ile nie się jest są dla możemy można pieniędzy gmina gminy co gdzie kto kiedy dlaczego wniosek złożyć może
        dzień dobry dziękuję proszę mogę jakie jaki""",
    "bs": """kako koliko može možemo da li je se za što šta ko tko gdje gde kada projekat opština općina novac novca hvala zdravo
        dobar dan nije""",
    "sq": "si mund të për sa para dhe është një që nuk kush ku kur çfarë projekti komuna bashkia faleminderit ne",
    "tr": "nasıl kadar için bir ve mi kim nerede zaman belediye proje para merhaba teşekkürler bu nedir ne",
    "sw": """je ninaweza tunaweza kupata pesa kiasi gani habari nini vipi ya wa kwa muda mradi huu manispaa jinsi asante
        tafadhali nani lini wapi kuomba""",
    "so": "waa sidee maxaa immisa goorma xaggee waxaan lacag degmo mashruuc intee buu fadlan mahadsanid haa maya",
    "ro": "cât cum ce cine poate sunt este și în pentru proiect proiectul bani bună mulțumesc unde când care",
    "et": "kuidas palju raha kas saab kes millal kus mis tere aitäh vald ja",
    "cs": "jak kolik se co kdo můžeme děkuji dobrý kdy kde žádost",
    "hu": "hogyan mennyi hogy és egy nem kérem köszönöm pályázat",
}
_NORDIC = """
    ikke hvordan hva hvad jeg og hvor hvem hvilke hvilken hvilket hvornår hvorfor noen nogen noe noget mye meget søke søker ansøge ansøger
    søknad ansøgning kommune til af være deg penger penge dere jeres hjelp takk gjøre også fra skal lenge må prosjektet koster blive
    støtte
"""
"""Norwegian and Danish. They share so much with Swedish that half a vote is all one of these words gets."""
_NORDIC_TOO = "det vi kan som har med på få får for en et den de man om var når oss min mitt mine din er alle dem under"
"""Swedish words a Norwegian or a Dane writes as well; they fall away when the text is likelier theirs."""
_LETTERS: dict[str, tuple[tuple[re.Pattern[str], float], ...]] = {
    "sv": (
        (re.compile(r"å"), 0.4),
        (re.compile(r"[äö]"), 0.2),
        (
            re.compile(
                r"(ning(en|ar|arna)|[aeo]rna|het(en|er)|skap(et|en)?|lig[at]?|ande|[ts]ion(en|er))$|^(for|sj|skj|tj)"
            ),
            0.3,
        ),
    ),
    "en": (
        (re.compile(r"(ing|ment|ness|ful|ly|ity|ies|ous|tions?|ship|ed)$"), 0.3),
        (re.compile(r"th|wh|w|ough|ght|ea"), 0.3),
    ),
    "nordic": ((re.compile(r"[øæ]"), 0.5),),
    "fi": ((re.compile(r"(ss[aä]|ll[aä]|st[aä]|k[oö]|mme|ksi|minen)$|yy|uu|ää|öö|[aeiou]{2}n$"), 0.3),),
    "de": ((re.compile(r"sch|ung$|keit$|ß|ieren$|ü"), 0.3),),
}
"""What letters tell of a word no list has, and how much."""
_FOREIGN_LETTER = re.compile(r"[ñçßłąęśżźćńğışõãëțșăčšžđőűřěůòùìœêâîôû¿¡]")
_NOT_WORDS = re.compile(r"\S+@\S+|https?:\S+|www\.\S+|\S+\.(?:se|com|org|nu|net|eu)\b|\S*\d\S*")


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """Folded words per language; Norwegian and Danish under `nordic`."""
    given = {"sv": _SWEDISH, "en": _ENGLISH, "nordic": _NORDIC.replace("?", ""), **_OTHERS}
    return {code: frozenset(fold(word) for word in text.split()) for code, text in given.items()}


def guess(text: str) -> Guess:
    """The likeliest language of `text`, and whether it is sure enough to act on."""
    cleaned = clean(text)
    if _mostly_other_script(cleaned):
        return Guess("other", True)
    found = words(_NOT_WORDS.sub(" ", cleaned))[:MOST_WORDS]
    votes = dict.fromkeys(_lists(), 0.0)
    letters: dict[str, float] = {}
    for word in found:
        users = [code for code, listed in _lists().items() if fold(word) in listed]
        for code in users:
            votes[code] += 1.0 if len(users) == 1 else 0.5
        if not users:
            _hear_letters(word, letters)
    if any(_FOREIGN_LETTER.search(word) for word in found):
        letters["other"] = letters.get("other", 0.0) + 0.5
    for code, weight in letters.items():
        if code in votes:
            votes[code] += min(weight, LETTERS_AT_MOST)
    others = max((count for code, count in votes.items() if code not in {"sv", "en"}), default=0.0)
    ranked = sorted((("sv", votes["sv"]), ("en", votes["en"]), ("other", others)), key=lambda pair: -pair[1])
    (winner, most), (_, second) = ranked[0], ranked[1]
    sure = most >= SURE_AT and most >= SURE_LEAD * second
    if winner == "other":
        return Guess("other", sure and most >= 2 * SURE_AT)
    return Guess("en" if winner == "en" else "sv", sure)


def _hear_letters(word: str, letters: dict[str, float]) -> None:
    for code, patterns in _LETTERS.items():
        for pattern, weight in patterns:
            if pattern.search(word):
                letters[code] = letters.get(code, 0.0) + weight


def _mostly_other_script(text: str) -> bool:
    """Whether most letters are of another alphabet than the Latin."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(1 for char in letters if not unicodedata.name(char, "").startswith("LATIN"))
    return len(letters) >= 3 and foreign > len(letters) / 2
