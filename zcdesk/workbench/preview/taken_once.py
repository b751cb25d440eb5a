"""Taken once: which files of others an answer rests on already, so that a second copy of one is not taken again."""

from __future__ import annotations

from zcdesk.domain.project import Project


def taken_as(project: Project, key: str) -> str:
    """The evidence that something became when it was taken, while an answer rests on it; ``""`` if none does.

    Parameters
    ----------
    key : str
        Setting under which the evidence was recorded: ``bill.25317000000123456701``.
    """
    id_ = project.settings.get(key, "")
    if id_ not in project.evidence:
        return ""
    rests = any(cite.evidence == id_ for answer in project.answers.values() for cite in answer.evidence)
    return id_ if rests else ""
