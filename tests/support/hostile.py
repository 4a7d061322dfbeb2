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
    "=1+1", '=HYPERLINK("https://x.example";"vatten")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", "＋1+1", "－1+1",
    "＠SUM(1)", "\u200b=1+1", "\x1b]0;annat fönster\x07", "\x9b31mröd text", "Anna\x1b[31m Ek\x1b[1A\r", "\x08\x08\x7f", "rad\u2028rad\x85",
    "\u2066åt andra hållet\u2069", "[klicka här](javascript:alert(1))", "![bild](https://x.example/y.png)", "*a _b `c ~d [e", "# rubrik",
    "<tg-spoiler>dolt</tg-spoiler>", '" onmouseover="alert(1)', "</td></tr></table><img src=x onerror=alert(1)>", "{{ 7 * 7 }}{% raw %}",
    "Anna\r\nEND:VCARD\r\nBEGIN:VCARD", "Anna;Ek\\,\\nTEL:112", '", "number": "KP-2026-9999',
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
