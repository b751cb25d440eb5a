"""The catalogue: every pack, read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from zcdesk.domain.drawing import Drawing
from zcdesk.domain.factor import FactorSet
from zcdesk.domain.form import Page
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words
from zcdesk.formula.compiled import Compiled, compile_method
from zcdesk.formula.syntax import FormulaError
from zcdesk.packs import factors, methods
from zcdesk.packs.drawings import drawings
from zcdesk.packs.forms import pages
from zcdesk.packs.toml import PackError, load, short
from zcdesk.packs.vocabulary import vocabulary
from zcdesk.packs.words import texts


class Catalogue:
    """What the packs hold.

    Parameters
    ----------
    resources, forms : Path
        The two folders of data.
    """

    def __init__(self, resources: Path, forms: Path) -> None:
        self.resources = resources
        self.forms = forms
        self._methods: dict[tuple[str, str], Compiled] = {}
        self._sets: dict[str, FactorSet] = {}
        self._texts: dict[str, Mapping[str, Words]] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All quantities, lists, units."""
        return vocabulary(self.resources / "vocabulary")

    @cached_property
    def editions(self) -> Mapping[str, tuple[str, ...]]:
        """Method ids with their editions, oldest first."""
        found: dict[str, list[str]] = {}
        for path in sorted((self.resources / "methods").glob("*/*/method.toml")):
            found.setdefault(path.parent.parent.name, []).append(path.parent.name)
        return {id_: tuple(editions) for id_, editions in found.items()}

    @cached_property
    def set_ids(self) -> tuple[str, ...]:
        """Ids of the factor sets."""
        return tuple(path.parent.name for path in sorted((self.resources / "factors").glob("*/set.toml")))

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages that ask, by id."""
        return pages(self.forms)

    @cached_property
    def drawings(self) -> Mapping[str, Drawing]:
        """Documents on which numbers stand, by id; none where a set of packs brings none."""
        return drawings(self.resources / "drawings")

    def method(self, id_: str, edition: str) -> Compiled:
        """A method of an edition, its formulas read and checked.

        Raises
        ------
        PackError
            If there is none, or it has a mistake.
        """
        key = (id_, edition)
        if key not in self._methods:
            folder = self.resources / "methods" / id_ / edition
            if edition not in self.editions.get(id_, ()):
                raise PackError(f"no such method: {id_}@{edition}")
            try:
                found = methods.method(folder, self.resources / "methods" / "parts")
                self._methods[key] = compile_method(found, self.vocabulary)
            except FormulaError as bad:
                raise PackError(f"{short(folder / 'method.toml')}: {bad}") from bad
        return self._methods[key]

    def factor_set(self, id_: str) -> FactorSet:
        """A factor set.

        Raises
        ------
        PackError
            If there is none, or it has a mistake.
        """
        if id_ not in self._sets:
            if id_ not in self.set_ids:
                raise PackError(f"no such factor set: {id_}")
            self._sets[id_] = factors.factor_set(self.resources / "factors" / id_)
        return self._sets[id_]

    def texts(self, name: str) -> Mapping[str, Words]:
        """The texts of ``resources/text/<name>.toml``, and of the folder of that name beside it, by key.

        Raises
        ------
        PackError
            If a text lacks a language or its key stands twice.
        """
        if name not in self._texts:
            folder = self.resources / "text"
            found = dict(texts(folder / f"{name}.toml"))
            for path in sorted((folder / name).glob("*.toml")):
                for key, words in texts(path).items():
                    if key in found:
                        raise PackError(f"{short(path)}: {key} stands twice")
                    found[key] = words
            self._texts[name] = found
        return self._texts[name]

    def report(self, name: str) -> Mapping[str, Any]:
        """A report template, ``resources/reports/<name>.toml``."""
        return load(self.resources / "reports" / f"{name}.toml")
