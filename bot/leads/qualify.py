"""Whether an organisation can apply, as a table of rules. Each rule says what it rests on; none promises anything:
ICLD decides. Where the sources disagree or are silent the result is `review`, and a person looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.leads.model import Organisation, Qualification, Result

if TYPE_CHECKING:
    from intents import OrganisationType


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a source says about some types of organisation."""

    types: frozenset[OrganisationType]
    result: Result
    """The same in every rule about one type."""
    reason_sv: str
    """A whole sentence without its full stop; source and date follow it in parentheses."""
    reason_en: str
    source: str
    dated: str
    """When the source was written, as the knowledge base knows it: `2021`, `ca 2024`."""

    def reason(self, language: str) -> str:
        """The sentence in `language`; Swedish when there is none in it."""
        sentence = self.reason_en if language == "en" else self.reason_sv
        return f"{sentence} ({self.source}, {self.dated})."


_CALL = "https://icld.se/artikel/dags-att-ansoka-om-kommunalt-partnerskap/"
_GUIDELINES = "https://5dok.org/document/y96r39ol-riktlinjer-f%C3%B6r-programmet-kommunalt-partnerskap.html"
_REPORTING = "https://icld.se/sv/anmalan-genomgang-av-redovisning-inom-programmet-kommunalt-partnerskap/"
_SIDA = "https://www.sida.se/Svenska/Samarbetsparter/aktorsgrupper/Offentlig-sektor/Kommunalt-partnerskapsprogram/"
_HALSINGE = "https://halsingeradet.se/internationella-fragor/finansiering/kommunala-partnerskap/"

# The facts are those of the topics vem-kan-soka, kommunala-bolag and civilsamhalle-och-universitet. The knowledge
# base has nothing about private companies and people beyond their absence from ICLD's list, so no more is claimed.
RULES: tuple[Rule, ...] = (
    Rule(
        frozenset({"kommun"}), "qualified",
        "Kommuner räknas upp bland dem som kan söka", "Municipalities are listed among those who can apply",
        _CALL, "2021",
    ),
    Rule(
        frozenset({"region"}), "qualified",
        "Regioner räknas upp bland dem som kan söka", "Regions are listed among those who can apply",
        _CALL, "2021",
    ),
    Rule(
        frozenset({"kommunalforbund"}), "qualified",
        "Kommunalförbund, regionförbund och gemensamma nämnder räknas upp bland dem som kan söka",
        "Municipal associations, regional associations and joint committees are listed among those who can apply",
        _CALL, "2021",
    ),
    Rule(
        frozenset({"kommunalt-bolag"}), "review",
        "Sida räknade helägda kommunala företag och kommunägda stiftelser till dem som kunde söka",
        "Sida counted wholly owned municipal companies and municipally owned foundations among those who could apply",
        _SIDA, "2015-06-17",
    ),
    Rule(
        frozenset({"kommunalt-bolag"}), "review",
        "ICLD:s senare riktlinjer räknar inte upp bolag", "ICLD's later guidelines do not list companies",
        _GUIDELINES, "2020-02-26",
    ),
    Rule(
        frozenset({"kommunalt-bolag"}), "review",
        "Hälsingerådet skriver att kommunala bolag kan delta",
        "Hälsingerådet writes that municipal companies can take part",
        _HALSINGE, "ca 2024",
    ),
    Rule(
        frozenset({"utlandsk-kommun"}), "review",
        "Ansökan görs ihop med en motsvarande organisation i partnerlandet",
        "The application is made together with a corresponding organisation in the partner country",
        _CALL, "2021",
    ),
    Rule(
        frozenset({"utlandsk-kommun"}), "review",
        "Det är den svenska parten som får bidraget beviljat", "It is the Swedish party that is awarded the grant",
        _REPORTING, "2024",
    ),
    Rule(
        frozenset({"annan"}), "review",
        "Det framgår inte om organisationen hör till dem som kan söka: kommuner, regioner, kommundels- och"
        " stadsdelsnämnder, kommunalförbund, regionförbund, gemensamma nämnder och kommunala samverkansorgan",
        "It is not clear whether the organisation is one of those who can apply: municipalities, regions, district"
        " committees, municipal and regional associations, joint committees and municipal co-operation bodies",
        _CALL, "2021",
    ),
    Rule(
        frozenset({"civilsamhalle"}), "not-eligible",
        "Civilsamhällets organisationer är inte egna sökande i riktlinjernas uppräkning av svenska aktörer",
        "Civil society organisations are not applicants of their own in the guidelines' list of Swedish parties",
        _GUIDELINES, "2020-02-26",
    ),
    Rule(
        frozenset({"universitet"}), "not-eligible",
        "Universitet och skolor är inte egna sökande i riktlinjernas uppräkning av svenska aktörer",
        "Universities and schools are not applicants of their own in the guidelines' list of Swedish parties",
        _GUIDELINES, "2020-02-26",
    ),
    Rule(
        frozenset({"privat"}), "not-eligible",
        "Privata företag och privatpersoner finns inte med bland dem som räknas upp som sökande",
        "Private companies and private persons are not among those listed as applicants",
        _CALL, "2021",
    ),
)  # fmt: skip


def qualify(organisation: Organisation, language: str) -> Qualification:
    """The result for the organisation's type, with every reason in `language` (`sv` or `en`; others get Swedish).

    Each reason is a whole sentence with source and date. A type without a rule of its own is read as `annan`: a
    person decides."""
    rules = _about(organisation.type) or _about("annan")
    return Qualification(rules[0].result, tuple(rule.reason(language) for rule in rules))


def _about(kind: OrganisationType) -> list[Rule]:
    return [rule for rule in RULES if kind in rule.types]
