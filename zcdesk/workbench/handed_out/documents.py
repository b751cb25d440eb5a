"""Documents that judge a plant by a scheme: construction plan, self-assessment and the like, each a template.

What they print of emissions and energy are the figures of the emission report itself, so the two cannot disagree.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zcdesk.calc.inventory import fullest
from zcdesk.calc.readiness import Readiness, skip_key
from zcdesk.domain.document import Document
from zcdesk.domain.words import Language, Words, same
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.chapters.gates import undecided
from zcdesk.report.story import story
from zcdesk.report.telling.judged import Folder
from zcdesk.report.telling.template import template
from zcdesk.report.writing import format_of, write
from zcdesk.workbench import holding, mixing
from zcdesk.workbench.handed_out import sealed_verdicts
from zcdesk.workbench.handed_out.submission import export, folders, safe
from zcdesk.workbench.printing import printout
from zcdesk.workbench.printing.printing import (
    Printed,
    cannot_write,
    pinned,
    refuse_format,
    refuse_place,
    standing_in_the_way,
)
from zcdesk.workbench.printing.printout import Prepared, Preview, Promise, Taken, figures, promised
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.digits import full_value
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench, now


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that the project may print.

    Attributes
    ----------
    id : str
        Of its template.
    scheme : str
        Id of the scheme that it is about, where the template is for any; else ``""``.
    words : Words
    """

    id: str
    scheme: str
    words: Words


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The files of an application as they were exported.

    Attributes
    ----------
    folders : tuple of Folder
        With what is lacking.
    files : int
        Written, documents included.
    """

    folders: tuple[Folder, ...]
    files: int


def documents(catalogue: Catalogue) -> Mapping[str, Words]:
    """Every document about a scheme, by the id of its template, with its title."""
    texts = catalogue.texts("report")
    found = {}
    for id_ in catalogue.report_ids:
        raw = catalogue.report(id_)
        if raw.get("scheme"):  # other reports have templates of other shapes
            found[id_] = texts[f"{template(raw).head}.title"]
    return found


def title_of(catalogue: Catalogue, id_: str, scheme: str, edition: str) -> Words:
    """What a document about a scheme is called; by their ids where this program has them no more."""
    title = documents(catalogue).get(id_, same(id_))
    known = (scheme, edition) in catalogue.scheme_editions
    return title.fill(what=catalogue.scheme(scheme, edition).scheme.method.words if known else same(scheme))


def offered(workbench: Workbench) -> tuple[Offer, ...]:
    """Documents about the schemes that the project follows: those of a scheme itself, else one for any scheme."""
    catalogue, texts = workbench.catalogue, workbench.catalogue.texts("report")
    held = {id_: template(catalogue.report(id_)) for id_ in documents(catalogue)}
    found: list[Offer] = []
    for each in workbench.followed():
        method = each.scheme.method
        own = [id_ for id_, one in held.items() if one.scheme == method.id]
        found += [Offer(id_, "", texts[f"{held[id_].head}.title"]) for id_ in own]
        if not own:
            words = method.words
            found += [
                Offer(id_, method.id, texts[f"{one.head}.title"].fill(what=words))
                for id_, one in held.items()
                if one.scheme == ANY
            ]
    return tuple(dict.fromkeys(found))


def preview(
    workbench: Workbench, id_: str, year: str, language: Language, to: Path, scheme: str = ""
) -> Preview:
    """Print a document for looking at.

    Raises
    ------
    Refused
        If it cannot be made or written.
    """
    made = document(workbench, id_, year, language, now()[:10], scheme)
    try:
        pages = write(made, to, workbench.catalogue.resources / "fonts")
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    return Preview(to, pages, made.title, figures(made), made.labels["table"])


ANY = "*"
"""Instead of the id of a scheme: the document is about whichever is asked for."""


def document(
    workbench: Workbench,
    id_: str,
    year: str,
    language: Language,
    issued_at: str = "",
    scheme: str = "",
    code: str = "",
) -> Document:
    """A document of a year.

    Parameters
    ----------
    scheme : str
        Id of the scheme, for a document about any; ``""`` the first that the project follows.
    code : str
        校验码 of a sealed one.

    Raises
    ------
    Refused
        If there is no such document, or the project has no greenhouse-gas method.
    """
    catalogue, project = workbench.catalogue, workbench.project
    if id_ not in documents(catalogue):
        raise _unknown(catalogue, id_)
    held = template(catalogue.report(id_))
    inventories = workbench.inventories()
    emissions = mixing.chosen(project, inventories)
    if emissions is None:
        raise Refused(
            "no_inventory",
            Words(
                "项目没有温室气体核算方法，印不出这份文件。先用 --method 加上一个，如 cn.machinery。",
                "The project has no greenhouse-gas method, so this document cannot be made. Add one with --method.",
            ),
        )
    judged = _judged(workbench, scheme if held.scheme == ANY else held.scheme)
    energy = fullest(inventories.values(), "energy")
    return story(
        project=project,
        template=catalogue.report(id_),
        texts=catalogue.texts("report"),
        inventory=emissions.seen_in(year),
        energy=energy.seen_in(year) if energy is not None else None,
        year=year,
        language=language,
        findings=workbench.findings(year),
        finding_texts=catalogue.texts("findings"),
        number=project.settings.get(f"report.number.{id_}", ""),
        issued_at=issued_at,
        check_code=code,
        pages=catalogue.pages,
        scheme=judged,
        fallen=[
            workbench.say(each).into(language) for each in judged.findings(year) if each.severity != "note"
        ],
        folders=folders(workbench, judged, year, language),
        disclosure=catalogue.disclosure(held.disclosure) if held.disclosure else None,
        omitted=_omitted(workbench, held.checklist),
    )


def _unknown(catalogue: Catalogue, id_: str) -> Refused:
    known = "、".join(documents(catalogue))
    return Refused(
        "no_document",
        Words(f"没有“{id_}”这种文件。可以是：{known}。", f"There is no document {id_}. There are: {known}."),
    )


def _judged(workbench: Workbench, scheme: str) -> Readiness:
    """A scheme over the project: in the edition followed, else in the newest."""
    followed = [(each.scheme.method.id, each.scheme.method.edition) for each in workbench.followed()]
    wanted = scheme or (followed[0][0] if followed else "")
    editions = [key for key in followed if key[0] == wanted]
    editions = editions or [key for key in workbench.catalogue.scheme_editions if key[0] == wanted]
    if not editions:
        raise Refused(
            "no_scheme",
            Words(
                f"没有“{wanted}”这个办法，或没有说是哪一个。用 --scheme 指明，zcdesk schemes 列出有哪些。",
                f"There is no scheme '{wanted}', or none was named. Name one by --scheme; zcdesk schemes lists them.",
            ),
        )
    return readiness(workbench, *max(editions))


def _omitted(workbench: Workbench, checklist: str) -> Mapping[str, str]:
    """Topics of a disclosure checklist that a person left out, with the reason."""
    start = skip_key(checklist, "t_")
    return {
        key.removeprefix(start): reason
        for key, reason in workbench.project.settings.items()
        if key.startswith(start) and reason
    }


def print_document(
    workbench: Workbench,
    id_: str,
    year: str,
    language: Language,
    to: Path,
    replace: bool = False,
    scheme: str = "",
    seal: bool = False,
) -> Printed:
    """Print a document as PDF, as Word (``.docx``) or as a workbook (``.xlsx``), whole or not at all.

    Parameters
    ----------
    seal : bool
        Also record it, so that `verify` can recompute its figures and verdicts later. The scheme must be followed:
        its content is then kept in the file.

    Raises
    ------
    Refused
        If it is to be sealed and something is missing, unusable, not confirmed or not judged (``not_ready``), it
        cannot be made, or the place cannot be written or holds something that must not be replaced.
    """
    refuse_place(workbench, to, replace)
    if seal:
        return printout.seal(workbench, print_for_seal(workbench, id_, year, language, to, scheme))
    made = document(workbench, id_, year, language, now()[:10], scheme)
    fresh = to.with_name(f".{to.name}.printing")
    try:
        pages = write(
            made,
            fresh,
            workbench.catalogue.resources / "fonts",
            form=format_of(to),
            value=full_value(workbench),
        )
        fresh.replace(to)
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    blocking = standing_in_the_way(workbench.findings(year))
    return Printed(to, pages, bool(blocking or made.draft), 0)


def print_for_seal(
    workbench: Workbench, id_: str, year: str, language: Language, to: Path, scheme: str = "", by: str = ""
) -> Prepared:
    """Print the document that is to be sealed, beside its place; on any thread.

    Raises
    ------
    Refused
        If something is missing, unusable, not confirmed or not judged (``not_ready``), it cannot be made or is not to
        be sealed, or its place cannot be written.
    """
    refuse_format(to)
    catalogue, project, head, at = workbench.catalogue, workbench.project, workbench.file.head, now()
    name = _sealed_name(workbench, id_, year, scheme)
    inventories = workbench.inventories()
    digest = sealed_verdicts.digest(catalogue, project, inventories, name, at[:10])
    promise = Promise(name, digest, at, by or workbench.by, pinned(project, inventories))
    state = Taken(catalogue, project, (), year, language, head)
    made = document(workbench, id_, year, language, at[:10], scheme, promise.code(state))
    fresh = to.with_name(f".{to.name}.printing")
    try:
        pages = write(made, fresh, catalogue.resources / "fonts")
        return promised(state, promise, made.codes, fresh, to, pages)
    except OSError as bad:
        raise cannot_write(to, bad) from bad


def _sealed_name(workbench: Workbench, id_: str, year: str, scheme: str) -> str:
    """What the document is called when it is sealed, once nothing stands in the way of that."""
    if id_ not in documents(workbench.catalogue):
        raise _unknown(workbench.catalogue, id_)
    about = template(workbench.catalogue.report(id_)).scheme
    judged = _judged(workbench, scheme if about == ANY else about)
    method = judged.compiled.scheme.method
    pin = workbench.project.pins.get(f"{holding.SCHEME}:{method.id}")
    if pin is None or pin.edition != method.edition:
        raise Refused(
            "scheme_not_followed",
            Words(
                f"封存前先对照办法 {method.key}（zcdesk schemes FILE --follow {method.id}），内容才会留存。",
                f"Follow the scheme {method.key} first (zcdesk schemes FILE --follow {method.id}), "
                "so that its content is kept in the file.",
            ),
        )
    blocking = standing_in_the_way(workbench.findings(year))
    if blocking:
        text = Words(
            f"还不能封存：{len(blocking)} 项缺失或待确认。",
            f"Cannot be sealed yet: {len(blocking)} things are missing or not confirmed.",
        )
        raise Refused("not_ready", text, blocking, workbench.say)
    left = [each.number.partition(" ")[0] for each in undecided(judged, year)]
    if left:
        text = Words(
            f"还不能封存：{'、'.join(left)} 尚不能判定，文件还是草稿。在“逐条核对”里答完再封存。",
            f"Cannot be sealed yet: conditions {', '.join(left)} cannot be judged, so the document is a draft. "
            "Answer what the checklist of the scheme asks for them first.",
        )
        raise Refused("not_ready", text)
    return sealed_verdicts.name_of(id_, judged, year)


def waiting(workbench: Workbench, id_: str, year: str, scheme: str = "") -> tuple[str, tuple[str, ...]]:
    """Scheme ``id@edition`` of a document, and its conditions that cannot be judged yet, which keep it a draft.

    Raises
    ------
    Refused
        If there is no such document or scheme.
    """
    if id_ not in documents(workbench.catalogue):
        raise _unknown(workbench.catalogue, id_)
    about = template(workbench.catalogue.report(id_)).scheme
    judged = _judged(workbench, scheme if about == ANY else about)
    return judged.compiled.scheme.method.key, tuple(each.id for each in undecided(judged, year))


def hand_in(workbench: Workbench, scheme: str, year: str, language: Language, to: Path) -> HandedIn:
    """Export the evidence of a scheme into its folders, the scheme's documents in the first of them.

    Raises
    ------
    Refused
        If there is no such scheme, or the folder is there already or cannot be written.
    """
    catalogue = workbench.catalogue
    judged = _judged(workbench, scheme)
    scheme = judged.compiled.scheme.method.id
    filed = folders(workbench, judged, year, language)
    with tempfile.TemporaryDirectory(prefix="zcdesk-") as held:
        papers = []
        own = [id_ for id_ in documents(catalogue) if catalogue.report(id_)["scheme"] == scheme]
        for id_ in own or [id_ for id_ in documents(catalogue) if catalogue.report(id_)["scheme"] == ANY]:
            made = document(workbench, id_, year, language, now()[:10], scheme)
            paper = Path(held) / f"{safe(made.subject)}.pdf"
            write(made, paper, catalogue.resources / "fonts")
            papers.append(paper)
        count = export(workbench, filed, to, tuple(papers), language)
    return HandedIn(filed, count)
