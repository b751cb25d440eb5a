"""The table of commands: menus, palette, keys and the key sheet are all read from it."""

from __future__ import annotations

from collections.abc import Callable

from zcdesk.domain.record import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """A command.

    Attributes
    ----------
    id : str
        Also the key of its words, ``action.<id>``.
    keys : str
        Key sequence as Qt writes it, ``Ctrl+Z``; ``""`` none.
    call : callable
    also : str
        Another key that does the same; ``""`` none.
    group : str
        Where it stands in the key sheet: ``anywhere``, ``field``, ``table``, ``why``, ``findings``, ``report``.
    """

    id: str
    keys: str
    call: Callable[[], object]
    group: str = "anywhere"
    also: str = ""

    @property
    def said(self) -> str:
        """Its keys as people read them: ``Ctrl+Enter, Alt+PgDown``."""
        return ", ".join(keys for keys in (self.keys, self.also) if keys).replace("Return", "Enter")


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key that a page handles by itself, for the key sheet: keys and the text's key in ``ui.toml``."""

    keys: str
    text: str
    group: str
