"""A project file from the fullest worked example of any method."""

from __future__ import annotations

from pathlib import Path

from zcdesk.domain.change import AnswerChange, Change, PinChange, RowChange
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.examples import Example, examples
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import Workbench, pin_of


def fullest(catalogue: Catalogue, id_: str, edition: str) -> Example:
    """The example that reaches most lines."""
    found = examples(catalogue.resources / "methods" / id_ / edition, catalogue.method(id_, edition))
    return max(found, key=lambda each: len({expected.line for expected in each.expect}))


def made(catalogue: Catalogue, path: Path, id_: str, edition: str) -> Workbench:
    """A project file with its answers; the factors that only the publication has are left out."""
    example = fullest(catalogue, id_, edition)
    pin = pin_of(catalogue, id_, edition)
    held = example.project(pin, catalogue.vocabulary)
    bench = create(catalogue, path, "lin", held.years, (pin,), None)
    changes: list[Change] = [RowChange(row.id, None, row) for row in held.rows.values()]
    changes += [AnswerChange(place, None, answer) for place, answer in held.answers.items()]
    changes += [PinChange(each.key, None, each) for each in held.pins.values() if each.kind == "factors"]
    bench.commit(id_, changes)
    return bench
