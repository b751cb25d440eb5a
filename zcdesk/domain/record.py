"""Records: ``@dataclass(frozen=True, slots=True)`` as in the standard library, made in less than half the time.

The standard library writes six functions of a record as text and compiles each; a start makes more than a hundred
records, and that was an eighth of it. Here only ``__init__`` is compiled, when it is first wanted, and sets the slots
directly; comparing, hashing and showing pick the fields by their names. What a record is and does stays the same:
`fields`, `replace`, `asdict`, ``match``, copying and pickling. Any other kind of dataclass is made by the standard
library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields, is_dataclass
from operator import attrgetter
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as _plain

    def dataclass(cls=None, /, **kind):
        """As `dataclasses.dataclass`."""

        def made(cls):
            if kind != {"frozen": True, "slots": True} or any(is_dataclass(base) for base in cls.__bases__):
                return _plain(cls, **kind)
            return _record(cls, _plain(cls, init=False, repr=False, eq=False, slots=True))

        return made if cls is None else made(cls)


def _record(given: type, made: Any) -> Any:
    """A class with slots as a frozen record; what was `given` its own special methods keeps them."""
    made.__dataclass_params__.frozen = True  # or no frozen class could be made from it
    known = fields(made)
    compared = tuple(each.name for each in known if each.compare)
    hashed = tuple(each.name for each in known if (each.compare if each.hash is None else each.hash))
    methods: dict[str, Any] = {
        "__init__": _Init(made),
        "__eq__": _equal(_taking(compared)),
        "__hash__": _hash(_taking(hashed)),
        "__repr__": _shown(tuple(each.name for each in known if each.repr)),
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        "__getstate__": _state(tuple(each.name for each in known)),
        "__setstate__": _restore(tuple(made.__dict__[each.name].__set__ for each in known)),
    }
    own = vars(given)
    for name, method in methods.items():
        if name not in own or (name == "__hash__" and own[name] is None):
            setattr(made, name, method)
    return made


class _Init:
    """Stands for the ``__init__`` of a record until it is first asked for: most kinds are not made at every start."""

    __slots__ = ("_made",)

    def __init__(self, made: Any) -> None:
        self._made = made

    def __get__(self, record: Any, kind: type | None = None) -> Any:
        init = _init(self._made)
        self._made.__init__ = init
        return init if record is None else init.__get__(record, kind)


def _init(made: Any) -> Callable[..., None]:
    known = fields(made)
    plain = all(each.init and not each.kw_only and each.default_factory is MISSING for each in known)
    init = _shaped(made, tuple(known)) if plain and known else _written(made)
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


_SHAPES: dict[tuple[int, bool], CodeType] = {}
"""Of so many fields, with a check afterwards or without: what one record has compiled serves every other."""


def _shaped(made: Any, known: tuple[Field[Any], ...]) -> Callable[..., None]:
    """As `_written`, for a record whose fields are all given in their order: only the names are its own."""
    shape = (len(known), hasattr(made, "__post_init__"))
    if shape not in _SHAPES:
        lines = [f" _set_{at}(self, _{at})" for at in range(shape[0])]
        lines += [" self.__post_init__()"] if shape[1] else []
        taken = "".join(f", _{at}" for at in range(shape[0]))
        space: dict[str, Any] = {}
        exec(f"def __init__(self{taken}):\n" + "\n".join(lines), space)
        _SHAPES[shape] = space["__init__"].__code__
    code = _SHAPES[shape].replace(co_varnames=("self", *(each.name for each in known)))
    setters = {f"_set_{at}": made.__dict__[each.name].__set__ for at, each in enumerate(known)}
    given = tuple(each.default for each in known if each.default is not MISSING)
    return FunctionType(code, setters, "__init__", given)


def _written(made: Any) -> Callable[..., None]:
    space: dict[str, Any] = {"_NONE": MISSING}
    needed: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for each in fields(made):
        name = each.name
        space[f"_set_{name}"] = made.__dict__[name].__set__
        space[f"_default_{name}"] = each.default
        space[f"_new_{name}"] = each.default_factory
        fresh = each.default_factory is not MISSING
        value = name if each.init else f"_new_{name}()" if fresh else f"_default_{name}"
        if each.init:
            default = "=_NONE" if fresh else "" if each.default is MISSING else f"=_default_{name}"
            (named if each.kw_only else needed).append(f"{name}{default}")
            if fresh:
                value = f"_new_{name}() if {name} is _NONE else {name}"
        elif not fresh and each.default is MISSING:
            continue
        lines.append(f" _set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    taken = ", ".join(["self", *needed, *(["*", *named] if named else [])])
    exec(f"def __init__({taken}):\n" + "\n".join(lines or [" pass"]), space)
    init: Callable[..., None] = space["__init__"]
    return init


def _taking(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives these fields of a record as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    one = attrgetter(names[0])
    return lambda record: (one(record),)


def _equal(take: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, Any], Any]:
    def __eq__(self: Any, other: Any) -> Any:
        return take(self) == take(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash(take: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:
        return hash(take(self))

    return __hash__


def _shown(names: tuple[str, ...]) -> Callable[[Any], str]:
    @recursive_repr()
    def __repr__(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    return __repr__


def _refuse_setting(_: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(names: tuple[str, ...]) -> Callable[[Any], list[Any]]:
    return lambda self: [getattr(self, name) for name in names]


def _restore(setters: tuple[Callable[[Any, Any], None], ...]) -> Callable[[Any, list[Any]], None]:
    def __setstate__(self: Any, state: list[Any]) -> None:
        for put, value in zip(setters, state, strict=True):
            put(self, value)

    return __setstate__


__all__ = ["dataclass"]
