"""What the contract of both Telegram doors is written with."""

from __future__ import annotations

from bot.locale import say

BO = 1002
"""Somebody else, alone with the bot."""


def line(name: str) -> str:
    """One of the bot's lines without its values, up to the first."""
    return say("sv", name).partition("{")[0]
