"""Following: the schemes that a project is judged by, taken and left like methods, each as one step.

A followed scheme has its questions asked and its verdicts shown; nothing of the inventory depends on it. What was
answered for a scheme that is left stays in the file.
"""

from __future__ import annotations

from zcdesk.calc.readiness import SKIPPED
from zcdesk.domain.answer import Place
from zcdesk.domain.change import PinChange
from zcdesk.domain.project import Pin
from zcdesk.domain.record import dataclass
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import holding
from zcdesk.workbench.judging import is_other
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Changed, Workbench

PROVINCE = Place("site.province")
CODE = Place("site.industry_code")


@dataclass(frozen=True, slots=True)
class Offered:
    """A scheme of the catalogue as the plant may follow it.

    Attributes
    ----------
    scheme : Scheme
        Of the edition followed, else the newest.
    followed : bool
    fits : bool
        Region and sectors that it names are those of the plant, or the plant has not said where and what it is.
    changed : bool
        Its content is another than when it was taken up.
    newer : str
        Edition that would take the place of the one followed; ``""`` none.
    """

    scheme: Scheme
    followed: bool
    fits: bool
    changed: bool = False
    newer: str = ""


def offered(workbench: Workbench, everything: bool = False) -> tuple[Offered, ...]:
    """The schemes that fit the plant or are followed, in the order of ids; all there are if wanted."""
    catalogue = workbench.catalogue
    pins = {pin.id: pin for pin in workbench.project.schemes()}
    newest = dict(catalogue.scheme_editions)  # of one id the last edition stays
    newest |= {
        id_: pin.edition for id_, pin in pins.items() if id_ not in newest and _at_hand(catalogue, pin)
    }
    found: list[Offered] = []
    for id_, edition in newest.items():
        pin = pins.get(id_)
        kept = holding.scheme_of(catalogue, pin) if pin is not None else None
        held = kept is not None
        scheme = (kept or catalogue.scheme(id_, edition)).scheme
        fits = fits_plant(workbench, scheme)
        if everything or held or fits:
            changed = pin is not None and held and is_other(catalogue, pin)
            newer = edition if held and scheme.method.edition != edition else ""
            found.append(Offered(scheme, held, fits, changed, newer))
    return tuple(found)


def fits_plant(workbench: Workbench, scheme: Scheme) -> bool:
    """Whether a scheme is for plants of this province and sector; what the plant has not said shuts nothing out."""
    answers = workbench.project.answers
    province = answers[PROVINCE].text if PROVINCE in answers else ""
    code = answers[CODE].text.strip().upper() if CODE in answers else ""
    there = not scheme.region or not province or scheme.region == province
    of_it = not scheme.sectors or not code or any(fits_code(each, code) for each in scheme.sectors)
    return there and of_it


def fits_code(sector: str, code: str) -> bool:
    """Whether a code of GB/T 4754 lies in a sector: its digits begin with it, or its letter is it.

    A code written without its letter is that of no sector named by a letter alone but ``C``, manufacturing, which
    are the divisions 13 to 43.
    """
    digits = code.lstrip("ABCDEFGHIJKLMNOPQRST")
    if sector.isdigit():
        return digits.startswith(sector)
    if code[:1].isalpha():
        return code[0] == sector
    return sector != "C" or "13" <= digits[:2] <= "43"


def scheme_pin(catalogue: Catalogue, id_: str, edition: str = "") -> Pin:
    """The pin of a scheme; the newest edition if none is named.

    Raises
    ------
    Refused
        If there is none.
    """
    found = [each for each in catalogue.scheme_editions if each[0] == id_ and edition in ("", each[1])]
    if not found:
        there = [f"{key[0]}@{key[1]}" for key in catalogue.scheme_editions]
        wanted = f"{id_}@{edition}" if edition else id_
        raise Refused(
            "unknown_scheme",
            Words(
                f"没有办法“{wanted}”；有 {'、'.join(there)}。",
                f"There is no scheme '{wanted}'; there are {', '.join(there)}.",
            ),
        )
    return Pin("scheme", *found[-1], catalogue.scheme(*found[-1]).scheme.method.digest)


def follow(workbench: Workbench, id_: str, edition: str = "") -> Changed:
    """Be judged by a scheme, in the place of another edition of it, as one step; nothing happens if it is already.

    Raises
    ------
    Refused
        If there is no such scheme.
    """
    pin = scheme_pin(workbench.catalogue, id_, edition)
    before = workbench.project.pins.get(pin.key)
    changes = [
        PinChange(pin.key, before, pin),
        *holding.held(workbench.catalogue, workbench.project, [pin]),
    ]
    return workbench.commit(_label(workbench, pin), changes if before != pin else [])


def drop(workbench: Workbench, id_: str) -> Changed:
    """Be judged by a scheme no longer, as one step; its answers stay.

    Raises
    ------
    Refused
        If the project does not follow it.
    """
    pin = workbench.project.pins.get(f"scheme:{id_}")
    if pin is None:
        held = [each.id for each in workbench.project.schemes()]
        raise Refused(
            "scheme_not_followed",
            Words(
                f"项目没有对照办法 {id_}；对照的有 {'、'.join(held) or '无'}。",
                f"The project does not follow the scheme {id_}; it follows {', '.join(held) or 'none'}.",
            ),
        )
    return workbench.commit(_label(workbench, pin), [PinChange(pin.key, pin, None)])


def is_skip(catalogue: Catalogue, key: str) -> bool:
    """Whether a setting says why a criterion that there is was not asked."""
    head, _, criterion = key.removeprefix(SKIPPED).partition(":")
    return key.startswith(SKIPPED) and skipped_words(catalogue, head, criterion) is not None


def skipped_words(catalogue: Catalogue, scheme: str, criterion: str) -> Words | None:
    """A criterion as its scheme calls it: ``K3 …``; None where no edition has it."""
    for key in reversed(catalogue.scheme_editions):
        for each in catalogue.scheme(*key).scheme.criteria if key[0] == scheme else ():
            if each.id == criterion:
                return Words(f"{each.number} {each.words.zh}", f"{each.number} {each.words.en}")
    return None


def _label(workbench: Workbench, pin: Pin) -> str:
    known = holding.scheme_of(workbench.catalogue, pin)
    return f"{known.scheme.method.words.zh if known is not None else pin.id} {pin.edition}"


def _at_hand(catalogue: Catalogue, pin: Pin) -> bool:
    return catalogue.schemes.has(pin.id, pin.edition, pin.digest)
