"""Series rereading: readings whose kind was answered, not written, are taken for the other: power for energy or back.

The numbers stay those of the file to the digit, and the file stays their evidence; what changes is what they are, and
with it every sum. Answers that were taken from the meter are told by the findings then.
"""

from __future__ import annotations

from dataclasses import replace

from zcdesk.domain.change import Change, SeriesChange, SettingChange
from zcdesk.domain.series import Reading, Series
from zcdesk.domain.words import Words
from zcdesk.exchange.series.checks import Laid, Problem, problem
from zcdesk.exchange.series.weighed import READING_WORDS, options, weighed
from zcdesk.workbench.preview.taking import Ask, Cell, Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series import metering
from zcdesk.workbench.workbench import Changed, Workbench

QUESTION = Words("{name} 的读数是什么？各按这种读，{month} 合计：",
                 "What are the readings of {name}? By each, {month} adds up to:")  # fmt: skip
STAND = Words(
    "若是表的示数（累计），先撤下这块表（Del），再把文件读一遍。",
    "If they are stands of a counter, take the meter away (Del) and read the file again.",
)
SAID = Words(
    "{name} 的读数是什么，文件写明了（{reading}）。文件写错的，先撤下这块表（Del），改正文件再读。",
    "The file itself says what the readings of {name} are ({reading}). If it is wrong, take the meter away (Del), "
    "correct the file and read it again.",
)
COUNTED = Words(
    "{name} 是按示数读的，已换成每段电量。要换读法，先撤下这块表（Del），再把文件读一遍。",
    "The readings of {name} were stands of a counter and have become energy. To read them otherwise take the meter "
    "away (Del) and read the file again.",
)
LABEL = Words("{name} 的读数改为{reading}", "readings of {name} are {reading}")


def preview(workbench: Workbench, id_: str, reading: str = "") -> Preview:
    """What it would be to take the readings of a meter for another kind; the question with it. Nothing is written.

    Parameters
    ----------
    reading : str
        ``power`` or ``energy``; ``""`` while it is asked.

    Raises
    ------
    Refused
        If the file says what they are, or they were stands of a counter.
    """
    series = metering.one(workbench, id_)
    told = metering.told(workbench, series)
    answered = next((dict(each.details)["reading"] for each in told if each.code == "reading"), "")
    if answered == "stand":
        raise Refused("stands", COUNTED.fill(name=series.name))
    if not answered and not any(each.code == "unit" for each in told):
        raise Refused("said", SAID.fill(name=series.name, reading=READING_WORDS[series.reading]))
    values = metering.readings(workbench, series)
    found = Laid(metering.flow(workbench, series).start, series.step, values)
    months = weighed(found, series.exponent)
    offered = [each for each in options([months]) if each[0] != "stand"]
    month = max(months, key=lambda each: (each.count, each.month)).month if months else "—"
    ask = Ask("reading", QUESTION.fill(name=series.name, month=month), tuple(offered))
    words = dict(offered)
    if reading not in ("power", "energy") or reading == series.reading:
        return Preview("", (), (STAND,), (), asks=(ask,))
    before, after = words[series.reading], words[reading]
    cell = Cell("changed", "", series.id, None, Words(series.name, series.name), before.zh, after.zh)
    return Preview("", (cell,), (STAND,), _changes(workbench, series, reading, told), asks=(ask,))


def accept(workbench: Workbench, seen: Preview) -> Changed:
    """Take it, as one step.

    Raises
    ------
    FileTrouble
        If the project cannot be written; it stays as it was.
    """
    after = next(each.after for each in seen.changes if isinstance(each, SeriesChange))
    assert after is not None
    label = LABEL.fill(name=after.name, reading=READING_WORDS[after.reading])
    return workbench.commit(label.zh, seen.changes)


def _changes(
    workbench: Workbench, series: Series, reading: str, told: tuple[Problem, ...]
) -> tuple[Change, ...]:
    kind: Reading = "power" if reading == "power" else "energy"
    after = replace(series, reading=kind, unit="kW" if kind == "power" else "kWh")
    words = READING_WORDS[reading]
    kept = [each for each in told if each.code not in ("reading", "unit")]
    kept.append(problem("reading", "", "", 0, reading=reading, zh=words.zh, en=words.en))
    key = metering.told_key(series.digest)
    return (
        SeriesChange(series.id, series, after),
        SettingChange(key, workbench.project.settings.get(key), metering.told_out(kept)),
    )
