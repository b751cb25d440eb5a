"""Offers: which accounting methods fit a sector, each with the reason; what the program lacks is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from zcdesk.domain.words import Words, same
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.spelling import Spelling
from zcdesk.packs.toml import PackError, load, only, rows, structure, table

Standing = Literal["recommended", "also", "stand_in", "reason"]


@dataclass(frozen=True, slots=True)
class Guideline:
    """An accounting guideline: its document, and the pack that computes by it (``""``: not there yet)."""

    words: Words
    document: str
    clause: str
    confidence: str
    pack: str = ""
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """A division (two digits) or class (four digits) of GB/T 4754-2017.

    Attributes
    ----------
    words : Words
    clause, confidence : str
        Where the code stands; A seen in the source, B by the guideline's scope, C by custom.
    own : str
        The guideline of its own; a class without one follows its division.
    seek : str
        Products and other words people look for.
    code : str
    """

    words: Words
    clause: str
    confidence: str
    own: str = ""
    seek: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A method that the program has.

    Attributes
    ----------
    id, edition : str
    words, document : Words
    standing : str
        ``recommended``; ``also`` beside it; ``stand_in`` for one that is not there yet; ``reason``: a reason has to
        be written.
    reason : Words
        Why it is offered so.
    chosen : bool
        Marked from the start.
    inventory : bool
        It counts greenhouse gases; False for one of energy.
    key : str
        ``id@edition``.
    """

    id: str
    edition: str
    words: Words
    document: Words
    standing: Standing
    reason: Words
    chosen: bool
    inventory: bool = True

    @property
    def key(self) -> str:
        return f"{self.id}@{self.edition}"


@dataclass(frozen=True, slots=True)
class Beside:
    """A method that stands beside those of the sector and is not added to them."""

    pack: str
    reason: Words
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A guideline that a plant of these codes takes as well where it has something more."""

    guideline: str
    codes: tuple[str, ...]
    when: Words


@dataclass(frozen=True, slots=True)
class Sectors:
    """Sectors by code and guidelines by id.

    Attributes
    ----------
    residual : str
        The guideline of every industry that has none of its own.
    beside, added : tuple
    """

    sectors: Mapping[str, Sector]
    guidelines: Mapping[str, Guideline]
    residual: str
    beside: tuple[Beside, ...]
    added: tuple[Added, ...]
    spelling: Spelling

    def own(self, code: str) -> str:
        """The guideline of a sector: its own, else that of its division, else the one for all others."""
        for known in (code, code[:2]):
            if known in self.sectors and self.sectors[known].own:
                return self.sectors[known].own
        return self.residual

    def of(self, code: str) -> Sector | None:
        """A sector by its code; a class that is not listed is its division under the code of the class."""
        known = self.sectors.get(code)
        if known is not None or not code.isdigit() or not 2 < len(code) < 5:
            return known
        division = self.sectors.get(code[:2])
        return replace(division, code=code, confidence="C") if division is not None else None

    def division(self, code: str) -> Words:
        """What the division of a class is called."""
        return self.sectors[code[:2]].words if code[:2] in self.sectors else same("")

    def find(self, text: str, most: int = 40) -> tuple[Sector, ...]:
        """Sectors whose code begins so, or whose name or products hold every word; classes before divisions.

        A code of a class that is not listed finds its division under that code: a plant knows its class.
        """
        wanted = text.strip().lower().removeprefix("c").split()
        if not wanted:
            return ()
        found: list[tuple[int, str, Sector]] = []
        for code, sector in self.sectors.items():
            rank = _rank(sector, wanted, self.spelling)
            if rank is not None:
                found.append((rank, code, sector))
        found.sort(key=lambda each: (each[0], -len(each[1]), each[1]))
        unlisted = self.of(wanted[0]) if not found and len(wanted) == 1 else None
        return (unlisted,) if unlisted is not None else tuple(sector for _, _, sector in found[:most])


def sectors(catalogue: Catalogue) -> Sectors:
    """The sectors of ``resources/guide/sectors.toml``.

    Raises
    ------
    PackError
        If a sector names a guideline that is not there.
    """
    path = catalogue.resources / "guide" / "sectors.toml"
    data = load(path)
    only(data, ("residual", "beside", "added", "guideline", "sector"), path)
    guidelines = {
        id_: structure(raw, Guideline, path, f"guideline.{id_}")
        for id_, raw in table(data, "guideline", path).items()
    }
    found: dict[str, Sector] = {}
    for code, raw in table(data, "sector", path).items():
        sector = structure({**raw, "code": code}, Sector, path, f"sector.{code}")
        if sector.own and sector.own not in guidelines:
            raise PackError(f"guide/sectors.toml: sector.{code}.own: no such guideline: {sector.own}")
        found[code] = sector
    beside = tuple(structure(raw, Beside, path, "beside") for raw in rows(data, "beside", path))
    added = tuple(structure(raw, Added, path, "added") for raw in rows(data, "added", path))
    for id_ in (str(data.get("residual")), *(each.guideline for each in added)):
        if id_ not in guidelines:
            raise PackError(f"guide/sectors.toml: no such guideline: {id_}")
    return Sectors(found, guidelines, str(data["residual"]), beside, added, catalogue.spelling)


def offers(catalogue: Catalogue, known: Sectors, code: str) -> tuple[Offer, ...]:
    """The methods for a sector, best first, each with the reason."""
    own = known.own(code)
    guideline = known.guidelines[own]
    listed: list[Offer] = []
    if guideline.pack in catalogue.editions:
        listed.append(_offer(catalogue, guideline.pack, "recommended", _fits(known, code, guideline), True))
        for edition in catalogue.editions[guideline.pack][-2::-1]:
            listed.append(_offer(catalogue, guideline.pack, "reason", _EARLIER, False, edition))
    residual = known.guidelines[known.residual]
    if own != known.residual and residual.pack in catalogue.editions:
        if listed:
            listed.append(_offer(catalogue, residual.pack, "reason", _WITHOUT_OWN, False))
        else:
            stands = _STANDS_IN.fill(document=guideline.document, name=guideline.words)
            listed.append(_offer(catalogue, residual.pack, "stand_in", stands, True))
    for more in known.added:
        pack = known.guidelines[more.guideline].pack
        if own != more.guideline and code.startswith(more.codes) and pack in catalogue.editions:
            listed.append(_offer(catalogue, pack, "reason", more.when, False))
    for also in known.beside:
        if also.pack in catalogue.editions:
            listed.append(_offer(catalogue, also.pack, "also", also.reason, also.chosen))
    return tuple(listed)


def lacking(catalogue: Catalogue, known: Sectors, code: str) -> Words | None:
    """What a sector should have and the program does not have yet; None if nothing."""
    guideline = known.guidelines[known.own(code)]
    if guideline.pack not in catalogue.editions:
        return _LACKS.fill(document=guideline.document, name=guideline.words)
    if guideline.newer:
        return _NEWER.fill(newer=guideline.newer, document=guideline.document)
    return None


_LACKS = Words(
    "这个行业有专用方法（{name}，{document}），程序里还没有。",
    "This sector has a method of its own ({name}, {document}); the program does not have it yet.",
)
_NEWER = Words(
    "{newer} 更新，程序里还没有；现用 {document}。报送前问主管部门要哪一版；"
    "现在可以先填，以后换版时逐行对照，填过的都保留。",
    "{newer} is newer; the program does not have it yet and uses {document}. Ask the authority which one it wants "
    "before handing in; filling in can begin: another edition is compared line by line later, and all that was typed "
    "stays.",
)
_STANDS_IN = Words(
    "代用。专用方法（{name}，{document}）还没有；用它算出的结果不能当作专用方法的结果报送。写明理由。",
    "Stands in. The method of the sector ({name}, {document}) is not there yet; results by this one cannot be handed "
    "in as results by that one. Write the reason.",
)
_WITHOUT_OWN = Words(
    "没有行业专用方法时才用。这个行业有专用方法，选它要写明理由。",
    "For industries without a method of their own. This one has its own; a reason has to be written.",
)
_EARLIER = Words(
    "较早的版本：以前年度按它报过，或者接收报告的部门仍要求它时才用。选它要写明理由；两个版本的结果不能直接比。",
    "An earlier edition: for years already reported by it, or if the receiving authority still asks for it. A reason "
    "has to be written; results of two editions do not compare.",
)
_FITS = Words(
    "行业 {code} {name} 在适用范围内（{how}）。",
    "Sector {code} {name} is inside its scope ({how}).",
)
_RESIDUAL_FITS = Words(
    "行业 {code} {name} 没有专用指南，归入“工业其他行业”（{how}）。",
    "Sector {code} {name} has no guideline of its own and falls under other industries ({how}).",
)
_HOW = {
    "A": Words("指南原文写明", "the guideline names it"),
    "B": Words("按指南的适用范围", "by the scope of the guideline"),
    "C": Words(
        "按行业惯例归类，报送前向主管部门核实", "classed by custom; ask the authority before handing in"
    ),
}
"""What a mark of confidence means, in words."""


def _fits(known: Sectors, code: str, guideline: Guideline) -> Words:
    sector = known.of(code)
    assert sector is not None, code
    text = _RESIDUAL_FITS if known.own(code) == known.residual else _FITS
    worst = max(sector.confidence, guideline.confidence)
    return text.fill(code=code, name=sector.words, how=_HOW[worst])


def _offer(
    catalogue: Catalogue, id_: str, standing: Standing, reason: Words, chosen: bool, edition: str = ""
) -> Offer:
    edition = edition or catalogue.editions[id_][-1]
    method = catalogue.method(id_, edition).method
    return Offer(
        id_, edition, method.words, method.document, standing, reason, chosen, method.kind == "inventory"
    )


def _rank(sector: Sector, wanted: list[str], spelling: Spelling) -> int | None:
    names = f"{sector.words.zh} {sector.words.en}".lower()
    best = 0
    for word in wanted:
        if sector.code == word:
            rank = 0
        elif word.isdigit() and sector.code.startswith(word):
            rank = 1
        elif word in names:
            rank = 2
        elif word in sector.seek.lower():
            rank = 3
        elif all(sign in names for sign in word) and not word.isascii():
            rank = 4
        elif any(spelling.rank(word, name) is not None for name in (sector.words.zh, *sector.seek.split())):
            rank = 5
        else:
            return None
        best = max(best, rank)
    return best
