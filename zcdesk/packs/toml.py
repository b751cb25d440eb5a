"""TOML to dataclass; a mistake names the file and the path inside it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


class PackError(Exception):
    """A mistake in a pack: file, path inside it, what is wrong."""


@cache
def _converter() -> Converter:
    from cattrs import (
        Converter,
    )  # the slowest import of the program; nothing is structured where packs are kept

    converter = Converter(forbid_extra_keys=True)

    def number(value: Any, _: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
            raise ValueError(f"{value!r} is not a number")
        return Decimal(value)

    def text(value: Any, _: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not a text")
        return value

    converter.register_structure_hook(Decimal, number)
    converter.register_structure_hook(str, text)
    return converter


def load(path: Path) -> dict[str, Any]:
    """A TOML file with exact decimals.

    Raises
    ------
    PackError
        If it cannot be read or is not TOML.
    """
    import tomllib  # as above

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as bad:
        raise PackError(f"{short(path)}: {bad}") from bad


def structure(data: object, kind: type[T], path: Path, where: str) -> T:
    """A value of a dataclass from decoded TOML.

    Raises
    ------
    PackError
        ``methods/cn.machinery/2015/method.toml: line.fuel.co2: extra fields found (usaul) @ $``.
    """
    from cattrs import transform_error
    from cattrs.errors import BaseValidationError

    try:
        return _converter().structure(data, kind)
    except BaseValidationError as bad:
        raise PackError(f"{short(path)}: {where}: {'; '.join(transform_error(bad))}") from bad


def table(data: Mapping[str, Any], key: str, path: Path) -> dict[str, Any]:
    """A sub-table that may be absent."""
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise PackError(f"{short(path)}: {key}: not a table")
    return value


def rows(data: Mapping[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    """An array of tables that may be absent."""
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise PackError(f"{short(path)}: {key}: not an array of tables")
    return value


def only(data: Mapping[str, Any], keys: tuple[str, ...], path: Path) -> None:
    """Refuse keys that the file format does not have.

    Raises
    ------
    PackError
        Naming the first one.
    """
    for key in data:
        if key not in keys:
            raise PackError(f"{short(path)}: {key}: no such key; there are {', '.join(keys)}")


def short(path: Path) -> str:
    """A path from ``resources`` or ``forms`` on, for messages that read alike on every machine."""
    for index, part in enumerate(path.parts):
        if part in ("resources", "forms"):
            return "/".join(path.parts[index:])
    return path.name
