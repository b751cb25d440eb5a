"""The catalogue: every pack, read when first asked for.

What reads the files is imported where something is read: a start that finds everything kept reads none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcdesk.formula.compiled import Checked, Compiled, check_method, compile_checked
from zcdesk.formula.syntax import FormulaError
from zcdesk.packs.cache import Cache, under
from zcdesk.packs.toml import PackError, load, short

if TYPE_CHECKING:
    from zcdesk.domain.bill import Bills
    from zcdesk.domain.drawing import Drawing
    from zcdesk.domain.factor import FactorSet
    from zcdesk.domain.form import Page
    from zcdesk.domain.policy import Policies
    from zcdesk.domain.questionnaire import Questionnaire
    from zcdesk.domain.uncertainty import Grading
    from zcdesk.domain.vocabulary import Vocabulary
    from zcdesk.domain.words import Words
    from zcdesk.formula.schemes import CompiledScheme
    from zcdesk.packs.scheme_shelf import SchemeShelf
    from zcdesk.packs.spelling import Spelling


class Catalogue:
    """What the packs hold.

    Parameters
    ----------
    resources, forms : Path
        The two folders of data.
    cache : Path or None
        Folder in which what was read is kept for the next start; None keeps nothing.
    """

    def __init__(self, resources: Path, forms: Path, cache: Path | None = None) -> None:
        self.resources = resources
        self.forms = forms
        self._cache = Cache(cache)
        self._methods: dict[tuple[str, str], Compiled] = {}
        self._sets: dict[str, FactorSet] = {}
        self._taken: dict[str, FactorSet] = {}
        self._frozen: dict[str, Compiled] = {}
        self._checked_methods: dict[tuple[str, str], Checked] = {}
        self._texts: dict[str, Mapping[str, Words]] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All quantities, lists, units."""
        return self._cache.kept("vocabulary", lambda: self._vocabulary_files, self._vocabulary)

    def _vocabulary(self) -> Vocabulary:
        from zcdesk.packs.vocabulary import vocabulary

        return vocabulary(self.resources / "vocabulary")

    @cached_property
    def _vocabulary_files(self) -> list[str]:
        return under(self.resources / "vocabulary", ".toml")

    @cached_property
    def editions(self) -> Mapping[str, tuple[str, ...]]:
        """Method ids with their editions, oldest first."""
        found: dict[str, list[str]] = {}
        for path in sorted((self.resources / "methods").glob("*/*/method.toml")):
            found.setdefault(path.parent.parent.name, []).append(path.parent.name)
        return {id_: tuple(editions) for id_, editions in found.items()}

    @cached_property
    def schemes(self) -> SchemeShelf:
        """The schemes, as they are shipped and as projects have kept them."""
        from zcdesk.packs.scheme_shelf import SchemeShelf

        return SchemeShelf(
            self.resources / "schemes", self._cache, lambda: self.vocabulary, lambda: self._vocabulary_files
        )

    @property
    def scheme_editions(self) -> tuple[tuple[str, str], ...]:
        """Id and edition of every scheme that is shipped, in the order of ids and editions."""
        return self.schemes.editions

    @cached_property
    def set_ids(self) -> tuple[str, ...]:
        """Ids of the factor sets."""
        return tuple(path.parent.name for path in sorted((self.resources / "factors").glob("*/set.toml")))

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages that ask, by id."""

        def make() -> Mapping[str, Page]:
            from zcdesk.packs.forms import pages

            return pages(self.forms)

        return self._cache.kept("pages", lambda: under(self.forms, ".toml"), make)

    @cached_property
    def drawings(self) -> Mapping[str, Drawing]:
        """Documents on which numbers stand, by id; none where a set of packs brings none."""
        folder = self.resources / "drawings"

        def make() -> Mapping[str, Drawing]:
            from zcdesk.packs.drawings import drawings

            return drawings(folder)

        return self._cache.kept("drawings", lambda: folder.glob("*.toml"), make)

    @cached_property
    def read(self) -> frozenset[str]:
        """Every quantity that some method or scheme of the catalogue names in a formula, pinned or not."""
        folders = [self.resources / name for name in ("methods", "schemes")]

        def files() -> list[str]:
            return [
                path
                for folder in folders
                for path in under(folder, ".toml")
                if not path.endswith("examples.toml")
            ]

        def make() -> Collection[str]:
            from zcdesk.packs import methods

            return methods.named(map(Path, files()), set(self.vocabulary.quantities))

        return frozenset(self._cache.kept("read", files, make))

    @cached_property
    def spelling(self) -> Spelling:
        """How Chinese names are spelled in letters."""
        from zcdesk.packs.spelling import Spelling

        return Spelling(self.resources / "text" / "pinyin.csv")

    @cached_property
    def grading(self) -> Grading:
        """Grades of meters, records, estimates and factors; none where a set of packs brings none."""
        folder = self.resources / "uncertainty"

        def make() -> Grading:
            from zcdesk.packs.uncertainty import grading

            return grading(folder, self.vocabulary)

        return self._cache.kept("grading", lambda: [*folder.glob("*.toml"), *self._vocabulary_files], make)

    @cached_property
    def policies(self) -> Policies:
        """Rules of governments around the schemes, by topic; none where a set of packs brings none."""
        folder = self.resources / "policies"

        def make() -> Policies:
            from zcdesk.packs.policies import policies

            return policies(folder)

        return self._cache.kept("policies", lambda: folder.glob("*.toml"), make)

    @cached_property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """What a plant asks of others, by id; none where a set of packs brings none."""
        folder = self.resources / "questionnaires"

        def make() -> Mapping[str, Questionnaire]:
            from zcdesk.packs.questionnaires import questionnaires

            return questionnaires(folder)

        return self._cache.kept("questionnaires", lambda: folder.glob("*.toml"), make)

    @cached_property
    def bills(self) -> Bills:
        """Layouts of electronic bills and what their lines answer; none where a set of packs brings none."""
        folder = self.resources / "bills"

        def make() -> Bills:
            from zcdesk.packs.bills import bills

            return bills(folder, self.vocabulary)

        return self._cache.kept("bills", lambda: [*under(folder, ".toml"), *self._vocabulary_files], make)

    @cached_property
    def users(self) -> Mapping[str, frozenset[str]]:
        """Kinds of the methods that name a factor set, by its id; a set that no method names is not there."""
        folder = self.resources / "methods"

        def make() -> Mapping[str, frozenset[str]]:
            from zcdesk.packs import methods

            return methods.users(folder)

        return self._cache.kept("users", lambda: folder.glob("*/*/method.toml"), make)

    @cached_property
    def namers(self) -> Mapping[str, frozenset[str]]:
        """Ids of the methods that name a factor set, by its id; a set that no method names is not there."""
        folder = self.resources / "methods"

        def make() -> Mapping[str, frozenset[str]]:
            from zcdesk.packs import methods

            return methods.namers(folder)

        return self._cache.kept("namers", lambda: folder.glob("*/*/method.toml"), make)

    def method(self, id_: str, edition: str, digest: str = "") -> Compiled:
        """A method of an edition, its formulas read and checked.

        Parameters
        ----------
        digest : str
            Content that is wanted: an earlier one where it was taken in by `take_method`, else what the program ships;
            of an edition that it does not ship, whatever was taken in.

        Raises
        ------
        PackError
            If there is none, or it has a mistake.
        """
        if digest in self._frozen:
            return self._frozen[digest]
        key = (id_, edition)
        if key not in self._methods:
            if not self.ships(id_, edition):
                for kept in list(self._frozen.values()):
                    if (kept.method.id, kept.method.edition) == key:
                        return kept
            self._methods[key] = compile_checked(self._shipped(id_, edition), self.vocabulary)
        return self._methods[key]

    def ships(self, id_: str, edition: str) -> bool:
        """Whether the program has that edition of a method."""
        return edition in self.editions.get(id_, ())

    def holds_method(self, id_: str, edition: str, digest: str) -> bool:
        """Whether a method of this very content is at hand."""
        return digest in self._frozen or self.ships_method(id_, edition, digest)

    def ships_method(self, id_: str, edition: str, digest: str) -> bool:
        """Whether the program has that edition with this very content."""
        return self.ships(id_, edition) and self._shipped(id_, edition).method.digest == digest

    def packed_method(self, id_: str, edition: str) -> bytes:
        """The content of a method that the program ships: its digest is that of the method."""
        from zcdesk.packs import frozen

        return frozen.packed(self._shipped(id_, edition), self.vocabulary)

    def take_method(self, id_: str, edition: str, content: bytes) -> Compiled:
        """Take in a method that a project has kept, as it was.

        Raises
        ------
        PackError
            If it is none, or another one.
        """
        from zcdesk.packs import frozen

        checked, spoken = frozen.unpacked(content, self.vocabulary)
        if (checked.method.id, checked.method.edition) != (id_, edition):
            raise PackError(f"kept method: {checked.method.key} is not {id_}@{edition}")
        found = self._frozen[checked.method.digest] = compile_checked(checked, spoken)
        return found

    def _shipped(self, id_: str, edition: str) -> Checked:
        key = (id_, edition)
        if key not in self._checked_methods:
            if not self.ships(id_, edition):
                raise PackError(f"no such method: {id_}@{edition}")
            folder = self.resources / "methods" / id_ / edition
            self._checked_methods[key] = self._cache.kept(
                f"method {id_} {edition}", lambda: self._method_files(folder), lambda: self._checked(folder)
            )
        return self._checked_methods[key]

    def _method_files(self, folder: Path) -> list[Path | str]:
        parts = (self.resources / "methods" / "parts").glob("*.toml")
        return [folder / "method.toml", *parts, *self._vocabulary_files]

    def _checked(self, folder: Path) -> Checked:
        from zcdesk.packs import frozen, methods

        try:
            read = methods.method(folder, self.resources / "methods" / "parts")
            checked = check_method(read, self.vocabulary)
        except FormulaError as bad:
            raise PackError(f"{short(folder / 'method.toml')}: {bad}") from bad
        digest = frozen.digest_of(frozen.packed(checked, self.vocabulary))
        return replace(checked, method=replace(checked.method, digest=digest))

    def scheme(self, id_: str, edition: str, digest: str = "") -> CompiledScheme:
        """A scheme of an edition, its formulas read and checked, as `SchemeShelf.get`.

        Raises
        ------
        PackError
            If there is none, or it has a mistake.
        """
        return self.schemes.get(id_, edition, digest)

    def factor_set(self, id_: str, digest: str = "") -> FactorSet:
        """A factor set.

        Parameters
        ----------
        digest : str
            Content that is wanted: an earlier one where it was taken in by `take_set`, else what the program ships.

        Raises
        ------
        PackError
            If there is none, or it has a mistake.
        """
        if digest in self._taken:
            return self._taken[digest]
        if id_ not in self._sets:
            if id_ not in self.set_ids:
                raise PackError(f"no such factor set: {id_}")
            folder = self.resources / "factors" / id_
            self._sets[id_] = self._cache.kept(
                "factors", lambda: [*folder.iterdir()], lambda: _factor_set(folder)
            )
        return self._sets[id_]

    def holds_set(self, id_: str, digest: str) -> bool:
        """Whether a set of this very content is at hand."""
        return digest in self._taken or self.ships_set(id_, digest)

    def ships_set(self, id_: str, digest: str) -> bool:
        """Whether the program has that set with this very content."""
        return id_ in self.set_ids and self.factor_set(id_).digest == digest

    def packed_set(self, id_: str) -> bytes:
        """The content of a set that the program ships, as one: its digest is that of the set."""
        from zcdesk.packs import factors

        return factors.packed(self.resources / "factors" / id_)

    def take_set(self, id_: str, content: bytes) -> FactorSet:
        """Take in a set that a project has kept, as it was.

        Raises
        ------
        PackError
            If it is none.
        """
        from zcdesk.packs import factors

        found = factors.unpacked(id_, content)
        self._taken[found.digest] = found
        return found

    def texts(self, name: str) -> Mapping[str, Words]:
        """The texts of ``resources/text/<name>.toml``, and of the folder of that name beside it, by key.

        Raises
        ------
        PackError
            If a text lacks a language or its key stands twice.
        """
        if name not in self._texts:
            first, *others = self._text_files(name)
            self._texts[name] = self._cache.kept(
                f"texts {name}", lambda: [first, *others], lambda: _texts(first, others)
            )
        return self._texts[name]

    def _text_files(self, name: str) -> list[Path]:
        folder = self.resources / "text"
        return [folder / f"{name}.toml", *sorted((folder / name).glob("*.toml"))]

    def guide(self, name: str) -> Mapping[str, Any]:
        """``resources/guide/<name>.toml`` as it stands there; empty where a set of packs brings none."""
        path = self.resources / "guide" / f"{name}.toml"
        return self._cache.kept("guide", lambda: [path], lambda: load(path)) if path.is_file() else {}

    @cached_property
    def report_ids(self) -> tuple[str, ...]:
        """Ids of all report templates, in their order."""
        return tuple(path.stem for path in sorted((self.resources / "reports").glob("*.toml")))

    def disclosure(self, name: str) -> Mapping[str, Any]:
        """An index of disclosures, ``resources/disclosure/<name>.toml``."""
        path = self.resources / "disclosure" / f"{name}.toml"
        return self._cache.kept(f"disclosure {name}", lambda: [path], lambda: load(path))

    def report(self, name: str) -> Mapping[str, Any]:
        """A report template, ``resources/reports/<name>.toml``."""
        path = self.resources / "reports" / f"{name}.toml"
        return self._cache.kept("report", lambda: [path], lambda: load(path))


def _factor_set(folder: Path) -> FactorSet:
    from zcdesk.packs import factors

    return factors.factor_set(folder)


def _texts(first: Path, others: list[Path]) -> Mapping[str, Words]:
    from zcdesk.packs.words import texts

    found = dict(texts(first))
    for path in others:
        for key, words in texts(path).items():
            if key in found:
                raise PackError(f"{short(path)}: {key} stands twice")
            found[key] = words
    return found
