"""The Telegram door through aiogram.

In a bot of somebody else's, included after its own routers; the settings come from the environment, the bot's token
and menu stay their own:

    from bot.channels.telegram_aiogram import router
    dispatcher.include_router(router)

`service` runs a bot of our own. Importing this costs seconds and much memory: only who opens this door does.
"""

from bot.channels.telegram.mounted import from_environment
from bot.channels.telegram_aiogram.mount import router_for

router = router_for(from_environment)
"""The whole conversation, ready to be included once."""

__all__ = ["router", "router_for"]
