"""The Bot API's own schema, as aiogram generates it from the official documentation: what a call may hold and what it
gives back. Nothing here was written to suit our door, and both libraries are held against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.channels.telegram.entities import units

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__: method
    for method in vars(aiogram.methods).values()
    if isinstance(method, type) and issubclass(method, TelegramMethod) and method is not TelegramMethod
}
"""The name in the address → the call."""


class BadRequest(ValueError):
    """What the server would not take, and why."""


def request(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call, read as the server reads them. Raises `BadRequest`."""
    model = METHODS[name]
    if unknown := set(fields) - set(model.model_fields):
        raise BadRequest(f"unknown parameters {sorted(unknown)}")
    given = {field: _read(model.model_fields[field].annotation, value) for field, value in fields.items()}
    try:
        call = model.model_validate(given)
    except ValidationError as error:
        raise BadRequest(f"{error.error_count()} wrong: {[fault['loc'] for fault in error.errors()]}") from error
    if extra := list(_unknown_parts(call)):
        raise BadRequest(f"unknown parts {extra}")
    _rules(call)
    if "parse_mode" in given:
        raise BadRequest("texts are sent without a parse mode, so that none can fail to parse")
    read: dict[str, Any] = call.model_dump(mode="json", exclude_unset=True, warnings=False)
    return read


def answer(name: str, result: Any) -> Any:
    """`result`, which the call must be able to give back."""
    TypeAdapter(METHODS[name].__returning__).validate_python(result)
    return result


def update(given: dict[str, Any]) -> dict[str, Any]:
    """`given`, which must be an update as the server sends them."""
    assert not list(_unknown_parts(Update.model_validate(given)))
    return given


def _read(annotation: Any, value: Any) -> Any:
    """A form's text as what the parameter is: JSON, unless it is a text."""
    if not isinstance(value, str) or str in _kinds(annotation):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise BadRequest(f"{value!r} is no JSON") from error


def _kinds(annotation: Any) -> set[Any]:
    if get_origin(annotation) in {Union, UnionType}:
        return set().union(*map(_kinds, get_args(annotation)))
    return {annotation}


def _unknown_parts(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{type(value).__name__}.{name}" for name in value.model_extra or ())
        for name in type(value).model_fields:
            yield from _unknown_parts(getattr(value, name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _unknown_parts(one)


def _rules(call: Any) -> None:
    """What the documentation says in words and the schema does not."""
    text = getattr(call, "text", None)
    if call.__api_method__ == "sendMessage":
        if not 1 <= units(text) <= 4_096 or not text.strip():
            raise BadRequest("message text is empty" if not text.strip() else "message is too long")
        for entity in call.entities or ():
            if entity.offset < 0 or entity.length < 1 or entity.offset + entity.length > units(text):
                raise BadRequest(f"can't parse entities: {entity.type} is outside the text")
    for row in getattr(getattr(call, "reply_markup", None), "inline_keyboard", ()):
        for key in row:
            if (key.url is None) == (key.callback_data is None):
                raise BadRequest("a button either opens an address or sends data")
            if not key.text.strip() or not 1 <= len((key.callback_data or "-").encode()) <= 64:
                raise BadRequest("BUTTON_DATA_INVALID")
