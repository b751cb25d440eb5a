"""Holding: a project counts with what it was made with, methods, schemes and factor sets, until newer is accepted.

The content of each lies in the project file under its digest, so that an update of the program changes no result by
itself and a sealed report is recomputed with what it was sealed with, though the program may have lost it. A pin says
which content counts: ``method`` for a method, ``scheme`` for a scheme that is followed, ``set`` for a set of these,
``factors`` for one that was put in the place of a method's own. Of a scheme whose rules are others now nothing is
judged until the present content is taken up; what was sealed is recomputed all the same. Accounting years whose report
was sealed keep sets of their own (``set@2023``) when something newer is accepted for the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from zcdesk.calc.factors import FactorBook
from zcdesk.domain.change import Change, PinChange
from zcdesk.domain.factor import FactorSet
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.toml import PackError
from zcdesk.store.project_file import ProjectFile

if TYPE_CHECKING:
    from zcdesk.formula.schemes import CompiledScheme

METHOD = "method"
SCHEME = "scheme"
HELD = "set"
FRONT = "factors"


def book(
    catalogue: Catalogue, project: Project, own: Iterable[str], vocabulary: Vocabulary | None = None
) -> FactorBook:
    """What a method whose own sets these are counts with in a project; it may speak a vocabulary that was kept."""
    own = tuple(own)
    kept = {year: sets_of(catalogue, project, own, year) for year in kept_years(project)}
    return FactorBook(sets_of(catalogue, project, own), vocabulary or catalogue.vocabulary, kept)


def sets_of(catalogue: Catalogue, project: Project, own: Iterable[str], year: str = "") -> list[FactorSet]:
    """The sets in their order: those put in front, then the method's own; of a year that keeps its own, those."""
    at = _at(project, year)
    digests = {pin.id: pin.digest for pin in project.pins.values() if pin.kind == HELD + at}
    front = {pin.id: pin.digest for pin in front_pins(project, year)}
    ids = dict.fromkeys([*front, *own])
    return [catalogue.factor_set(id_, front.get(id_) or digests.get(id_, "")) for id_ in ids]


def front_pins(project: Project, year: str = "") -> list[Pin]:
    """The sets that were put in front, in the order in which they count."""
    kind = FRONT + _at(project, year)
    return sorted((pin for pin in project.pins.values() if pin.kind == kind), key=lambda pin: pin.id)


def kept_years(project: Project) -> tuple[str, ...]:
    """The accounting years that keep the sets they were sealed with."""
    kinds = {pin.kind for pin in project.pins.values() if "@" in pin.kind}
    return tuple(sorted({kind.partition("@")[2] for kind in kinds}))


def own_sets(catalogue: Catalogue, pins: Iterable[Pin]) -> tuple[str, ...]:
    """Ids of the sets that pinned methods and followed schemes name, each once."""
    pins = tuple(pins)
    compiled = [catalogue.method(pin.id, pin.edition, pin.digest) for pin in pins if pin.kind == METHOD]
    named = [each.method for each in compiled]
    named += [each.scheme.method for pin in pins if (each := scheme_of(catalogue, pin)) is not None]
    return tuple(dict.fromkeys(id_ for each in named for id_ in each.factor_sets))


def scheme_of(catalogue: Catalogue, pin: Pin) -> CompiledScheme | None:
    """The scheme that a pin binds to, at the content that counts; None for another pin, or where there is none."""
    if pin.kind != SCHEME or not catalogue.schemes.has(pin.id, pin.edition, pin.digest):
        return None
    return catalogue.scheme(pin.id, pin.edition, pin.digest)


def held(catalogue: Catalogue, project: Project, pins: Iterable[Pin]) -> tuple[Change, ...]:
    """What holds the sets of these methods and schemes at their present content; one held already stays as it is.

    A set is held on when its method goes, so that coming back to an edition gives the digits that it gave.
    """
    made = (Pin(HELD, id_, "", catalogue.factor_set(id_).digest) for id_ in own_sets(catalogue, pins))
    return tuple(PinChange(pin.key, None, pin) for pin in made if pin.key not in project.pins)


def kept(catalogue: Catalogue, project: Project, year: str) -> tuple[Change, ...]:
    """What makes a year keep the sets that it is counted with now, whatever is accepted for others."""
    own = own_sets(catalogue, project.bound())
    if year in kept_years(project):
        return ()
    made = [Pin(f"{FRONT}@{year}", pin.id, "", pin.digest) for pin in front_pins(project)]
    for set_ in sets_of(catalogue, project, own):
        if set_.id in own:
            made.append(Pin(f"{HELD}@{year}", set_.id, "", set_.digest))
    return tuple(PinChange(pin.key, None, pin) for pin in made)


def let_go(project: Project, year: str) -> tuple[Change, ...]:
    """What makes a year count with the same sets as the others again."""
    kinds = (f"{FRONT}@{year}", f"{HELD}@{year}")
    return tuple(PinChange(pin.key, pin, None) for pin in project.pins.values() if pin.kind in kinds)


# contents


def keep(file: ProjectFile, catalogue: Catalogue, pins: Iterable[Pin]) -> None:
    """Keep the contents of these methods, schemes and sets in a project file, where the program ships them.

    One may be wanted at several contents; what the program no longer ships is in the file since it was pinned.
    """
    wanted = dict.fromkeys(
        ("" if is_set(pin) else pin.kind, pin.id, pin.edition, pin.digest) for pin in pins if pin.digest
    )
    contents = []
    for kind, id_, edition, digest in wanted:
        if kind == METHOD and catalogue.ships_method(id_, edition, digest):
            contents.append((catalogue.packed_method(id_, edition), f"{id_}-{edition}.method"))
        elif kind == SCHEME and catalogue.schemes.ships(id_, edition, digest):
            contents.append((catalogue.schemes.packed(id_, edition), f"{id_}-{edition}.scheme"))
        elif not kind and catalogue.ships_set(id_, digest):
            contents.append((catalogue.packed_set(id_), f"{id_}.factors"))
    file.keep(contents)


def keep_pinned(file: ProjectFile, catalogue: Catalogue, changes: Iterable[Change]) -> None:
    """Keep the content of every method, scheme and set that these changes pin."""
    pins = [change.after for change in changes if isinstance(change, PinChange) and change.after is not None]
    keep(file, catalogue, [pin for pin in pins if has_content(pin)])


def keep_sealed(file: ProjectFile, catalogue: Catalogue, pins: str) -> None:
    """Keep the content of every method, scheme and set that a report is sealed with (`Issue.pins`)."""
    keep(file, catalogue, [*_sealed(pins, METHOD), *_sealed(pins, SCHEME), *_sealed_sets(pins)])


def recall(file: ProjectFile, catalogue: Catalogue, project: Project) -> None:
    """Take in what the file has kept of what a project is bound to and the program no longer ships so.

    A content that the file has not is passed over: the shipped one counts, and `lacking` says so.
    """
    for pin in lacking(catalogue, project):
        try:
            content = file.evidence_bytes(pin.digest)
            if pin.kind == METHOD:
                catalogue.take_method(pin.id, pin.edition, content)
            elif pin.kind == SCHEME:
                catalogue.schemes.take(pin.id, pin.edition, content)
            else:
                catalogue.take_set(pin.id, content)
        except (KeyError, PackError):
            continue


def lacking(catalogue: Catalogue, project: Project) -> tuple[Pin, ...]:
    """Methods, schemes and sets that a project is bound to whose content is not at hand."""
    return tuple(pin for pin in project.pins.values() if has_content(pin) and not _at_hand(catalogue, pin))


def _at_hand(catalogue: Catalogue, pin: Pin) -> bool:
    if not pin.digest:
        return True
    if pin.kind == METHOD:
        return catalogue.holds_method(pin.id, pin.edition, pin.digest)
    if pin.kind == SCHEME:
        return catalogue.schemes.holds(pin.id, pin.edition, pin.digest)
    return catalogue.holds_set(pin.id, pin.digest)


def newer(catalogue: Catalogue, project: Project) -> tuple[Pin, ...]:
    """Sets in use of which the program ships another content than the one that counts."""
    own = own_sets(catalogue, project.bound())
    return tuple(
        pin
        for pin in project.pins.values()
        if (pin.kind == FRONT or (pin.kind == HELD and pin.id in own))
        and pin.digest
        and pin.id in catalogue.set_ids
        and catalogue.factor_set(pin.id).digest != pin.digest
    )


def news(catalogue: Catalogue, project: Project) -> list[Words]:
    """What is to be said of these: they do not count yet; and of contents that are nowhere: the shipped ones do."""
    gone = [pin for pin in lacking(catalogue, project) if is_set(pin)]
    told = [
        Words(
            f"系数集 {pin.id}：程序带来了新内容，项目仍按原来的计算；zcdesk factors 看差多少。",
            f"Factor set {pin.id}: the program has a newer content, the project counts with the one it had; "
            "zcdesk factors tells the difference.",
        )
        for pin in newer(catalogue, project)
        if pin not in gone
    ]
    return told + [
        Words(
            f"系数集 {pin.id}：项目记下的内容在文件里找不到，现在按程序所带的计算。",
            f"Factor set {pin.id}: the recorded content is not in the file; what the program ships counts.",
        )
        for pin in gone
    ]


def has_content(pin: Pin) -> bool:
    """Whether the content of what a pin binds to is kept in the file."""
    return pin.kind in (METHOD, SCHEME) or is_set(pin)


def is_set(pin: Pin) -> bool:
    """Whether a pin binds to a factor set."""
    return pin.kind.partition("@")[0] in (HELD, FRONT)


def others(catalogue: Catalogue, pins: str, number: int) -> list[Words]:
    """What is to be said of what is no longer shipped as it was when report `number` was sealed."""
    told = [words for pin in _sealed(pins, METHOD) if (words := _other_method(catalogue, pin, number))]
    told += [words for pin in _sealed(pins, SCHEME) if (words := _other_scheme(catalogue, pin, number))]
    for pin in _sealed_sets(pins):
        id_, digest = pin.id, pin.digest
        if catalogue.ships_set(id_, digest):
            continue
        if catalogue.holds_set(id_, digest):
            words = Words(
                f"系数集 {id_}：程序所带的已更新，第 {number} 次封存按当时留存的内容重算。",
                f"Factor set {id_}: newer now; report {number} is recomputed with what was kept at its sealing.",
            )
        elif id_ in catalogue.set_ids:
            words = Words(
                f"系数集 {id_}：内容与第 {number} 次封存时不同。",
                f"Factor set {id_}: differs from when report {number} was sealed.",
            )
        else:
            words = Words(f"系数集 {id_}：本程序没有。", f"Factor set {id_}: this program lacks it.")
        told.append(words)
    return told


def as_sealed(project: Project, pins: str) -> Project:
    """A past state, its sets at the contents that a sealed report has recorded where the state names none."""
    found = dict(project.pins)
    for pin in _sealed_sets(pins):
        found.setdefault(pin.key, pin)
    return replace(project, pins=MappingProxyType(found))


def _other_method(catalogue: Catalogue, pin: Pin, number: int) -> Words | None:
    if not pin.digest or catalogue.ships_method(pin.id, pin.edition, pin.digest):
        return None
    named = f"{pin.id}@{pin.edition}"
    if catalogue.holds_method(pin.id, pin.edition, pin.digest):
        return Words(
            f"方法 {named}：程序所带的已不同，第 {number} 次封存按当时留存的内容重算。",
            f"Method {named}: differs in this program; report {number} is recomputed with what was kept then.",
        )
    if catalogue.ships(pin.id, pin.edition):
        return Words(
            f"方法 {named}：内容与第 {number} 次封存时不同，当时的内容没有留存。",
            f"Method {named}: differs from when report {number} was sealed, and its content then was not kept.",
        )
    return Words(
        f"方法 {named}：本程序没有这一版，当时的内容也没有留存。",
        f"Method {named}: this program lacks it, and its content was not kept.",
    )


def _other_scheme(catalogue: Catalogue, pin: Pin, number: int) -> Words | None:
    shelf = catalogue.schemes
    if not pin.digest or shelf.ships(pin.id, pin.edition, pin.digest):
        return None
    named = f"{pin.id}@{pin.edition}"
    if shelf.holds(pin.id, pin.edition, pin.digest):
        return Words(
            f"办法 {named}：程序所带的已不同或没有了，第 {number} 次封存时的内容留存在文件里。",
            f"Scheme {named}: another or none in this program; its content at report {number} is kept in the file.",
        )
    return Words(
        f"办法 {named}：内容与第 {number} 次封存时不同，当时的内容没有留存。",
        f"Scheme {named}: differs from when report {number} was sealed, and its content then was not kept.",
    )


def _sealed(pins: str, kind: str) -> Iterator[Pin]:
    for key, (id_, edition, digest) in json.loads(pins).items():
        if key == f"{kind}:{id_}":
            yield Pin(kind, id_, edition, digest)


def _sealed_sets(pins: str) -> Iterator[Pin]:
    for key, (id_, _, digest) in json.loads(pins).items():
        if key == f"{HELD}:{id_}":
            yield Pin(HELD, id_, "", digest)


def _at(project: Project, year: str) -> str:
    return f"@{year}" if year and year in kept_years(project) else ""
