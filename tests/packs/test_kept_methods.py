"""A method as one content: read back as it was, known by what bears on a number, refused when it is something else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from zcdesk.packs import frozen
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.toml import PackError

EDITIONS = [(id_, edition) for id_, editions in CATALOGUE.editions.items() for edition in editions]


@pytest.mark.parametrize(("id_", "edition"), EDITIONS)
def test_a_method_is_read_back_as_it_was(id_: str, edition: str) -> None:
    shipped, content = CATALOGUE.method(id_, edition), CATALOGUE.packed_method(id_, edition)
    checked, spoken = frozen.unpacked(content, CATALOGUE.vocabulary)
    assert frozen.digest_of(content) == shipped.method.digest
    assert checked.method == shipped.method
    assert dict(checked.trees) == {key: line.tree for key, line in shipped.lines.items()}
    assert checked.quantities == tuple(shipped.quantities)
    assert frozen.packed(checked, spoken) == content
    assert len(content) < 200_000


def changed(folder: Path, name: str, old: str, new: str) -> Catalogue:
    shutil.copytree(
        CATALOGUE.resources, folder / "resources", ignore=shutil.ignore_patterns("fonts", "icons")
    )
    path = folder / "resources" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Catalogue(folder / "resources", CATALOGUE.forms)


@pytest.mark.parametrize(
    ("name", "old", "new", "same"),
    [
        ("methods/parts/fuel.toml", "[[line]]", "# 备注\n[[line]]", True),
        ("vocabulary/quantities/energy.toml", 'where = { zh = "', 'where = { zh = "先看', True),  # a hint
        ("vocabulary/constants.toml", '"44/12"', '"11/3"', False),
        (
            "methods/parts/fuel.toml",
            '* fuel.oxidation * c_to_co2"',
            '* fuel.oxidation * 1 * c_to_co2"',
            False,
        ),
    ],
)
def test_it_is_another_content_where_something_bears_on_numbers(
    tmp_path: Path, name: str, old: str, new: str, same: bool
) -> None:
    fresh = changed(tmp_path, name, old, new)
    shipped = CATALOGUE.method("cn.food", "2015").method.digest
    assert (fresh.method("cn.food", "2015").method.digest == shipped) is same


def spoilt(content: bytes, key: str, value: object) -> bytes:
    return json.dumps({**json.loads(content), key: value}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b"[]",
        b"{}",
        spoilt(CATALOGUE.packed_method("cn.food", "2015"), "form", 99),
        spoilt(
            CATALOGUE.packed_method("cn.food", "2015"),
            "lines",
            [{"id": "a.b", "formula": "__import__('os')"}],
        ),
        spoilt(CATALOGUE.packed_method("cn.food", "2015"), "units", [["t", "a lot"]]),
        spoilt(CATALOGUE.packed_method("cn.food", "2015"), "units", [["t", "1/0"]]),
        b"[" * 100_000,
    ],
)
def test_what_is_no_method_is_refused(content: bytes) -> None:
    with pytest.raises(PackError):
        frozen.unpacked(content, CATALOGUE.vocabulary)


def test_another_method_does_not_take_its_place() -> None:
    catalogue = Catalogue(CATALOGUE.resources, CATALOGUE.forms)
    content = CATALOGUE.packed_method("cn.steel", "2025")
    with pytest.raises(PackError, match=r"cn\.steel@2025 is not cn\.food@2015"):
        catalogue.take_method("cn.food", "2015", content)
    assert catalogue.method("cn.food", "2015", frozen.digest_of(content)).method.id == "cn.food"
