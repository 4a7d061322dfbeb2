"""What people should not be able to break anything with, and what they ordinarily say."""

from __future__ import annotations

HOSTILE = (
    "", "   ", "\n\n", "\x00", "\x00\x07\x1b[2J", "😀", "👩‍👩‍👧‍👦" * 30, "👍", "\u202egro.elpmaxe@b\u202c", "\u200b", "\ufeff",
    "مرحبا بالعالم", "日本語のテキスト", "e\u0301" * 200, "\ud800", "a" * 100_000, "ord " * 25_000, "?" * 5_000, "@" * 3_000, "1" * 4_000,
    "Anna\r\nBcc: alla@falu.example", "Anna\nSubject: hej\n\nbody", "=?utf-8?q?hej?=", "<script>alert(1)</script>",
    "<b>Anna</b> & co", "&lt;i&gt;", "'; DROP TABLE leads; --", '" OR 1=1 --', "{lead_to}", "{0}{__class__}", "%s%n", "\\", "`rm -rf`",
    "${PATH}", "../../etc/passwd", "http://x.example/?a=b", "/start", "/start ansok", "/start bidragets-storlek", "/", "/okänt", "//",
    "null", "None", "true", "-1", "0", "1e999", "٣", "²", "18", "17, 17, 17", "mål 99", "[]", '{"from": 1}', "a@b", "@", "a@@b.se",
    "x@y.se" * 50, "<x@y.se>", "mailto:x@y.se", "+46", "+" * 50, "0" * 30, "850101-1234", "Å" * 200, "ändra", "ändra allt", "ändra namn till",
    "ändra land till", "ändra e-post till @", "ta bort allt", "ta bort e-post", "ta bort land", "fel", "fel namn", "namn", "roll:", ":", ",",
    "nej,", "inte", "inte Kenya", "och", "till", "…", "—", "\t", "Kenya Uganda Tanzania", "kommun", "region", "stad", "Sverige", "habo",
)  # fmt: skip
"""Texts nobody should be able to break anything with."""
ORDINARY = (
    "hej", "tack", "hej då", "börja om", "meny", "hjälp", "avbryt", "radera", "ja", "nej", "skicka", "vet inte", "hoppa över", "tillbaka",
    "fortsätt", "behåll", "visa målen", "english", "svenska", "personuppgifter", "människa", "anmäl intresse", "1", "2", "3",
    "Vem kan söka?", "vem kan söka", "hur mycket pengar kan vi få", "pengar till vilka länder?", "kan ni klippa gräset?", "mer om det",
    "jag vill dö", "Falu kommun", "Region Skåne", "stockholm", "Falubostäder AB", "Röda Korset", "privatperson", "Blåkulla kommun",
    "Nairobi City County, Kenya", "Anna Ek", "miljöstrateg", "anna.ek@falun.se", "anna@lund.se", "bo(at)falun.se", "070-174 06 05",
    "Rent vatten", "6 och 11", "Kenya", "Peru", "Atlantis", "kenya eller uganda", "vi söker en partner", "har inte kommit så långt",
    "Jag heter Bo Berg och är planerare på Lunds kommun, bo@lund.se", "ändra land till Kenya", "ändra e-post till bo@falun.se",
    "ta bort telefonen", "det är fel roll, jag är vd", "byt land till Peru och namn till Eva Ek", "ser bra ut", "vi vill anmäla intresse",
)  # fmt: skip
"""What people ordinarily say, in any order."""
FORGED = (
    "", ":", "topic:", "topic:finns-inte", "theme:", "theme:finns-inte", "org:0", "org:99", "org:-1", "org:²", "type:", "type:kommun",
    "edit:", "edit:confirmed", "edit:name", "stage:", "stage:finns-inte", "list:", "list:name", "list:goals", "none", "yes", "no", "send",
    "skip", "cancel", "keep", "back", "resume", "lead", "human", "topics", "unsure", "restart", "swedish", "x" * 10_000, "yes:no", "\x00",
)  # fmt: skip
"""Buttons that may never have been shown."""
