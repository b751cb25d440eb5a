"""A small scheme of points, measures and rules, written down as a pack would be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from tests.calc.plant import answers
from tests.conftest import CATALOGUE, VOCABULARY
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.readiness import Assessed, Readiness
from zcdesk.calc.scoring import Scored
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.project import Project, Row
from zcdesk.formula.schemes import CompiledScheme, check_scheme, compile_scheme
from zcdesk.packs.schemes import scheme

HEAD = """
id = "test"
edition = "1"
words = { zh = "试", en = "Test" }
document = { zh = "试", en = "Test" }
issued = "2026"
rounding = { places = 2, mode = "half-even", rule = "GB/T 8170" }
factor_sets = ["cn.zero-carbon.miit-2026-334"]
boundary = { zh = "厂", en = "Plant" }
choices = ["ready.js_green"]
"""

BODY = """
[level.entry]
zh = "申报"
en = "entry"
[level.target]
zh = "目标"
en = "target"
[group.g1]
zh = "甲"
en = "A"
[group.g2]
zh = "乙"
en = "B"

[[line]]
id = "own.share"
words = { zh = "占比", en = "Share" }
unit = "%"
formula = "power.direct / power.grid"
clause = "1"
[[line]]
id = "own.read"
words = { zh = "口径", en = "As read" }
unit = "MWh"
formula = "if_(ready.js_green == 'zero', power.direct, power.grid)"
clause = "1"

[[criterion]]
id = "e1"
number = "E1"
kind = "gate"
words = { zh = "门槛", en = "Gate" }
clause = "1"
confidence = "A"
holds = "ready.above_scale"
[[criterion]]
id = "e2"
number = "E2"
kind = "gate"
words = { zh = "可免", en = "May be left out" }
clause = "1"
confidence = "A"
holds = "ready.strategy"
skippable = true
[[criterion]]
id = "x1"
number = "1"
kind = "core"
group = "g1"
words = { zh = "占比", en = "Share" }
clause = "1"
confidence = "A"
value = "own.share"
better = "higher"
thresholds = [
    { level = "entry", formula = "factor('national.k2_entry', 'default')" },
    { level = "target", formula = "factor('national.k2_target', 'default')" },
]
points = { most = 10, clause = "A.1", confidence = "A" }
score = "x1.points * min(1, own.share / x1.target)"
[[criterion]]
id = "x2"
number = "2"
kind = "indicator"
group = "g1"
words = { zh = "制度", en = "Rules" }
clause = "1"
confidence = "A"
holds = "ready.accounting"
points = { most = 5, clause = "A.1", confidence = "A" }
[[criterion]]
id = "x3"
number = "3"
kind = "indicator"
group = "g2"
words = { zh = "物理", en = "Physical" }
clause = "1"
confidence = "A"
applies = "ready.applicant == 'manufacturer'"
value = "own.share"
better = "higher"
thresholds = [{ level = "entry", formula = "factor('national.k3_entry', 'default')" }]
points = { most = 2.5, clause = "A.1", confidence = "A" }
score = "linear"
plan = "power.certificates / power.grid"
planned = "given(power.certificates)"
[[criterion]]
id = "x4"
number = "4"
kind = "indicator"
group = "g2"
words = { zh = "按口径", en = "As it is read" }
clause = "1"
confidence = "A"
value = "own.read"
better = "higher"
thresholds = [{ level = "entry", formula = "power.grid" }]
points = { most = 3, clause = "A.1", confidence = "A" }
[[criterion]]
id = "total"
number = "T"
kind = "core"
words = { zh = "总分", en = "Total" }
clause = "1"
confidence = "A"
value = "score.total"
better = "higher"
thresholds = [{ level = "entry", formula = "x1.points" }]

[[measure]]
id = "direct"
criterion = "x1"
words = { zh = "多用绿电直连", en = "More direct supply" }
unit = "MWh"
formula = "x1.{level}.gap * power.grid"
most = "power.grid - power.direct"
clause = "1"
places = 0
[[measure]]
id = "never"
criterion = "x1"
level = "entry"
words = { zh = "不适用的", en = "Not here" }
unit = "MWh"
formula = "power.grid"
applies = "not ready.above_scale"
clause = "1"

[[check]]
id = "bounded"
holds = "power.certificates <= power.grid"
finding = "heat_exported_over"
at = "power.certificates"
clause = "3"
spoils = ["x1", "x2"]
[[check]]
id = "once"
unique = "product.name"
finding = "heat_exported_over"
at = "product.name"
clause = "4"
spoils = ["*"]
"""


@cache
def compiled(head: str = "") -> CompiledScheme:
    """The scheme, with more lines in its head."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "test" / "1"
        place.mkdir(parents=True)
        (place / "scheme.toml").write_text(HEAD + head + BODY, encoding="utf-8")
        return compile_scheme(check_scheme(scheme(place), VOCABULARY), VOCABULARY)


def plant(
    *given: tuple[str, ...], skips: tuple[tuple[str, str], ...] = (), rows: tuple[str, ...] = ()
) -> Project:
    """A project of these answers and skipped criteria; `rows` are names of products."""
    told = answers(*given)
    told |= {Place("product.name", f"C0{at}"): Answer(text) for at, text in enumerate(rows, 1)}
    return Project(
        years=("2023",),
        rows=MappingProxyType({f"C0{at}": Row(f"C0{at}", "product") for at in range(1, len(rows) + 1)}),
        answers=MappingProxyType(told),
        settings=MappingProxyType({f"skip:test:{id_}": reason for id_, reason in skips}),
    )


def judge(project: Project, head: str = "", today: str = "2026-11-28", **more: object) -> Readiness:
    """The scheme over a project."""
    book = FactorBook([CATALOGUE.factor_set("cn.zero-carbon.miit-2026-334")], VOCABULARY)
    return Readiness(compiled(head), book, project, {}, today, **more)  # type: ignore[arg-type]


def verdicts(readiness: Readiness) -> dict[tuple[str, str], str]:
    """Verdicts by criterion and level."""
    return {
        (each.criterion.id, judged.level): judged.verdict
        for each in readiness.assessed("2023")
        for judged in each.levels
    }


def of(readiness: Readiness, criterion: str) -> Assessed:
    """One criterion."""
    return next(each for each in readiness.assessed("2023") if each.criterion.id == criterion)


def sums(readiness: Readiness) -> dict[str, Scored]:
    """Sums of points by group."""
    return {each.group: each for each in readiness.scores("2023")}
