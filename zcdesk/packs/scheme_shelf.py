"""The schemes of a catalogue: what the program ships, and what projects have kept of earlier contents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.formula.syntax import FormulaError
from zcdesk.packs.cache import Cache
from zcdesk.packs.toml import PackError, short

if TYPE_CHECKING:
    from zcdesk.formula.schemes import CheckedScheme, CompiledScheme


class SchemeShelf:
    """The schemes of one folder of packs.

    Parameters
    ----------
    folder : Path
        ``resources/schemes``.
    cache : Cache
    vocabulary : callable
        Gives what the shipped ones speak.
    vocabulary_files : callable
        Gives the files that it is read from.
    """

    def __init__(
        self,
        folder: Path,
        cache: Cache,
        vocabulary: Callable[[], Vocabulary],
        vocabulary_files: Callable[[], Iterable[Path | str]],
    ) -> None:
        self._folder = folder
        self._cache = cache
        self._vocabulary = vocabulary
        self._vocabulary_files = vocabulary_files
        self._compiled: dict[tuple[str, str], CompiledScheme] = {}
        self._checked: dict[tuple[str, str], CheckedScheme] = {}
        self._taken: dict[str, CompiledScheme] = {}

    @cached_property
    def editions(self) -> tuple[tuple[str, str], ...]:
        """Id and edition of every scheme that is shipped, in the order of ids and editions."""
        found = sorted(self._folder.glob("*/*/scheme.toml"))
        return tuple((path.parent.parent.name, path.parent.name) for path in found)

    def has(self, id_: str, edition: str, digest: str = "") -> bool:
        """Whether `get` gives one."""
        return digest in self._taken or (id_, edition) in self.editions

    def holds(self, id_: str, edition: str, digest: str) -> bool:
        """Whether a scheme of this very content is at hand."""
        return digest in self._taken or self.ships(id_, edition, digest)

    def ships(self, id_: str, edition: str, digest: str) -> bool:
        """Whether the program has that edition with this very content."""
        return (id_, edition) in self.editions and self._shipped(id_, edition).scheme.method.digest == digest

    def get(self, id_: str, edition: str, digest: str = "") -> CompiledScheme:
        """A scheme of an edition: the content wanted where it was taken in, else what the program ships.

        Raises
        ------
        PackError
            If there is none, or it has a mistake.
        """
        from zcdesk.formula.schemes import compile_scheme

        if digest in self._taken:
            return self._taken[digest]
        key = (id_, edition)
        if key not in self._compiled:
            self._compiled[key] = compile_scheme(self._shipped(id_, edition), self._vocabulary())
        return self._compiled[key]

    def packed(self, id_: str, edition: str) -> bytes:
        """The content of a scheme that the program ships: its digest is that of the scheme."""
        from zcdesk.packs import frozen_schemes

        return frozen_schemes.packed(self._shipped(id_, edition), self._vocabulary())

    def take(self, id_: str, edition: str, content: bytes) -> CompiledScheme:
        """Take in a scheme that a project has kept, as it was.

        Raises
        ------
        PackError
            If it is none, or another one.
        """
        from zcdesk.formula.schemes import compile_scheme
        from zcdesk.packs import frozen_schemes

        checked, spoken = frozen_schemes.unpacked(content, self._vocabulary())
        method = checked.scheme.method
        if (method.id, method.edition) != (id_, edition):
            raise PackError(f"kept scheme: {method.key} is not {id_}@{edition}")
        found = self._taken[method.digest] = compile_scheme(checked, spoken)
        return found

    def same_verdicts(self, id_: str, edition: str, digest: str) -> bool:
        """Whether the content taken in under a digest judges as the shipped one does, in whatever words."""
        from zcdesk.packs.frozen_schemes import bearing

        if digest not in self._taken or (id_, edition) not in self.editions:
            return False
        return bearing(self._taken[digest].scheme) == bearing(self._shipped(id_, edition).scheme)

    def _shipped(self, id_: str, edition: str) -> CheckedScheme:
        key = (id_, edition)
        if key not in self._checked:
            if key not in self.editions:
                raise PackError(f"no such scheme: {id_}@{edition}")
            path = self._folder / id_ / edition / "scheme.toml"
            self._checked[key] = self._cache.kept(
                f"scheme {id_} {edition}",
                lambda: [path, *self._vocabulary_files()],
                lambda: self._read(path),
            )
        return self._checked[key]

    def _read(self, path: Path) -> CheckedScheme:
        from zcdesk.formula.schemes import check_scheme
        from zcdesk.packs import frozen, frozen_schemes, schemes

        try:
            found = check_scheme(schemes.scheme(path.parent), self._vocabulary())
        except FormulaError as bad:
            raise PackError(f"{short(path)}: {bad}") from bad
        digest = frozen.digest_of(frozen_schemes.packed(found, self._vocabulary()))
        method = replace(found.scheme.method, digest=digest)
        return replace(
            found, scheme=replace(found.scheme, method=method), checked=replace(found.checked, method=method)
        )
