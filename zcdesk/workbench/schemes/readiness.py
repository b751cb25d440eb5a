"""Readiness of the open project: which schemes are shown, and skipping a criterion with a reason."""

from __future__ import annotations

from zcdesk.calc.readiness import Readiness, skip_key
from zcdesk.domain.change import SettingChange
from zcdesk.domain.words import Words
from zcdesk.workbench.following import offered, skipped_words
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Changed, Workbench


def readiness(workbench: Workbench, id_: str, edition: str) -> Readiness:
    """A scheme over the project as it stands.

    Raises
    ------
    PackError
        If there is no such scheme, or it has a mistake.
    """
    return workbench.judge(id_, edition)


def shown(workbench: Workbench) -> tuple[Readiness, ...]:
    """The schemes that the project follows; while it follows none, the newest edition of each that fits the plant."""
    found = [each.scheme.method for each in workbench.followed()]
    found = found or [each.scheme.method for each in offered(workbench)]
    return tuple(workbench.judge(each.id, each.edition) for each in found)


def skip(workbench: Workbench, scheme: str, criterion: str, reason: str) -> Changed:
    """Record why a criterion is not asked, as one step; a blank reason has it asked again.

    Where the scheme lets a plant leave it out, it is then not applicable; elsewhere it stays unknown.

    Parameters
    ----------
    scheme : str
        Id without edition.

    Raises
    ------
    Refused
        If no edition of it has that criterion.
    """
    named = skipped_words(workbench.catalogue, scheme, criterion)
    if named is None:
        raise Refused(
            "unknown_criterion",
            Words(
                f"办法“{scheme}”没有“{criterion}”这一条。",
                f"The scheme '{scheme}' has no criterion '{criterion}'.",
            ),
        )
    key, after = skip_key(scheme, criterion), " ".join(reason.split()) or None
    before = workbench.project.settings.get(key)
    return workbench.commit(named.zh, [SettingChange(key, before, after)] if before != after else [])
