"""Method news: methods whose content in the program is no longer what it was when the project took them."""

from __future__ import annotations

from zcdesk.domain.change import PinChange, SettingChange
from zcdesk.domain.project import Pin
from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.workbench import Workbench, pin_of

KEPT = "method.kept:"
"""Setting that says up to which content of a method somebody has decided to leave the record as it is."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A method that has changed since.

    Attributes
    ----------
    pin, now : Pin
        As the project took it, and as the program has it.
    words : Words
        The method and its edition.
    kept : bool
        It was decided to leave the record as it is, for this very content.
    at_hand : bool
        The content that was taken is in the file and counts until the present one is accepted; where it is not, the
        present one counts already and is only to be recorded.
    """

    pin: Pin
    now: Pin
    words: Words
    kept: bool
    at_hand: bool = False


def renewed(workbench: Workbench) -> tuple[Renewed, ...]:
    """The pinned methods whose digest is another now. An edition that the program lacks is not among them."""
    catalogue, project = workbench.catalogue, workbench.project
    found = []
    for pin in project.methods():
        if not catalogue.ships(pin.id, pin.edition):
            continue
        now = pin_of(catalogue, pin.id, pin.edition)
        if now.digest == pin.digest:
            continue
        words = catalogue.method(pin.id, pin.edition).method.words
        named = Words(f"{words.zh} {pin.edition} 版", f"{words.en}, {pin.edition}")
        kept = project.settings.get(KEPT + pin.key) == now.digest
        found.append(Renewed(pin, now, named, kept, catalogue.holds_method(pin.id, pin.edition, pin.digest)))
    return tuple(found)


def undecided(workbench: Workbench) -> tuple[Renewed, ...]:
    """Those about which nobody has decided yet."""
    return tuple(each for each in renewed(workbench) if not each.kept)


def lost(workbench: Workbench) -> tuple[Renewed, ...]:
    """Those undecided ones whose content of that time is nowhere: nothing can be held against the present one."""
    return tuple(each for each in undecided(workbench) if not each.at_hand)


def take(workbench: Workbench) -> Words | None:
    """Record the methods as they are now where nothing else counts, as one step; the words say why it was not saved."""
    changes = [PinChange(each.pin.key, each.pin, each.now) for each in renewed(workbench) if not each.at_hand]
    return _commit(workbench, changes)


def keep(workbench: Workbench) -> Words | None:
    """Leave the record as it is, as one step that can be undone; it is not asked again for this content."""
    settings = workbench.project.settings
    changes = [
        SettingChange(KEPT + each.pin.key, settings.get(KEPT + each.pin.key), each.now.digest)
        for each in undecided(workbench)
    ]
    return _commit(workbench, changes)


def _commit(workbench: Workbench, changes: list[PinChange] | list[SettingChange]) -> Words | None:
    try:
        workbench.commit("method", changes)
    except FileTrouble as trouble:
        return trouble.words
    return None
