"""Editions: the other editions of the methods that a project is bound to, and what each would give."""

from __future__ import annotations

from dataclasses import dataclass

from zcdesk.domain.change import Change, PinChange, SettingChange
from zcdesk.domain.words import Words
from zcdesk.workbench import holding, mixing
from zcdesk.workbench.naming import series
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates.proposing import Proposal, pin_words, sealed_years
from zcdesk.workbench.workbench import Workbench, pin_of

REASON = "method.reason"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a pinned method.

    Attributes
    ----------
    id, edition : str
    words, document : Words
    issued : str
        ISO date.
    now : bool
        The project is bound to it.
    fresh : bool
        The newest the program has.
    changed : bool
        The project is bound to it, and the program has another content of it than the one that was taken.
    """

    id: str
    edition: str
    words: Words
    document: Words
    issued: str
    now: bool
    fresh: bool
    changed: bool


def editions(workbench: Workbench) -> tuple[Edition, ...]:
    """Every edition of every pinned method, newest first; methods in the order of their ids."""
    catalogue, found = workbench.catalogue, []
    for pin in workbench.project.methods():
        known = catalogue.editions.get(pin.id, ())
        lost = () if pin.edition in known else (pin.edition,)  # the content that the project has kept counts
        for edition in (*reversed(known), *lost):
            now = edition == pin.edition
            method = catalogue.method(pin.id, edition, pin.digest if now else "").method
            changed = (
                now
                and not lost
                and bool(pin.digest)
                and not catalogue.ships_method(pin.id, edition, pin.digest)
            )
            fresh = edition == known[-1] if known else False
            found.append(
                Edition(pin.id, edition, method.words, method.document, method.issued, now, fresh, changed)
            )
    return tuple(found)


def propose(workbench: Workbench, id_: str, edition: str = "") -> Proposal:
    """Another edition of a pinned method, the newest where none is named, or the program's content of the same one.

    Raises
    ------
    Refused
        If the project is not bound to that method, there is no such edition, or it is the one that counts now.
    """
    catalogue, project = workbench.catalogue, workbench.project
    pin = project.pins.get(f"method:{id_}")
    if pin is None:
        known = series(f"{each.id}@{each.edition}" for each in project.methods())
        raise Refused(
            "method_not_pinned",
            Words(
                f"项目没有采用方法 {id_}。采用的有：{known.zh}。",
                f"The project is not bound to the method {id_}. It is bound to: {known.en}.",
            ),
        )
    known = series(catalogue.editions.get(id_, ()))
    chosen = edition or catalogue.editions.get(id_, ("",))[-1]
    if chosen not in catalogue.editions.get(id_, ()):
        raise Refused(
            "unknown_edition",
            Words(
                f"方法 {id_} 没有 {chosen} 版。本程序有：{known.zh}。",
                f"The method {id_} has no edition {chosen}. The program has: {known.en}.",
            ),
        )
    same = chosen == pin.edition
    if same and catalogue.ships_method(pin.id, pin.edition, pin.digest):
        raise Refused(
            "edition_counts_now",
            Words(
                f"项目现在用的就是 {id_}@{chosen}。本程序有：{known.zh}。",
                f"{id_}@{chosen} is what the project counts with now. The program has: {known.en}.",
            ),
        )
    new = pin_of(catalogue, id_, chosen)
    changes: list[Change] = [PinChange(pin.key, pin, new)]
    changes += holding.held(catalogue, project, [new])
    key = f"{pin.id}@{pin.edition}"
    if project.settings.get(mixing.CHOSEN) == key:
        changes.append(SettingChange(mixing.CHOSEN, key, f"{new.id}@{new.edition}"))
    words = pin_words(catalogue, pin, new)
    if same:
        name = catalogue.method(new.id, new.edition).method.words
        words = Words(f"{name.zh} {new.edition} 版的新内容", f"{name.en} {new.edition}, newer content")
    made = tuple(changes)
    return Proposal(words, words.zh, made, made, REASON, (), sealed_years(workbench))
