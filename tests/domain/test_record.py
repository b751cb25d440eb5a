"""A record is to everything that asks what the standard library would have made of it."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from typing import Any, ClassVar

import pytest

import zcdesk.domain
from zcdesk.domain.record import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """Some of everything."""

    KIND: ClassVar[str] = "plain"

    id: str
    size: int = 3
    more: list[int] = dataclasses.field(default_factory=list)
    seen: int = dataclasses.field(default=0, compare=False)
    hidden: str = dataclasses.field(default="h", repr=False)
    made: str = dataclasses.field(default="m", init=False)
    last: int = dataclasses.field(default=9, kw_only=True)


@dataclass(frozen=True, slots=True)
class One:
    """A single field, and a check of it."""

    value: int

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("negative")


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


@dataclass(frozen=True, slots=True)
class Own:
    """With methods of its own."""

    value: int

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "own"


def _twin(record: Any) -> Any:
    """The class that the standard library makes of the same lines."""
    space = {
        name: value
        for name, value in vars(record).items()
        if name in ("__annotations__", "__doc__", "__post_init__", "__module__", "KIND")
    }
    for each in dataclasses.fields(record):
        space[each.name] = dataclasses.field(
            default=each.default, default_factory=each.default_factory, init=each.init, repr=each.repr,
            hash=each.hash, compare=each.compare, kw_only=each.kw_only,
        )  # type: ignore[call-overload]  # fmt: skip
    made = type(record.__name__, (), space)
    made.__qualname__ = record.__qualname__
    return dataclasses.dataclass(frozen=True, slots=True)(made)


GIVEN: list[tuple[type, tuple[Any, ...], dict[str, Any]]] = [
    (Plain, ("a",), {}),
    (Plain, ("a", 4, [1]), {"last": 2}),
    (Plain, (), {"id": "b", "seen": 5, "hidden": "x"}),
    (One, (1,), {}),
    (Nothing, (), {}),
]


@pytest.mark.parametrize("record, words, named", GIVEN)
def test_a_record_is_what_the_library_would_make(
    record: Any, words: tuple[Any, ...], named: dict[str, Any]
) -> None:
    twin = _twin(record)
    ours, theirs = record(*words, **named), twin(*words, **named)
    assert repr(ours) == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert record.__match_args__ == twin.__match_args__
    assert record.__slots__ == twin.__slots__
    assert list(inspect.signature(record).parameters) == list(inspect.signature(twin).parameters)
    assert ours == record(*words, **named)
    assert ours != theirs
    assert copy.deepcopy(ours) == ours == pickle.loads(pickle.dumps(ours))
    assert dataclasses.replace(ours) == ours
    if "more" not in record.__match_args__:  # a list has no hash, here nor there
        assert hash(ours) == hash(theirs) == hash(record(*words, **named))
    for name in (*record.__match_args__, "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(ours, name, 1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(ours, name)


@pytest.mark.parametrize("words, named", [((), {}), (("a", 1, [], 0, "h", "m"), {}), (("a",), {"other": 1})])
def test_wrong_arguments_are_refused(words: tuple[Any, ...], named: dict[str, Any]) -> None:
    for kind in (Plain, _twin(Plain)):
        with pytest.raises(TypeError):
            kind(*words, **named)


def test_what_is_compared_and_hashed_is_what_was_said() -> None:
    assert Plain("a", seen=1) == Plain("a", seen=2)
    assert Plain("a") != Plain("a", last=8)
    assert Plain("a").more is not Plain("a").more
    with pytest.raises(ValueError, match="negative"):
        One(-1)


def test_own_methods_are_kept() -> None:
    assert Own(1) == Own(2)
    assert hash(Own(1)) == 7
    assert repr(Own(1)) == "own"


def test_a_record_that_holds_itself_can_be_shown() -> None:
    held: list[Any] = []
    made = Plain("a", more=held)
    held.append(made)
    assert "..." in repr(made)


def test_the_records_of_the_domain_are_as_the_library_would_make_them() -> None:
    """Those with fields of their own, by what can be said of a class without making one of it."""
    seen = 0
    for module in pkgutil.iter_modules(zcdesk.domain.__path__, "zcdesk.domain."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name and dataclasses.is_dataclass(kind):
                assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
                assert not hasattr(kind, "__dict__") or "__slots__" in vars(kind), kind
                twin = _twin(kind)
                assert list(inspect.signature(kind).parameters) == list(inspect.signature(twin).parameters)
                seen += 1
    assert seen > 50
