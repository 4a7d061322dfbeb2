"""Personal data of invented people, in running text, as people type it: what the question log is measured on.

Every number comes from a generator with a fixed seed: identity numbers have a right check digit, telephone numbers lie in
the series the Swedish authority keeps free for films and books.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 20261126
GIVEN = (
    "Anna", "Bo", "Åsa", "Örjan", "Mohammed", "Fatima", "Lars-Erik", "Anna-Karin", "Siv", "Ylva", "Göran", "Pelle", "Amina",
    "Jean-Luc", "Ingegerd", "Tuva", "Wolfgang", "Nils", "Sofía", "Li", "Kristina", "Ahmed", "Josefin", "Elin", "Rolf", "Majken",
)  # fmt: skip
FAMILY = (
    "Lind", "Ek", "Öberg", "Åkerström", "Svensson", "al-Hassan", "von Essen", "Lindqvist", "Björk", "O’Brien", "Nguyen", "Järvinen",
    "Karlsson Berg", "de la Cruz", "Sjöö", "Håkansson", "Mårtensson", "Kowalczyk", "Ström", "Yılmaz", "Bergström-Lund", "Falk",
)  # fmt: skip
STREETS = (
    "Storgatan", "Kyrkogatan", "Björkvägen", "Lilla Torget", "Norra Järnvägsgatan", "Skolgränd", "Parkallén", "Hamnkajen", "Åsgatan",
    "Anders väg", "Gamla Landsvägen", "Kungsgatan", "Östra Stationsgatan", "Fabriksstigen", "Ringleden", "Skeppsbron", "Stora Torg",
    "Mossvägen", "Bergsbrinken", "S:t Persgatan", "Hantverkargatan", "Ängsvägen",
)  # fmt: skip
TOWNS = ("Falun", "Åmål", "Växjö", "Umeå", "Lund", "Kiruna", "Ystad", "Mora")


@dataclass(frozen=True, slots=True)
class Item:
    """One text with personal data in it."""

    kind: str
    text: str
    secrets: tuple[str, ...]
    """None of these may stand in what is kept."""


def identity_number(luck: random.Random, coordination: bool = False) -> tuple[str, str]:
    """The eight digits of a day, and four with the check digit: of nobody known."""
    year, month, day = luck.randint(1931, 2007), luck.randint(1, 12), luck.randint(1, 28)
    date = f"{year:04d}{month:02d}{day + (60 if coordination else 0):02d}"
    serial = f"{luck.randint(0, 999):03d}"
    return date, serial + check_digit(date[2:] + serial)


def check_digit(nine: str) -> str:
    """The tenth digit that makes the whole divisible as the authority counts."""
    total = 0
    for place, digit in enumerate(nine):
        doubled = int(digit) * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


def _numbers(luck: random.Random, kind: str) -> str:
    date, last = identity_number(luck, kind == "samordningsnummer")
    short = date[2:]
    parted = f"{date[:4]}-{date[4:6]}-{date[6:]}"
    shapes = (
        f"{short}-{last}", f"{date}-{last}", f"{short}{last}", f"{date}{last}", f"{short} {last}", f"{date} {last}", f"{short} - {last}",
        f"{parted}-{last}", f"{parted} {last}", f"{short}–{last}", f"{short}- {last}", f"{date[:4]} {date[4:6]} {date[6:]} {last}",
        f"{short[:2]} {short[2:4]} {short[4:]} {last}", f"{short}+{last}", f"{short}_{last}", f"{short}/{last}", f"{short}-{last[:2]} {last[2:]}",
        f"{short}--{last}", f"{date[:2]} {short}-{last}", f"{short[:4]} {short[4:]}-{last}",
        f"{short}-{last}".replace("0", "O", 1), f"{short}-\n{last}", f"{short}.{last}", f"{short}\u2011{last}", f"{short}\xa0{last}",
    )  # fmt: skip
    return luck.choice(shapes)


def _phone(luck: random.Random) -> str:
    mobile, tail = "070-1740", f"{luck.randint(605, 699)}"
    area, local = luck.choice((("031", "39006"), ("040", "62804"), ("08", "465004"), ("0980", "3192")))
    m = (mobile + tail).replace("-", "")  # 0701740605
    fixed = local + f"{luck.randint(0, 99):02d}"
    shapes = (
        m, f"{m[:3]}-{m[3:]}", f"{m[:3]}-{m[3:6]} {m[6:8]} {m[8:]}", f"{m[:3]} {m[3:6]} {m[6:8]} {m[8:]}", f"{m[:4]}-{m[4:6]} {m[6:8]} {m[8:]}",
        f"+46{m[1:]}", f"+46 {m[1:3]} {m[3:6]} {m[6:8]} {m[8:]}", f"+46 (0){m[1:3]}-{m[3:6]} {m[6:]}", f"0046 {m[1:3]} {m[3:]}",
        f"{m[:3]}.{m[3:6]}.{m[6:8]}.{m[8:]}", f"{m[:3]}/{m[3:]}", f"{m[:3]} - {m[3:6]} {m[6:]}", f"(+46) {m[1:3]} {m[3:6]} {m[6:]}",
        f"{m[:3]}-{m[3:5]} {m[5:7]} {m[7:]}", f"o{m[1:3]}-{m[3:6]} {m[6:]}", f"{m[:2]} {m[2:4]} {m[4:6]} {m[6:8]} {m[8:]}",
        f"{m[:3]}–{m[3:6]} {m[6:8]} {m[8:]}", f"{area}-{fixed}", f"{area} {fixed}", f"{area}/{fixed}", f"({area}) {fixed}",
        f"{area}-{fixed[:3]} {fixed[3:5]} {fixed[5:]}", f"+46 {area[1:]} {fixed}", f"{m[:3]}-{m[3:6]}-{m[6:8]}-{m[8:]}",
        f"+46-{m[1:3]}-{m[3:]}", f"+254 712 345 {luck.randint(100, 999)}", f"{m[:3]}_{m[3:]}", f"{m[:3]}- {m[3:6]}  {m[6:]}",
    )  # fmt: skip
    return luck.choice(shapes)


def _email(luck: random.Random) -> tuple[str, tuple[str, ...]]:
    given, family = luck.choice(GIVEN), luck.choice(FAMILY).replace(" ", "").replace("’", "")
    box, place = f"{given}.{family}".lower(), luck.choice(("falun", "region-x", "amal", "växjö"))
    end = luck.choice(("example", "se", "kommun.example"))
    shapes = (
        f"{box}@{place}.{end}", f"{box.upper()}@{place.upper()}.{end}", f"{given.lower()}@{place}.{end}", f"{box}@{place}",
        f"{box} @ {place}.{end}", f"{box} @{place}.{end}", f"{box}@ {place}.{end}", f"{box}(at){place}.{end}", f"{box} [at] {place}.{end}",
        f"{box} at {place} dot {end.partition('.')[0]}", f"{box} snabel-a {place}.{end}", f"{box} snabela {place} punkt {end.partition('.')[0]}",
        f"{box}@{place},{end}", f"{box}@{place}. {end}", f"<{box}@{place}.{end}>", f"mailto:{box}@{place}.{end}", f"{box}+jobb@{place}.{end}",
        f"{box}_1@{place}.{end}", f"{box}@@{place}.{end}", f"{box}(a){place}.{end}", f"{box}\u200b@{place}.{end}", f"{box} (snabel-a) {place} . {end}",
    )  # fmt: skip
    chosen = luck.choice(shapes)
    return chosen, tuple(part for part in box.split(".") if len(part) > 2 and part in chosen.lower())


def _name(luck: random.Random) -> tuple[str, tuple[str, ...]]:
    given, family = luck.choice(GIVEN), luck.choice(FAMILY)
    shapes = (
        f"{given} {family}", f"{given} {family}", given, f"{given.lower()} {family.lower()}", f"{given[0]}. {family}", given.lower(),
        f"{given.upper()} {family.upper()}", f"{given} {luck.choice(GIVEN)} {family}",
    )  # fmt: skip
    chosen = luck.choice(shapes)
    last = [word for word in chosen.replace(".", "").split() if len(word) > 2]
    return chosen, tuple(last) or (chosen,)


def _street(luck: random.Random) -> tuple[str, tuple[str, ...]]:
    name, number, town = luck.choice(STREETS), luck.randint(1, 99), luck.choice(TOWNS)
    post = f"{luck.randint(110, 984)} {luck.randint(10, 99)}"
    shapes = (
        f"{name} {number}", f"{name} {number}, {post} {town}", f"{name} {number} B", f"{name.lower()} {number}a", f"{name} {number}, lgh 1102",
        f"{name} {number}-{number + 2}", f"{name} {number} {post} {town}", f"{name} nr {number}", f"{name}{number}", f"{name}, {number}",
        f"{name} {number}, 2 tr, {post} {town}", f"{name.upper()} {number}", f"{name} {number}\n{post} {town}",
    )  # fmt: skip
    if luck.random() < 0.12:
        return luck.choice(
            (
                (f"Box {100 + number}, {post} {town}", (f"Box {100 + number}",)),
                (f"{number} Harbour Street", ("Harbour Street",)),
                (f"{number} Mill Road, Leeds", ("Mill Road",)),
            )
        )
    return luck.choice(shapes), (name.split()[-1].lower() if " " in name else name.lower(),)


_AROUND = (
    ("", ""), ("Hej! ", ""), ("Kan vi söka med Kenya 2027? ", ""), ("", " Hur går vi vidare?"), ("Hi, ", ". How do we apply?"),
    ("Vi på kommunen undrar om bidraget. ", "."), ("", ", och vad kostar det?"), ("hej ", " tack"), ("Bra svar. ", "!"),
    ("Vi fick 500 000 kronor 2025. ", " – hör av er."), ("We are planning for 2027. ", " please"), ("(", ")"), ("Till handläggaren: ", ""),
)  # fmt: skip
_NUMBER_CUES = (
    "{}", "mitt personnummer är {}", "pnr {}", "personnr: {}", "jag är född {}", "personummer {}", "my personal number is {}", "född {} i Falun",
    "id-nummer {}", "ssn {}",
)  # fmt: skip
_PHONE_CUES = (
    "ring mig på {}", "tel {}", "tel. {}", "mitt nummer är {}", "{}", "mobil: {}", "nås på {}", "call me on {}", "my phone is {}", "telefonummer {}",
    "sms:a {}", "Tfn {}", "ring {} efter kl 15",
)  # fmt: skip
_EMAIL_CUES = (
    "mejla mig på {}", "min mail: {}", "{}", "e-post {}", "epost:{}", "skicka till {}", "my e-mail is {}", "contact {}", "maila {} så hörs vi",
)  # fmt: skip
_NAME_CUES = (
    "Jag heter {}", "jag heter {}", "jag hetter {}", "jag hetr {}", "Jag  heter {}", "mitt namn är {}", "Mitt namn: {}", "mit namn är {}",
    "My name is {}", "my name's {}", "my nam is {}", "I am called {}", "heter {}", "JAG HETER {}", "jag heter: {}", "namnet är {}", "mitt namn e {}",
    "Jag kallas {}", "My name: {}", "Namn: {}",
)  # fmt: skip
_SIGNED_CUES = (
    "Mvh {}", "mvh\n{}", "MVH/{}", "Med vänlig hälsning {}", "Med vänliga hälsningar,\n{}", "vänliga hälsningar {}", "Hälsningar {}",
    "Vänligen, {}", "/{}", "// {}", "Best regards, {}", "Kind regards\n{}", "Yours sincerely, {}", "Best wishes, {}", "hälsn {}", "Bästa hälsningar {}",
    "m v h {}", "Med vänlig hälsnig {}", "BR {}", "Cheers, {}", "Med vänlig hälsning\n\n{}\nFalu kommun", "All the best, {}",
)  # fmt: skip
_STREET_CUES = (
    "jag bor på {}", "adress: {}", "vi finns på {}", "skicka till {}", "min adress är {}", "{}", "I live at {}", "besök oss på {}", "kom till {}",
)  # fmt: skip
EACH = 100


def _plain(make: Callable[[random.Random], str]) -> Callable[[random.Random], tuple[str, tuple[str, ...]]]:
    def made(luck: random.Random) -> tuple[str, tuple[str, ...]]:
        text = make(luck)
        digits = "".join(sign for sign in text if sign.isdigit() or sign in "Oo")
        return text, (text, digits[-4:])

    return made


def items() -> Iterator[Item]:
    """The whole set, always the same."""
    luck = random.Random(SEED)  # noqa: S311 - a set that can be made again, nothing secret
    kinds: tuple[tuple[str, tuple[str, ...], Callable[[random.Random], tuple[str, tuple[str, ...]]]], ...] = (
        ("personnummer", _NUMBER_CUES, _plain(lambda luck: _numbers(luck, "personnummer"))),
        ("samordningsnummer", _NUMBER_CUES, _plain(lambda luck: _numbers(luck, "samordningsnummer"))),
        ("telefon", _PHONE_CUES, _plain(_phone)),
        ("e-post", _EMAIL_CUES, _email),
        ("namn", _NAME_CUES, _name),
        ("underskrift", _SIGNED_CUES, _name),
        ("adress", _STREET_CUES, _street),
    )
    for kind, cues, make in kinds:
        for _ in range(EACH):
            data, secrets = make(luck)
            told = luck.choice(cues).format(data)
            before, after = luck.choice(_AROUND)
            if kind == "underskrift":
                before, after = before if before[-1:] == " " else "Vi undrar om bidraget. ", ""
            yield Item(kind, before + told + after, secrets)


def left(item: Item, kept: str) -> tuple[str, ...]:
    """What of the item's data still stands in `kept`."""
    low = kept.casefold()
    return tuple(secret for secret in item.secrets if secret.casefold() in low)
