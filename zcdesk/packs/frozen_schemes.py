"""A scheme as one content that can be kept, as `zcdesk.packs.frozen` does for methods.

All that a sealed document of it rests on is there: criteria, lines, rules, measures and their words. What bears on a
verdict is known by a digest of its own, so that a better wording takes nothing away from anybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from zcdesk.domain.method import Method
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.formula.schemes import CheckedScheme, check_scheme
from zcdesk.formula.syntax import FormulaError
from zcdesk.packs.frozen import digest_of, needed, over, record, vocabulary_content, vocabulary_of, written
from zcdesk.packs.toml import PackError, structure

FORM = 1
"""Of the content: raised when it is written in another way."""

_HEAD = ("id", "edition", "words", "document", "issued", "kind", "rounding", "factor_sets", "boundary")
_NAMED = ("levels", "groups")
_EACH = ("criteria", "measures", "checks")
_TEXTS = ("words", "unknown", "ask", "why", "source", "wants", "note", "clause", "clause_words", "confidence")
"""What of a criterion, measure or line tells a person something and gives no verdict."""


def packed(found: CheckedScheme, vocabulary: Vocabulary) -> bytes:
    """The content of a scheme that was checked against this vocabulary."""
    scheme, method = found.scheme, found.scheme.method
    content = {
        "form": FORM,
        "method": {key: record(getattr(method, key)) for key in _HEAD},
        "unconfirmed": {key: record(method.unconfirmed[key]) for key in sorted(method.unconfirmed)},
        "lines": [record(line) for line in method.lines.values()],
        "scheme": {key: record(getattr(scheme, key)) for key in _plain_keys()},
        **{key: {id_: record(words) for id_, words in getattr(scheme, key).items()} for key in _NAMED},
        "taken": [record(each) for each in scheme.taken.values()],
        **{key: [record(each) for each in getattr(scheme, key)] for key in _EACH},
        **vocabulary_content(needed(found.checked, vocabulary, scheme.choices)),
    }
    return written(content)


def unpacked(content: bytes, beside: Vocabulary) -> tuple[CheckedScheme, Vocabulary]:
    """The scheme that `packed` wrote, checked, and the vocabulary that it speaks.

    Raises
    ------
    PackError
        If it is none.
    """
    path = Path("kept scheme")
    try:
        data = json.loads(content)
        if data["form"] != FORM:
            raise PackError(f"{path}: of form {data['form']}, which this program does not read")
        own = vocabulary_of(data, path)
        head = {key: data["method"][key] for key in _HEAD}
        head |= {"lines": {raw["id"]: raw for raw in data["lines"]}, "unconfirmed": data["unconfirmed"]}
        head |= {"checks": [], "digest": digest_of(content)}
        whole = {key: data["scheme"][key] for key in _plain_keys()}
        whole |= {key: data[key] for key in (*_NAMED, *_EACH)}
        whole["taken"] = {raw["line"]: raw for raw in data["taken"]}
        whole["points"] = None if whole["points"] is None else Decimal(whole["points"])
        whole["criteria"] = [_exact(raw) for raw in data["criteria"]]
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as bad:
        raise PackError(f"{path}: {bad!r}") from bad
    method = structure(head, Method, path, "method")
    bare = structure({**whole, "method": head}, Scheme, path, "scheme")
    spoken = over(beside, own)
    try:
        return check_scheme(replace(bare, method=method), spoken), spoken
    except FormulaError as bad:
        raise PackError(f"{path}: {method.key}: {bad}") from bad


def bearing(scheme: Scheme) -> str:
    """What the verdicts of a scheme rest on, in one digest: formulas, levels and rules, not how they are told."""
    content = {
        "lines": [_bare(line) for line in scheme.method.lines.values()],
        "sets": list(scheme.method.factor_sets),
        "levels": list(scheme.levels),
        "choices": list(scheme.choices),
        "taken": sorted((each.line, each.kind, each.unit) for each in scheme.taken.values()),
        "term": [scheme.valid_from, scheme.valid_to, scheme.withdrawn, scheme.absent],
        **{key: [_bare(each) for each in getattr(scheme, key)] for key in _EACH},
    }
    return digest_of(written(content))


def _bare(thing: Any) -> dict[str, Any]:
    return {key: value for key, value in record(thing).items() if key not in _TEXTS}


def _plain_keys() -> tuple[str, ...]:
    """The fields of a scheme that are no list of records."""
    others = {"method", "taken", *_NAMED, *_EACH}
    return tuple(each.name for each in fields(Scheme) if each.name not in others)


def _exact(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A criterion with its points as a number."""
    points = raw.get("points")
    found = dict(raw)
    if points is not None:
        found["points"] = {**points, "most": Decimal(points["most"])}
    return found
