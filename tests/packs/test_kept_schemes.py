"""A scheme as one content: read back as it was, known by what it says, and told apart by what bears on a verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from tests.packs.test_kept_methods import changed
from zcdesk.packs import frozen, frozen_schemes
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.toml import PackError

NATIONAL = ("cn.zero-carbon-factory", "2026")
TOML = "schemes/cn.zero-carbon-factory/2026/scheme.toml"


@pytest.mark.parametrize(("id_", "edition"), CATALOGUE.scheme_editions)
def test_a_scheme_is_read_back_as_it_was(id_: str, edition: str) -> None:
    shipped, content = CATALOGUE.scheme(id_, edition), CATALOGUE.schemes.packed(id_, edition)
    found, spoken = frozen_schemes.unpacked(content, CATALOGUE.vocabulary)
    assert frozen.digest_of(content) == shipped.scheme.method.digest
    assert found.scheme == shipped.scheme
    assert dict(found.checked.trees) == {key: line.tree for key, line in shipped.compiled.lines.items()}
    assert found.checked.quantities == tuple(shipped.compiled.quantities)
    assert frozen_schemes.packed(found, spoken) == content
    assert len(content) < 300_000


@pytest.mark.parametrize(
    ("old", "new", "same", "alike"),
    [
        ("[[line]]", "# 备注\n[[line]]", True, True),
        (
            'en = "Emissions per energy"',
            'en = "Emissions by energy"',
            False,
            True,
        ),  # a name: printed, not judged
        ('better = "lower"', 'better = "higher"', False, False),
        (
            'formula = "national.carbon / national.energy"',
            'formula = "national.carbon / energy.total"',
            False,
            False,
        ),
        ('issued = "2026-07-13"', 'issued = "2026-07-13"\nwithdrawn = "2026-09-01"', False, False),
    ],
)
def test_words_make_it_another_content_and_rules_another_verdict(
    tmp_path: Path, old: str, new: str, same: bool, alike: bool
) -> None:
    fresh = changed(tmp_path, TOML, old, new)
    shipped, other = CATALOGUE.scheme(*NATIONAL).scheme, fresh.scheme(*NATIONAL).scheme
    assert (other.method.digest == shipped.method.digest) is same
    assert (frozen_schemes.bearing(other) == frozen_schemes.bearing(shipped)) is alike


def test_its_own_digest_is_no_part_of_it() -> None:
    scheme = CATALOGUE.scheme(*NATIONAL).scheme
    bare = replace(scheme, method=replace(scheme.method, digest=""))
    assert frozen_schemes.bearing(bare) == frozen_schemes.bearing(scheme)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b"[]",
        b"{}",
        json.dumps({**json.loads(CATALOGUE.schemes.packed(*NATIONAL)), "form": 99}).encode(),
        json.dumps({**json.loads(CATALOGUE.schemes.packed(*NATIONAL)), "lines": [{"id": "a.b"}]}).encode(),
        json.dumps(
            {**json.loads(CATALOGUE.schemes.packed(*NATIONAL)), "criteria": [{"points": {"most": "x"}}]}
        ).encode(),
        CATALOGUE.packed_method("cn.food", "2015"),
        b"[" * 100_000,
    ],
)
def test_what_is_no_scheme_is_refused(content: bytes) -> None:
    with pytest.raises(PackError):
        frozen_schemes.unpacked(content, CATALOGUE.vocabulary)


def test_another_scheme_does_not_take_its_place() -> None:
    catalogue = Catalogue(CATALOGUE.resources, CATALOGUE.forms)
    content = CATALOGUE.schemes.packed("cn.jiangsu.zero-carbon-factory", "2025")
    with pytest.raises(PackError, match=r"cn\.jiangsu\.zero-carbon-factory@2025 is not"):
        catalogue.schemes.take(*NATIONAL, content)
