"""The Telegram door, as far as it is the same whichever library carries it. Nothing here imports one.

`heard` reads an update · `meaning` says what it is to the conversation · `render` turns replies into messages with
`entities` and `buttons` · `courier` gets them there · `door` joins these · `menu` has the commands · `polling`,
`webhook` and `service` run a bot of our own · `mounted` opens the product in somebody else's.

What an adapter brings is a `wire.Wire` (our few calls to the Bot API, with the library's errors turned into
`wire.Fault`s), a `service.Library` (the same, with how updates come in), and what can be mounted in somebody else's
bot: something that opens the product, makes one `door.Door` per bot, and hands each update to `Door.take`.
Both libraries name the parts of an update as Telegram does, so `heard` reads the objects of either.
"""
