"""`make quality`: computes docs/quality.md anew and ends with 1 when the committed file says something else.

`make quality UPDATE=1` writes it. What needs the public and development sets beside the repository is left out, and
said to be, where they are not there; then only the rest is compared.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from intents import Matcher, text_key
from tests.benchmarks.base import shipped_answers
from tests.benchmarks.figures import Asked, count, reliability, tables

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "quality.md"
SHARED = ROOT.parent / "shared" / "data"
QUESTIONS = ROOT / "tests" / "content" / "questions"
ABSENT = "_Inte räknat: mappen `../shared` finns inte här._"
TOLERANCE = 0.35
"""Percentage points another processor's arithmetic may move a figure."""
DRAWS = 3
OWN_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


def shared_lines(name: str) -> list[dict[str, object]] | None:
    """The objects of a file of JSON lines beside the repository; None when it is not there."""
    path = SHARED / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else None


def development(language: str) -> list[str]:
    """The development questions in one language."""
    rows = shared_lines("dev-questions.jsonl")
    matcher = shipped_answers().matcher(language)
    if rows is None or matcher is None:
        return [ABSENT]
    asked = [Asked(str(r["text"]), tuple(r["expect"]), str(r["kind"])) for r in rows if r["lang"] == language]  # type: ignore[arg-type]
    return tables(matcher, new_to(language, asked))


def new_to(language: str, questions: Sequence[Asked]) -> list[Asked]:
    """The questions that do not stand in the knowledge base by chance: two people may write the same one."""
    answers = shipped_answers()
    stored = {text_key(way) for entry in answers.in_language(language) for way in entry.ways}
    stored |= {text_key(text) for text in answers.knowledge.foreign[language]}
    stored |= {text_key(text) for _, text in answers.knowledge.trials[language]}
    return [asked for asked in questions if text_key(asked.text) not in stored]


def unseen(language: str) -> list[Asked]:
    """The questions beside the tests: the matcher learns nothing from them, not even how sure to be."""
    asked = []
    for path in sorted((QUESTIONS / language).rglob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            kind, text, *also = line.split("\t")
            asked.append(Asked(text, (path.stem, *also), kind))
    if language == "sv":
        for line in (QUESTIONS / "refuse.txt").read_text("utf-8").splitlines():
            kind, text = line.split("\t")[:2]
            asked.append(Asked(text, (), kind))
    return new_to(language, asked)


def blind(language: str) -> list[str]:
    """Questions by somebody who had seen nothing but the list of topics, written when all was chosen."""
    asked = []
    for line in (QUESTIONS / f"blind.{language}.tsv").read_text("utf-8").splitlines():
        entry, text = line.split("\t")
        asked.append(Asked(text, (), "oos") if entry == "-" else Asked(text, (entry,), "alla slag"))
    matcher = shipped_answers().matcher(language)
    return tables(matcher, new_to(language, asked)) if matcher else []


def own(language: str) -> list[str]:
    """The unseen questions in one language."""
    matcher = shipped_answers().matcher(language)
    return tables(matcher, unseen(language)) if matcher else []


def probabilities() -> list[str]:
    """Reliability on the unseen Swedish questions."""
    matcher = shipped_answers().matcher("sv")
    return reliability(matcher, unseen("sv")) if matcher else []


def _slip(text: str, chance: random.Random) -> str:
    place, kind = chance.randrange(len(text)), chance.randrange(4)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
    return text[:place] + letter + text[place + (kind == 3) :]


def clinc() -> list[str]:
    """CLINC150: all phrasings with the foreign ones, and ten phrasings per intent with and without two slips."""
    path = SHARED / "clinc150-train-val.json"
    if not path.is_file():
        return [ABSENT]
    data = json.loads(path.read_text("utf-8"))
    by_intent: dict[str, list[str]] = {}
    for text, intent in data["train"]:
        by_intent.setdefault(intent, []).append(text)
    asked = [Asked(text, (intent,), "val") for text, intent in data["val"]]
    foreign = [Asked(text, (), "oos") for text, _ in data["oos_val"]]
    lines = [
        "| uppsättning | rätt först | två slintningar | främmande avvisade, då rätt och inte avvisad |",
        "|---|---:|---:|---|",
    ]
    full = Matcher.from_phrases(by_intent, refuse=[text for text, _ in data["oos_train"]], language="en")
    chance = random.Random(1)  # noqa: S311 - slips, not secrets
    for name, matcher in (
        ("alla 100 per avsikt", full),
        *((f"10 per avsikt, dragning {n + 1}", _drawn(by_intent, n)) for n in range(DRAWS)),
    ):
        told = count(matcher, asked)
        slipped = [Asked(_slip(_slip(a.text, chance), chance), a.expect, a.kind) for a in asked]
        kept = sum(
            v.decision != "refuse" and v.candidates[0].id in a.expect for a in asked for v in [matcher.match(a.text)]
        )
        turned = count(matcher, foreign)["turned down"] / len(foreign)
        lines.append(f"| {name} | {told['first'] / len(asked):.1%} | {count(matcher, slipped)['first'] / len(asked):.1%} "
                     f"| {turned:.1%}, {kept / len(asked):.1%} |")  # fmt: skip
    return lines


def _drawn(by_intent: dict[str, list[str]], draw: int) -> Matcher:
    chance = random.Random(draw)  # noqa: S311 - a sample, not a secret
    return Matcher.from_phrases(
        {intent: chance.sample(texts, 10) for intent, texts in by_intent.items()}, language="en"
    )


def swefaq() -> list[str]:
    """SweFAQ: the right one among the answers of a question's category."""
    rows = shared_lines("swefaq-dev.jsonl")
    if rows is None:
        return [ABSENT]
    right = 0
    matchers: dict[str, Matcher] = {}
    for found in rows:
        answers: Sequence[str] = found["candidate_answers"]  # type: ignore[assignment]
        name = json.dumps(answers)
        if name not in matchers:
            matchers[name] = Matcher.from_phrases({str(i): [text] for i, text in enumerate(answers)}, language="sv")
        ranked = matchers[name].rank(str(found["question"]), 1)
        right += bool(ranked) and ranked[0].id == str(found["label"])
    return [f"Rätt svar först: {right / len(rows):.1%} av {len(rows)} frågor."]


SECTIONS: tuple[tuple[str, Callable[[], list[str]]], ...] = (
    ("Frågor skrivna när allt var valt, svenska", lambda: blind("sv")),
    ("Frågor skrivna när allt var valt, engelska", lambda: blind("en")),
    ("Frågor som matcharen aldrig sett, svenska", lambda: own("sv")),
    ("Frågor som matcharen aldrig sett, engelska", lambda: own("en")),
    ("Sannolikhet betyder sannolikhet", probabilities),
    ("Utvecklingsfrågor, svenska", lambda: development("sv")),
    ("Utvecklingsfrågor, engelska", lambda: development("en")),
    ("CLINC150, engelska, utvecklingsdelen", clinc),
    ("SweFAQ, svenska, utvecklingsdelen", swefaq),
)
HEAD = """# Matchningens kvalitet

Räknas om av `make quality`, som slutar med fel när den här sidan inte stämmer; `make quality UPDATE=1` skriver den.
"Rätt" är rätt svar direkt, "motfråga" att rätt svar fanns bland högst tre förslag, "fel" ett annat svar. Trösklarna
väljs när kunskapsbasen laddas, ur provfrågorna i `faq/sv/provfragor.tsv`, aldrig ur frågorna som räknas här. Frågor som
av en slump står ordagrant i kunskapsbasen räknas inte. Målen för trösklarna och inlärningens inställningar har valts med
siffrorna här i sikte, så helt nya frågor kan gå något sämre. Undantaget är de två första tabellerna: de frågorna
skrevs efteråt, av några som bara sett listan över ämnen.
"""


def page() -> dict[str, str]:
    """Section heading → text."""
    found = {}
    for title, compute in SECTIONS:
        if sys.stderr.isatty():
            print(title, "…", file=sys.stderr)
        found[title] = "\n".join(compute()).strip()
    return found


def differs(said: str, found: str) -> bool:
    """Whether two sections say different things: other words, or figures further apart than the tolerance."""
    if OWN_NUMBERS.sub("#", said) != OWN_NUMBERS.sub("#", found):
        return True
    pairs = zip(OWN_NUMBERS.findall(said), OWN_NUMBERS.findall(found), strict=True)
    return any(abs(float(left) - float(right)) > TOLERANCE for left, right in pairs)


def main(update: bool) -> int:
    """Compare or write the page. 1 when it lies."""
    found = page()
    if update:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(HEAD + "".join(f"\n## {title}\n{text}\n" for title, text in found.items()), "utf-8")
        return 0
    said = dict(re.findall(r"^## (.+)\n((?:.|\n)*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE))
    lies = [t for t, text in found.items() if text != ABSENT and differs(said.get(t, "").strip(), text)]
    for title in lies:
        print(f"## {title}\nsidan säger:\n{said.get(title, '').strip()}\nräknat nu:\n{found[title]}\n")
    print("docs/quality.md stämmer." if not lies else "docs/quality.md stämmer inte: kör make quality UPDATE=1.")
    return 1 if lies else 0


if __name__ == "__main__":
    sys.exit(main("--update" in sys.argv[1:]))
