"""Settings: from the environment and `.env`, read once, every fault at once, secrets never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import SettingsError
from bot.leads.compose import compose
from bot.settings import LONGEST, Settings, examine, origin, read
from tests.support.leads import a_lead


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No `.env` but one's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(monkeypatch: pytest.MonkeyPatch, **given: str) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"PARTNERSKAP_{name}", value)


def faults() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read()
    assert str(caught.value) == "\n".join(caught.value.faults)
    return caught.value.faults


def test_with_no_settings_at_all_everything_has_a_default() -> None:
    settings = read()
    assert settings.data_dir == Path("data")
    assert settings.database_path() == Path("data/partnerskap.db")
    assert settings.lead_to == "partnership@icld.se"
    assert settings.smtp_url is None
    assert settings.retention_days == LONGEST
    assert {origin(field) for field in Settings.model_fields} == {"förval"}


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        read().lead_to = "x@y.example"  # type: ignore[misc]  # that it is frozen is the point


def test_the_environment_goes_before_the_file(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text(
        "# kommentar\n\nexport PARTNERSKAP_LEAD_TO=fil@icld.example\nPARTNERSKAP_DATA_DIR='mapp två'\nANNAT=x\n",
        "utf-8",
    )
    put(monkeypatch, LEAD_TO="miljo@icld.example")
    settings = read()
    assert (settings.lead_to, settings.data_dir) == ("miljo@icld.example", Path("mapp två"))
    assert [origin(field) for field in ("lead_to", "data_dir", "faq_dir")] == ["miljön", ".env", "förval"]


def test_an_empty_setting_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SMTP_URL="", LEAD_TO="")
    assert read().lead_to == "partnership@icld.se"
    assert origin("lead_to") == "förval"


@pytest.mark.parametrize("place", ["environment", "file"])
def test_an_unknown_name_is_refused_by_name(empty_folder: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    if place == "file":
        (empty_folder / ".env").write_text("PARTNERSKAP_SMTPURL=smtp://hemligt\n", "utf-8")
    else:
        put(monkeypatch, SMTPURL="smtp://hemligt")
    (fault,) = faults()
    assert fault.startswith("PARTNERSKAP_SMTPURL: okänd inställning.")
    assert "PARTNERSKAP_SMTP_URL" in fault
    assert "hemligt" not in fault


def test_names_of_others_are_none_of_our_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNER", "x")
    monkeypatch.setenv("XPARTNERSKAP_Y", "x")
    assert read()


def test_all_faults_are_told_together(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text("PARTNERSKAP_X=1\n\n\nskräp rad\nPARTNERSKAP_LEAD_TO\n", "utf-8")
    put(monkeypatch, LOG_FORMAT="xml", RETENTION_DAYS="aldrig", SMTP_URL="smtp://mail.kommun.example?tls=none", Y="2")
    starts = [".env:4: ", ".env:5: ", "PARTNERSKAP_X: ", "PARTNERSKAP_Y: ", "PARTNERSKAP_RETENTION_DAYS: ",
              "PARTNERSKAP_LOG_FORMAT: ", "PARTNERSKAP_MAIL_FROM: ", "PARTNERSKAP_SMTP_URL: "]  # fmt: skip
    told = faults()
    assert [next((start for start in starts if fault.startswith(start)), fault) for fault in told] == starts


WRONG = {
    "TELEGRAM_LIBRARY": ["telethon"],
    "TELEGRAM_TOKEN": ["hemligt", "1: hemligt", "1:åäö"],
    "TELEGRAM_API_URL": ["telegram.example"],
    "LOG_FORMAT": ["xml"],
    "PUBLIC_URL": ["ftp://x", "kommun.example"],
    "DATABASE_URL": ["postgresql://hemligt@x/y", "sqlite:///", "data/x.db"],
    "LEAD_TO": [
        "ingen",
        "a@b@c",
        "a b@c.example",
        "a@..se",
        "A <a@b.example>",
        "a@b.example\r\nBcc: c@d.example",
        "a@" + "x" * 64 + ".se",
    ],
    "MAIL_FROM": [
        "ingen",
        "A <a@b.example",
        "a@b.example>",
        "A\r\nBcc: x@y.example <a@b.example>",
        "A <a@b.example> B",
    ],
    "RETENTION_DAYS": ["aldrig", "0", "-1", "401", "lead=91", "lead=0", "lead=", "katt=3", "lead", "lead=1.5", "{}"],
    "SMTP_URL": ["mail.kommun.example", "http://mail.kommun.example", "smtp://hemligt@mail.kommun.example"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_told_by_name_and_never_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    put(monkeypatch, **{"MAIL_FROM": "guiden@kommun.example", name: value})
    (fault,) = faults()
    assert fault.startswith(f"PARTNERSKAP_{name}: ")
    assert "hemligt" not in fault
    assert "None" not in fault
    settings, told = examine()
    assert told == [fault]
    if name != "SMTP_URL":
        assert getattr(settings, name.lower()) == Settings.model_fields[name.lower()].get_default(
            call_default_factory=True
        )


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("30", {"conversation": 21, "lead": 30, "question": 30}),
        ("400", LONGEST),
        (" 7 ", {"conversation": 7, "lead": 7, "question": 7}),
        ("lead=30", {**LONGEST, "lead": 30}),
        ("conversation=5, question=10,", {**LONGEST, "conversation": 5, "question": 10}),
    ],
)
def test_what_is_kept_can_be_kept_shorter(monkeypatch: pytest.MonkeyPatch, value: str, days: dict[str, int]) -> None:
    put(monkeypatch, RETENTION_DAYS=value)
    assert read().retention_days == days


@pytest.mark.parametrize("content", [b"PARTNERSKAP_LEAD_TO=\xff\xfe\n", None], ids=["not UTF-8", "a folder"])
def test_a_file_that_cannot_be_read_is_told(empty_folder: Path, content: bytes | None) -> None:
    if content is None:
        (empty_folder / ".env").mkdir()
    else:
        (empty_folder / ".env").write_bytes(content)
    (fault,) = faults()
    assert fault.startswith(".env: filen går inte att läsa.")


@pytest.mark.parametrize(
    "sender", ["guiden@kommun.example", "Guiden <guiden@kommun.example>", "Ö, Å & Co <a@åmål.example>", "<a@b.example>"]
)
def test_a_sender_that_is_accepted_can_be_mailed_from(monkeypatch: pytest.MonkeyPatch, sender: str) -> None:
    put(monkeypatch, MAIL_FROM=sender, LEAD_TO="partner@åmål.example")
    settings = read()
    assert compose(a_lead(), settings.lead_to, settings.mail_from, "x", {}).content


def test_a_sender_is_needed_for_a_real_server(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SMTP_URL="smtp://localhost")
    (fault,) = faults()
    assert fault.startswith("PARTNERSKAP_MAIL_FROM: behövs när PARTNERSKAP_SMTP_URL är satt.")


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///x.db", "x.db"), ("sqlite:////srv/x.db", "/srv/x.db"), ("sqlite:///mapp/x y.db", "mapp/x y.db")],
)
def test_the_database_may_be_elsewhere(monkeypatch: pytest.MonkeyPatch, url: str, path: str) -> None:
    put(monkeypatch, DATABASE_URL=url)
    assert read().database_path() == Path(path)


def test_home_is_home_in_a_file_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    put(monkeypatch, DATA_DIR="~/data")
    assert read().data_dir == tmp_path / "data"


def test_secrets_hide_in_every_text(monkeypatch: pytest.MonkeyPatch) -> None:
    put(
        monkeypatch,
        SMTP_URL="smtp://guiden:hemligt@localhost",
        TELEGRAM_TOKEN="1:hemligt",
        WEBHOOK_SECRET="hemligt",
        PUBLIC_URL="https://guiden.example",
        MAIL_FROM="a@b.example",
    )
    settings = read()
    assert "hemligt" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("given", "sites"),
    [
        ("https://www.vindo.example", ("https://www.vindo.example",)),
        ("https://a.example, https://b.example:8443", ("https://a.example", "https://b.example:8443")),
        ("https://*.vindo.example", ("https://*.vindo.example",)),
        ("", ()),
    ],
)
def test_sites_that_may_frame_the_chat_are_listed(
    monkeypatch: pytest.MonkeyPatch, given: str, sites: tuple[str, ...]
) -> None:
    put(monkeypatch, FRAME_ANCESTORS=given)
    assert read().frame_ancestors == sites


@pytest.mark.parametrize(
    "given", ["*", "vindo.example", "https://a.example/sida", "https://a.example; script-src *", "'none'"]
)
def test_what_is_no_site_is_refused_before_it_becomes_a_header(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    put(monkeypatch, FRAME_ANCESTORS=given)
    (fault,) = faults()
    assert fault.startswith("PARTNERSKAP_FRAME_ANCESTORS")


def test_a_proxy_is_trusted_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read().trust_proxy is False
    put(monkeypatch, TRUST_PROXY="true")
    assert read().trust_proxy is True


def test_a_webhook_needs_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, WEBHOOK_SECRET="hemligt")
    (fault,) = faults()
    assert fault.startswith("PARTNERSKAP_PUBLIC_URL: ")
