"""Packs are read once and kept; what changed is read again, and nothing foreign is ever built."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.packs import cache, catalogue, forms, vocabulary
from zcdesk.packs.cache import Cache
from zcdesk.packs.catalogue import Catalogue


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packs that a test may change."""
    shutil.copytree(
        places.data("resources"), tmp_path / "resources", ignore=shutil.ignore_patterns("fonts", "sample")
    )
    shutil.copytree(places.data("forms"), tmp_path / "forms")
    return tmp_path


def _catalogue(folder: Path) -> Catalogue:
    return Catalogue(folder / "resources", folder / "forms", folder / "cache")


def test_what_is_kept_equals_what_was_read(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, bare = _catalogue(packs), Catalogue(packs / "resources", packs / "forms")
    seen = _everything(first)
    for module, name in ((vocabulary, "vocabulary"), (forms, "pages"), (catalogue, "check_method")):
        monkeypatch.setattr(module, name, _never)
    assert _everything(_catalogue(packs)) == seen
    monkeypatch.undo()
    assert _everything(bare) == seen


def _never(*_: object) -> None:
    raise AssertionError("read again")


def _everything(held: Catalogue) -> list[object]:
    found: list[object] = [held.vocabulary, held.pages, held.drawings, held.texts("findings")]
    found += [held.factor_set(id_) for id_ in held.set_ids]
    for id_, editions in held.editions.items():
        for edition in editions:
            compiled = held.method(id_, edition)
            found += [compiled.method, {key: line.tree for key, line in compiled.lines.items()}]
            found += [compiled.quantities, compiled.tables, compiled.constants]
    return found


def test_a_changed_pack_is_noticed(packs: Path) -> None:
    _everything(_catalogue(packs))
    path = packs / "resources" / "methods" / "cn.machinery" / "2015" / "method.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("机械设备制造企业", "别的企业"), encoding="utf-8"
    )
    assert "别的企业" in _catalogue(packs).method("cn.machinery", "2015").method.words.zh


def test_a_new_file_is_noticed(packs: Path) -> None:
    _everything(_catalogue(packs))
    more = packs / "resources" / "vocabulary" / "quantities" / "zz.toml"
    more.write_text('[quantity."zz.one"]\nwords = { zh = "一", en = "One" }\nunit = "t"\n', encoding="utf-8")
    assert "zz.one" in _catalogue(packs).vocabulary.quantities


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty"])
def test_a_spoilt_cache_is_read_anew(packs: Path, spoil: str) -> None:
    seen = _everything(_catalogue(packs))
    for path in (packs / "cache").iterdir():
        held = bytearray(path.read_bytes())
        if spoil == "flip":
            held[-len(held) // 3] ^= 1
        path.write_bytes({"cut": held[:-7], "flip": held, "empty": b""}[spoil])
    assert _everything(_catalogue(packs)) == seen


def test_nothing_foreign_is_built(tmp_path: Path) -> None:
    source = tmp_path / "a.toml"
    source.write_text("", encoding="utf-8")
    box = tmp_path / "cache"
    assert Cache(box).kept("a", lambda: [source], lambda: "made") == "made"
    (kept,) = box.iterdir()

    class Bomb:
        def __reduce__(self) -> object:
            return os.mkdir, (str(tmp_path / "built"),)

    body = pickle.dumps((Bomb(),))
    kept.write_bytes(kept.read_bytes()[:32] + cache.hashlib.sha256(body).digest() + body)
    assert Cache(box).kept("a", lambda: [source], lambda: "made anew") == "made anew"
    assert not (tmp_path / "built").exists()


def test_a_cache_that_cannot_be_written_is_only_slower(tmp_path: Path) -> None:
    source = tmp_path / "a.toml"
    source.write_text("", encoding="utf-8")
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("", encoding="utf-8")
    assert Cache(in_the_way).kept("a", lambda: [source], lambda: "made") == "made"
