"""The words beside a name that tell how it is meant. All without dots and rings, in lower case."""

from __future__ import annotations

from intents.text import words

# ---- an authority is meant
_KOMMUN_MARKS = words("kommun kommunen municipality city stad staden")
_REGION_MARKS = words("region regionen landsting landstinget county")
MARKS = dict.fromkeys(_KOMMUN_MARKS, "kommun") | dict.fromkeys(_REGION_MARKS, "region")
"""Words that tell an authority, and of which kind."""
GENITIVES = {mark + "s": kind for mark, kind in MARKS.items()}
AFTER = MARKS | GENITIVES
"""Those that may follow a name."""
TRAILING = frozenset(["council", "hall"])
"""What may follow a mark: `Lund City Council`."""
OF = frozenset(["i", "in", "of", "the"])
"""What may stand between a mark and the name after it."""
SLIPPED = ("kommun", "kommuns", "kommunen", "region", "regionen")
"""Marks that are read with one slip in them; the plurals are none."""
PLURALS = ("kommuner", "regioner")
OWN = ("kommun", "region")
"""The kinds that the register holds."""

# ---- the writer's own organisation is meant
CUES = frozenset(words("i pa fran for vid hos at av from in"))
JOINS = frozenset(words("och and samt med with"))
FILLERS = CUES | frozenset(
    words(
        "vi ar jag jobbar arbetar det den en ett som kommer representerar heter tillhor the of we are am is work "
        "works my our var min mitt vart organisation organisationen organization inom och and samt hej hello hi tack "
        "med with here har anstalld tjansteperson tjansteman handlaggare politiker chef strateg sverige sweden vara"
    )
)
"""Words in an answer that say nothing about the organisation."""
WRITERS = frozenset(words("vi jag var vart vara we our my"))
"""Words that tell of the writer, besides a capital `I`."""
GREETINGS = frozenset(
    words("hej hejsan hallo hello hi hey halsningar halsning mvh vanligen greetings regards fran from")
)
WORKING = frozenset(words("jobbar jobbat jobba arbetar arbetat arbete tjanstgor verkar work works working"))
"""Verbs after which a place is where somebody works, whatever stands between."""
BEING = frozenset(
    words(
        "ar sitter finns kommer tillhor representerar am are come is kollegor tjansteman tjanstepersoner politiker "
        "handlaggare strateger kommun kommunen forvaltning verksamhet kontor"
    )
)
"""Words after which a place is where somebody belongs, when no other place stands between."""
LIVING = frozenset(words("fodd uppvuxen bor bodde born live lives"))
"""Words after which a place is home, and no workplace."""
DEFINITE = frozenset(words("kommunen regionen staden kommunens regionens stadens"))
"""Marks that seldom follow a name: `Anna Norberg, kommunen`."""

# ---- something else may be meant
ORDINARY = frozenset(
    words(
        "ale are berg boden dorotea eda falkenberg kil kinda klippan koping lund mala mark mora nacka nora norberg "
        "sala salem sandviken skara sater trosa vara vilhelmina ange alvdalen"
    )
)
"""Municipalities that are everyday words or people's names as well: in a sentence never taken bare."""
CONFUSED = frozenset(["vara", "ange", "are", "mala"])
"""Those that stand naturally before `kommun`: `måste man vara kommun`. In small letters only as the whole text."""
OTHERS_TOO = frozenset(["scania", "nykobing"])
"""Others' names, equal or close to one in the register: never without a question."""
