"""The Telegram door through python-telegram-bot: the choice where memory is dear.

In a bot of somebody else's, added after its own handlers; the settings come from the environment, the bot's token and
menu stay their own:

    from bot.channels.telegram_ptb import handlers
    application.add_handlers(handlers)

`service` runs a bot of our own.
"""

from bot.channels.telegram.mounted import from_environment
from bot.channels.telegram_ptb.mount import handlers_for

handlers = handlers_for(from_environment)
"""The whole conversation, ready to be added to one application. The product opens with the first update."""

__all__ = ["handlers", "handlers_for"]
