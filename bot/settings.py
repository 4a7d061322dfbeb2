"""What an operator may set: from the environment or `.env`, prefix `PARTNERSKAP_`, read once, all faults told together."""

from __future__ import annotations

import logging
import os
import re
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "PARTNERSKAP_"
ENV_FILE = ".env"
"""In the working directory, as for every tool that knows such files."""
LONGEST = {"conversation": 21, "lead": 90, "question": 400}
"""Days per kind of data. An operator may shorten them, never lengthen: the texts visitors read promise "at most"."""
_WORD = r"[^@\s<>()\[\],;:\\\"]+"
_MAILBOX = re.compile(rf"(?:(?P<name>[^<>\r\n]*)<)?{_WORD}@(?P<domain>{_WORD})(?(name)>)")

_SITE = re.compile(r"https?://(?:\*\.)?[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*(?::(?:\d{1,5}|\*))?")


class Settings(BaseSettings):
    """The effective settings. Field names in capitals after the prefix are the variables."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
    )

    data_dir: Path = Field(Path("data"), description="en mapp för databas och mejl")
    faq_dir: Path | None = Field(None, description="en mapp med svaren")
    database_url: str | None = Field(None, description="sqlite:///mapp/fil.db")
    smtp_url: SecretStr | None = Field(None, description="smtp://namn:lösenord@värd:587?tls=starttls")
    lead_to: str = Field("partnership@icld.se", description="namn@organisation.example")
    mail_from: str = Field(
        "Partnerskapsguiden <partnerskapsguiden@localhost>",
        description="Partnerskapsguiden <namn@organisation.example>",
    )
    telegram_token: SecretStr | None = Field(None, description="det som @BotFather gav")
    telegram_library: Literal["aiogram", "ptb"] = Field("aiogram", description="aiogram eller ptb")
    telegram_api_url: str | None = Field(
        None, description="https://värd till en annan Bot API-server", pattern=r"^https?://"
    )
    public_url: str | None = Field(None, description="https://värd, dit tjänsten nås utifrån", pattern=r"^https?://")
    frame_ancestors: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="webbplatser som får bädda in chatten: https://www.kommun.example, flera med mellanslag emellan"
    )
    trust_proxy: bool = Field(
        False, description="true när en proxy framför sätter X-Forwarded-For och X-Forwarded-Proto, annars false"
    )
    webhook_secret: SecretStr | None = Field(None, description="en hemlig text")
    retention_days: Annotated[dict[str, int], NoDecode] = Field(
        default_factory=lambda: dict(LONGEST),
        description="ett tal för alla, eller conversation=21,lead=90,question=400; bara kortare än så",
    )
    log_format: Literal["text", "json"] = Field("text", description="text eller json")

    @field_validator("data_dir", "faq_dir")
    @classmethod
    def _home(cls, value: Path | None) -> Path | None:
        """`~` means home in a file too, where no shell has read it."""
        return value.expanduser() if value else value

    @field_validator("lead_to", "mail_from")
    @classmethod
    def _mailbox(cls, value: str, info: ValidationInfo) -> str:
        """What would fail once a lead is mailed must fail at start."""
        found = _MAILBOX.fullmatch(value.strip())
        if not found or (found["name"] is not None and info.field_name == "lead_to"):
            raise ValueError("ingen mejladress")
        found["domain"].encode("idna")  # raises UnicodeError, a ValueError
        return value.strip()

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        """A slip in copying must not wait for the network to be noticed."""
        if value is not None and not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value(), re.ASCII):
            raise ValueError("ska se ut som 123456:ABC")
        return value

    @field_validator("frame_ancestors", mode="before")
    @classmethod
    def _sites(cls, value: Any) -> Any:
        """Each goes into a header as it stands: only scheme, host and port may be in it."""
        sites = tuple(re.split(r"[\s,]+", value.strip())) if isinstance(value, str) else value
        for site in sites:
            if not _SITE.fullmatch(site):
                raise ValueError(f"{site} är ingen webbplats")
        return sites

    @field_validator("retention_days", mode="before")
    @classmethod
    def _retention(cls, value: Any) -> Any:
        """One number caps every kind; `kind=days` pairs set them apart."""
        if isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal()):
            days = int(value)
            if days > max(LONGEST.values()):
                raise ValueError(f"högst {max(LONGEST.values())} dagar")
            return _checked({kind: min(days, longest) for kind, longest in LONGEST.items()})
        if isinstance(value, str):
            pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
            if not all(days.strip().isdecimal() for _, _, days in pairs):
                raise ValueError("antalet dagar är inget heltal")
            return _checked({**LONGEST, **{name.strip(): int(days) for name, _, days in pairs}})
        return _checked(value)

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str | None) -> str | None:
        if value is not None and (not value.startswith("sqlite:///") or value == "sqlite:///"):
            raise ValueError("bara sqlite:/// och en fil finns än så länge")
        return value

    def cache_dir(self) -> Path:
        """Where saved time lies: may be emptied whenever nothing runs."""
        return self.data_dir / "cache"

    def database_path(self) -> Path:
        """The SQLite file."""
        return (
            Path(self.database_url.removeprefix("sqlite:///"))
            if self.database_url
            else self.data_dir / "partnerskap.db"
        )


def _checked(days: dict[str, int]) -> dict[str, int]:
    for kind, number in days.items():
        if kind not in LONGEST:
            raise ValueError(f"okänd sort {kind}")
        if not 1 <= number <= LONGEST[kind]:
            raise ValueError(f"{kind} ska vara 1–{LONGEST[kind]} dagar")
    return days


def examine() -> tuple[Settings, list[str]]:
    """The effective settings, and every fault at once. A setting that cannot be used has its default instead: only
    for showing, and for looking on for more faults."""
    names, faults = _given()
    faults += [
        f"{name}: okänd inställning. Kända är {', '.join(PREFIX + field.upper() for field in Settings.model_fields)}."
        for name in sorted(names)
        if name.removeprefix(PREFIX).lower() not in Settings.model_fields
    ]
    file = ENV_FILE if _readable(ENV_FILE) else None
    try:
        settings = Settings(_env_file=file)
    except ValidationError as error:
        wrong = {str(fault["loc"][0]): str(fault["msg"]) for fault in error.errors()}
        faults += [_sentence(field, reason) for field, reason in wrong.items()]
        fields = Settings.model_fields
        defaults = {field: fields[field].get_default(call_default_factory=True) for field in wrong}
        settings = Settings(_env_file=file, **defaults)
    told = {fault.partition(":")[0] for fault in faults}
    return settings, faults + [fault for fault in _together(settings) if fault.partition(":")[0] not in told]


def read() -> Settings:
    """The settings in force. Raises `SettingsError` with every fault at once."""
    settings, faults = examine()
    if faults:
        raise SettingsError(faults)
    return settings


def origin(field: str) -> str:
    """Where a setting comes from: miljön, .env or förval. An empty one counts as not set."""
    name = PREFIX + field.upper()
    if any(value for key, value in os.environ.items() if key.upper() == name):
        return "miljön"
    in_file = _readable(ENV_FILE) and any(
        value for key, value in dotenv_values(ENV_FILE).items() if key.upper() == name
    )
    return ENV_FILE if in_file else "förval"


def _given() -> tuple[set[str], list[str]]:
    """Names with our prefix in the environment and in `.env`, and what is wrong with that file."""
    names, faults = set(os.environ), []
    # The library would tell its own log, in English, and go on.
    logging.getLogger("dotenv.main").setLevel(logging.CRITICAL)
    if not _readable(ENV_FILE):
        if Path(ENV_FILE).exists():
            faults.append(f"{ENV_FILE}: filen går inte att läsa. Spara den som UTF-8 och kontrollera rättigheterna.")
    else:
        for binding in parse_stream(StringIO(Path(ENV_FILE).read_text("utf-8"))):
            if binding.error or (binding.key and binding.value is None):
                blank = binding.original.string[: -len(binding.original.string.lstrip())].count("\n")
                faults.append(f"{ENV_FILE}:{binding.original.line + blank}: raden ska se ut som NAMN=värde.")
            names.add(binding.key or "")
    return {name.upper() for name in names if name.upper().startswith(PREFIX)}, faults


def _readable(name: str) -> bool:
    try:
        Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return True


def _sentence(field: str, reason: str) -> str:
    """What is wrong with one setting, without its value: it may be a secret."""
    wanted = Settings.model_fields[field].description if field in Settings.model_fields else ""
    own = reason.removeprefix("Value error, ") if reason.startswith("Value error, ") else ""
    detail = f" ({own})" if own and not own.startswith(("label", "encoding")) else ""
    return f"{PREFIX}{field.upper()}: går inte att använda{detail}. Så ska det se ut: {wanted}."


def _together(settings: Settings) -> list[str]:
    """Faults that only show when two settings are seen together."""
    faults = []
    if settings.smtp_url and settings.mail_from.rstrip(">").endswith("@localhost"):
        faults.append(f"{PREFIX}MAIL_FROM: behövs när {PREFIX}SMTP_URL är satt. Ange den adress mejlen ska komma från.")
    if settings.webhook_secret and not settings.public_url:
        faults.append(f"{PREFIX}PUBLIC_URL: behövs när {PREFIX}WEBHOOK_SECRET är satt. Ange adressen utifrån.")
    if settings.smtp_url:
        from bot.outbox.transports.smtp_url import parse

        try:
            parse(settings.smtp_url.get_secret_value())
        except ValueError as error:
            faults.append(f"{PREFIX}SMTP_URL: {error}")
    return faults
