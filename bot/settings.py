"""What an operator may set: from the environment or `.env`, prefix `PARTNERSKAP_`, read once, all faults told together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "PARTNERSKAP_"
LONGEST = {"conversation": 21, "lead": 90, "question": 400}
"""Days per kind of data. An operator may shorten them, never lengthen: the texts visitors read promise "at most"."""


class Settings(BaseSettings):
    """The effective settings. Field names in capitals after the prefix are the variables."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
    )

    data_dir: Path = Field(Path("data"), description="mapp för databas och mejl")
    faq_dir: Path | None = Field(None, description="mapp med svaren; utan den används de som följer med")
    database_url: str | None = Field(None, description="sqlite:///väg; utan den en fil i DATA_DIR")
    smtp_url: SecretStr | None = Field(None, description="smtp://namn:lösenord@värd:587?tls=starttls")
    lead_to: str = Field(
        "partnership@icld.se", description="dit intresseanmälningar mejlas", pattern=r"^[^@\s]+@[^@\s]+$"
    )
    mail_from: str = Field(
        "Partnerskapsguiden <partnerskapsguiden@localhost>",
        description="avsändare",
        pattern=r"^[^\r\n<>]*<?[^@\s<>]+@[^@\s<>]+>?$",
    )
    telegram_token: SecretStr | None = Field(None, description="från @BotFather")
    telegram_library: Literal["aiogram", "ptb"] = Field("aiogram", description="aiogram eller ptb")
    telegram_api_url: str | None = Field(None, description="https://… till en annan Bot API-server")
    public_url: str | None = Field(None, description="https://… där tjänsten nås utifrån", pattern=r"^https?://")
    webhook_secret: SecretStr | None = Field(None, description="hemlig text för webhook")
    retention_days: dict[str, int] = Field(
        default_factory=lambda: dict(LONGEST),
        description="ett tal, eller conversation=21,lead=90,question=400; bara kortare än så",
    )
    log_format: Literal["text", "json"] = Field("text", description="text eller json")

    @field_validator("retention_days", mode="before")
    @classmethod
    def _retention(cls, value: Any) -> Any:
        """One number caps every kind; `kind=days` pairs set them apart."""
        if isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit()):
            days = int(value)
            return _checked({kind: min(days, longest) for kind, longest in LONGEST.items()})
        if isinstance(value, str):
            pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
            return _checked({**LONGEST, **{name.strip(): int(days) for name, _, days in pairs}})
        return _checked(value)

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith("sqlite:///"):
            raise ValueError("bara sqlite:/// finns än så länge")
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


def read() -> Settings:
    """The settings in force. Raises `SettingsError` with every fault at once."""
    faults = [
        f"{name}: okänd inställning. Kända är {', '.join(PREFIX + field.upper() for field in Settings.model_fields)}."
        for name in sorted(_given())
        if name.removeprefix(PREFIX).lower() not in Settings.model_fields
    ]
    try:
        settings = Settings()
    except ValidationError as error:
        faults.extend(_sentence(str(fault["loc"][0]), str(fault["msg"])) for fault in error.errors())
        raise SettingsError(faults) from None
    faults += _together(settings)
    if faults:
        raise SettingsError(faults)
    return settings


def _given() -> set[str]:
    """Names with our prefix in the environment and in `.env`."""
    names = {*os.environ, *dotenv_values(".env")}
    return {name.upper() for name in names if name.upper().startswith(PREFIX)}


def _sentence(field: str, reason: str) -> str:
    """What is wrong with one setting, without its value: it may be a secret."""
    wanted = Settings.model_fields[field].description if field in Settings.model_fields else ""
    own = reason.removeprefix("Value error, ") if reason.startswith("Value error, ") else ""
    detail = f" ({own})" if own and "invalid literal" not in own else ""
    return f"{PREFIX}{field.upper()}: går inte att använda{detail}. Så ska det se ut: {wanted}."


def _together(settings: Settings) -> list[str]:
    """Faults that only show when two settings are seen together."""
    faults = []
    if settings.smtp_url and settings.mail_from.rstrip(">").endswith("@localhost"):
        faults.append(f"{PREFIX}MAIL_FROM: behövs när {PREFIX}SMTP_URL är satt. Ange den adress mejlen ska komma från.")
    if settings.smtp_url:
        from bot.outbox.transports.smtp import SmtpTransport

        try:
            SmtpTransport.from_url(settings.smtp_url.get_secret_value())
        except ValueError as error:
            faults.append(f"{PREFIX}SMTP_URL: {error}")
    return faults


def origin(field: str) -> str:
    """Where a setting comes from: miljön, .env or förval."""
    name = PREFIX + field.upper()
    if name in {key.upper() for key in os.environ}:
        return "miljön"
    return ".env" if name in {key.upper() for key in dotenv_values(".env")} else "förval"
