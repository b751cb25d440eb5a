"""The files of an application: evidence sorted into the numbered folders of a scheme, renamed, listed, exported.

Folder ``00_清单`` holds what proves the conditions alone; the others follow the scheme's groups. A piece of evidence
that serves several criteria is filed once, under the first indicator that it serves, and listed with all.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from pathlib import Path

from zcdesk.calc.readiness import Assessed, Readiness
from zcdesk.domain.answer import Place
from zcdesk.domain.trace import Traced, walk
from zcdesk.domain.words import Language, Words
from zcdesk.report.telling.judged import Filed, Folder
from zcdesk.workbench.printing.printing import cannot_write
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

LIST = Words("清单", "list")
LIST_FILE = Words("00-00 文件清单.csv", "00-00 list of files.csv")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 80
"""Characters of a title in a file name: Windows wants whole paths under 260."""


def folders(workbench: Workbench, judged: Readiness, year: str, language: Language) -> tuple[Folder, ...]:
    """The folders of a scheme with the evidence that its verdicts of a year rest on.

    A criterion that applies and has no evidence at all stands there as a file that is lacking.
    """
    scheme = judged.compiled.scheme
    found = judged.assessed(year)
    names = {"": LIST.into(language)} | {id_: words.into(language) for id_, words in scheme.groups.items()}
    by_group: dict[str, list[Assessed]] = {id_: [] for id_ in names}
    for each in found:
        if each.verdict != "not_applicable":
            by_group[each.criterion.group if each.criterion.group in names else ""].append(each)
    served: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    cited = {id(each): _evidence(workbench, each) for each in found}
    for group, some in sorted(
        by_group.items(), key=lambda item: not item[0]
    ):  # the indicators before the gates
        for each in some:
            for id_ in cited[id(each)]:
                first.setdefault(id_, group)
                served.setdefault(id_, []).append(_number(each))
    made: list[Folder] = []
    for index, (group, some) in enumerate(by_group.items()):
        files: list[Filed] = []
        for each in some:
            own = [id_ for id_ in cited[id(each)] if first[id_] == group]
            for id_ in own:
                if all(held.evidence != id_ for held in files):
                    files.append(_filed(workbench, id_, index, len(files) + 1, tuple(served[id_]), language))
            if not cited[id(each)]:
                number = f"{index:02d}-{len(files) + 1:02d}"
                title = each.criterion.words.into(language)
                files.append(Filed(number, title, "", "", (_number(each),), "", False))
        made.append(Folder(f"{index:02d}_{names[group]}", tuple(files)))
    return tuple(made)


def export(
    workbench: Workbench,
    filed: tuple[Folder, ...],
    to: Path,
    papers: tuple[Path, ...] = (),
    language: Language = "zh",
) -> int:
    """Write the folders with the evidence under its new names; the list and `papers` are put into the first one.

    Parameters
    ----------
    to : Path
        A folder that is not there yet; it appears whole or not at all.

    Returns
    -------
    int
        Files written.

    Raises
    ------
    Refused
        If the folder is there already, or cannot be written.
    """
    if to.exists():
        raise Refused(
            "exists",
            Words(f"“{to.name}”已存在，没有覆盖。换一个名字。", f"{to.name} exists; choose another name."),
        )
    if not to.parent.is_dir():
        raise Refused(
            "no_folder",
            Words(f"没有文件夹“{to.parent}”。先建好它。", f"There is no folder {to.parent}. Make it first."),
        )
    count = 0
    try:
        with tempfile.TemporaryDirectory(prefix=f".{to.name}-", dir=to.parent) as held:
            fresh = Path(held) / to.name
            fresh.mkdir()
            for index, folder in enumerate(filed):
                place = fresh / safe(folder.name)
                place.mkdir()
                for each in folder.files:
                    if each.present:
                        digest = workbench.project.evidence[each.evidence].digest
                        workbench.file.export_evidence(digest, place / each.name)
                        count += 1
                if index == 0:
                    (place / LIST_FILE.into(language)).write_text(_listed(filed, language), "utf-8-sig")
                    count += 1
                    for paper in papers:
                        shutil.copyfile(paper, place / paper.name)
                        count += 1
            fresh.rename(to)
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    return count


def _listed(filed: tuple[Folder, ...], language: Language) -> str:
    """The list of files as a table for a spreadsheet, what is lacking included."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = {
        "zh": ("文件夹", "编号", "文件", "出具单位", "日期", "对应条款", "证据编号", "状态"),
        "en": ("Folder", "No.", "File", "Issuer", "Date", "Criteria", "Evidence", "State"),
    }
    states = {"zh": ("缺文件", "齐备"), "en": ("lacking", "there")}
    writer.writerow(heads[language])
    for folder in filed:
        for each in folder.files:
            texts = (
                folder.name,
                each.number,
                each.name or each.title,
                each.issuer,
                each.date,
                " ".join(each.criteria),
                each.evidence,
                states[language][each.present],
            )
            writer.writerow([f"'{text}" if text[:1] in "=+-@\t" and text else text for text in texts])
    return out.getvalue()


def safe(name: str) -> str:
    """A name that every file system takes."""
    return _FORBIDDEN.sub("_", name).strip(" .")[:_LONGEST] or "_"


def _number(found: Assessed) -> str:
    """``E1``, ``1.1``: the number by which the form knows a criterion."""
    return found.criterion.number.rpartition(" ")[2]


def _evidence(workbench: Workbench, found: Assessed) -> tuple[str, ...]:
    """Evidence below the verdicts and the value, in the order of its ids."""
    results = [each.chain for each in found.levels] + [each.value for each in found.readings]
    ids: set[str] = set()
    answers = workbench.project.answers
    for result in results:
        for item in walk(result) if isinstance(result, Traced) else ():
            if item.kind == "answer":
                answer = answers.get(Place(item.id, item.row, item.period))
                ids.update(cite.evidence for cite in (answer.evidence if answer is not None else ()))
    return tuple(sorted(ids))


_TAKEN_AWAY = Words("（已撤下）", "(taken away)")


def _filed(
    workbench: Workbench, id_: str, folder: int, place: int, criteria: tuple[str, ...], language: Language
) -> Filed:
    held = workbench.project.evidence.get(id_)
    number = f"{folder:02d}-{place:02d}"
    if held is None:  # cited, and no longer there
        return Filed(number, _TAKEN_AWAY.into(language), "", "", criteria, id_, False)
    title = held.title or Path(held.name).stem
    suffix = _FORBIDDEN.sub("_", Path(held.name).suffix)
    name = f"{number} {safe(title)}{suffix}"
    return Filed(number, title, held.issuer, held.date, criteria, id_, bool(held.digest), name)
