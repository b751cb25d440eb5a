"""Plants to print: small enough to check by hand, complete enough to reach each chapter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.review import findings
from zcdesk.domain.answer import Answer, Cite, Place, months_of
from zcdesk.domain.document import Document
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project, Row
from zcdesk.domain.words import Language
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.story import story

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Catalogue(ROOT / "resources", ROOT / "forms")
YEARS = ("2019", "2024", "2025")

Answers = dict[Place, Answer]

_SITE = """
site.name = 江州恒拓精密机械有限公司
site.credit_code = 91320999MA0XXXXX74
site.nature = 有限责任公司
site.industry = 金属切削机床制造
site.industry_code = 3421
site.legal_representative = 陈立衡
site.registered_address = 江苏省江州市经开区恒拓路 18 号
site.address = 同注册地址
site.province = CN-JS
site.grid_region = CN-EAST
site.contact = 王敏
site.phone = 0500-8866 0000
site.email = wm@example.com
site.products = 主轴箱、精密减速器；铸后加工、热处理、焊接、涂装与装配
site.boundary = 边界为企业法人全部生产系统、辅助系统和附属系统，以及食堂和厂内运输。
power.factor_level = provincial
power.market_factor = residual
"""
_ROWS = """
F01 fuel natural_gas
F02 fuel diesel
F03 fuel gasoline
F04 fuel lpg
F05 fuel acetylene
R01 heat 园区蒸汽
P01 weld CO₂保护气
C01 product 主轴箱
N01 medium fresh_water
"""
_MONTHLY = """
fuel.amount F01 78.64 万Nm3 E-003 scaled
fuel.amount F02 56000 L E-005 scaled
fuel.amount F03 11.6 t E-006 scaled
fuel.amount F04 9.1 t E-008 scaled
fuel.amount F05 3.05 t E-010 scaled
power.grid - 850.8 万kWh E-012 scaled
power.green_trade - 3180 MWh E-015 same
power.pv_self_used - 2306 MWh E-018 same
power.pv_generated - 2500 MWh E-018 same
heat.amount R01 1250 GJ E-020 scaled
weld.bought P01 40 t E-021 same
site.output_value - 68420 万元 - same
product.amount C01 19300 台 - same
medium.amount N01 61000 t - same
"""
_YEARLY = """
weld.opening P01 3.5 t E-022
weld.closing P01 5 t E-022
weld.sold P01 0 t E-022
weld.co2_share P01 80 % E-022
fuel.ncv_measured F04 47.31 GJ/t E-008
power.certificates - 860 MWh E-016
energy.primary_factor - 0.2856 tce/MWh -
"""
_EVIDENCE = """
E-001 other 营业执照
E-003 invoice 天然气结算单
E-005 invoice 柴油加油卡对账单
E-006 invoice 汽油加油卡对账单
E-008 certificate 液化石油气送货单及检测报告
E-010 ledger 危化品领用台账
E-012 invoice 电费核查联
E-015 invoice 绿电交易结算单
E-016 certificate 绿证核销凭证
E-018 meter_reading 光伏并网表抄表记录
E-020 invoice 热力结算单
E-021 ledger 气瓶出入库台账
E-022 certificate 保护气质检单
E-030 ledger 二级计量台账
"""
_HUNDREDTHS = (8, 6, 9, 8, 9, 8, 9, 9, 8, 9, 9, 8)
"""The months of a year in hundredths of it, so that the split is exact."""


def machinery() -> Project:
    """Three years of a machinery plant: five fuels, green trade, own photovoltaics, certificates, gas, heat.

    2019 has three times the fuel and grid electricity of 2025 and is illustrative, 2024 twice as much; only 2025 has
    evidence.
    """
    answers = site_answers()
    rows: dict[str, str] = {}
    for id_, table, label in _words(_ROWS):
        rows[id_] = table
        answers[Place(CATALOGUE.vocabulary.tables[table].label, id_)] = Answer(label)
    answers[Place("product.unit", "C01")] = Answer("set")
    answers[Place("weld.other_gas", "P01")] = Answer("argon")
    for table in ("fgas", "biomass"):
        answers[Place(table)] = Answer("", standing="none")
    for year, times in zip(YEARS, (3, 2, 1), strict=True):
        answers |= _year(year, times)
    changes = "5月屋顶光伏由 0.4 MWp 扩至 2.6 MWp，位于边界内，由企业自有；其余无变化。"
    answers[Place("site.changes", "", "2025")] = Answer(changes)
    answers[Place("site.name")] = replace(answers[Place("site.name")], evidence=(Cite("E-001"),))
    evidence = {id_: _evidence(id_, kind, title) for id_, kind, title in _words(_EVIDENCE)}
    return project_of(YEARS, ("cn.machinery", "cn.energy"), rows, answers, evidence)


def small(**site: str) -> Project:
    """One year of a plant without an industry of its own: gas, lime and grid electricity.

    Parameters
    ----------
    **site : str
        Single quantities that differ, with ``_`` for the first dot: ``power_factor_level="national"``.
    """
    answers = site_answers()
    answers |= {Place(id_.replace("_", ".", 1)): Answer(text) for id_, text in site.items()}
    answers[Place("fuel.kind", "F01")] = Answer("natural_gas")
    answers[Place("fuel.amount", "F01", "2025")] = Answer("12.5", "万Nm3", evidence=(Cite("E-001", "1-3"),))
    answers[Place("carbonate.kind", "P01")] = Answer("calcium_carbonate")
    answers[Place("carbonate.amount", "P01", "2025")] = Answer("500", "t")
    answers[Place("carbonate.purity", "P01", "2025")] = Answer("95", "%")
    answers[Place("power.grid", "", "2025")] = Answer("1,000", "MWh")
    for id_ in ("green_trade", "direct", "pv_self_used", "exported", "certificates"):
        answers[Place(f"power.{id_}", "", "2025")] = Answer("", standing="none")
    for table in ("heat", "biomass", "wastewater", "methane", "recovery"):
        answers[Place(table)] = Answer("", standing="none")
    answers[Place("site.output_value", "", "2025")] = Answer("1000", "万元")
    evidence = {"E-001": _evidence("E-001", "invoice", "天然气结算单")}
    return project_of(
        ("2025",), ("cn.industrial-other",), {"F01": "fuel", "P01": "carbonate"}, answers, evidence
    )


def brewery() -> Project:
    """The small plant in two years, with waste water by the month, methane burnt and carbon dioxide sold."""
    held = small()
    answers = dict(held.answers)
    for place, answer in held.answers.items():
        if place.period:
            answers[Place(place.quantity, place.row, "2024")] = answer
    for table in ("wastewater", "methane", "recovery"):
        del answers[Place(table)]
    answers[Place("medium")] = Answer("", standing="none")
    answers[Place("wastewater.system", "P02")] = Answer("anaerobic_reactor")
    answers[Place("methane.name", "P03")] = Answer("沼气火炬")
    answers[Place("recovery.name", "P04")] = Answer("发酵气回收")
    for year in ("2024", "2025"):
        for index, month in enumerate(months_of(year), start=1):
            answers[Place("wastewater.volume", "P02", month)] = Answer(
                "9000", "m3", illustrative=year == "2025"
            )
            answers[Place("wastewater.cod_in", "P02", month)] = Answer(f"3.{index}", "kgCOD/m3")
            answers[Place("wastewater.cod_out", "P02", month)] = Answer("0.4", "kgCOD/m3")
        answers[Place("energy.primary_factor", "", year)] = Answer("0.28078", "tce/MWh")
        answers[Place("wastewater.sludge", "P02", year)] = Answer("", standing="none")
        for id_ in ("used", "sold"):
            answers[Place(f"methane.{id_}", "P03", year)] = Answer("", standing="none")
        answers[Place("methane.flared", "P03", year)] = Answer("4", "万Nm3")
        for id_, text in (("share", "60"), ("oxidation", "99"), ("destruction", "98")):
            answers[Place(f"methane.{id_}", "P03", year)] = Answer(text, "%")
        sold = "1.5" if year == "2024" else "2"
        answers[Place("recovery.sold", "P04", year)] = Answer(sold, "万Nm3")
        answers[Place("recovery.sold_share", "P04", year)] = Answer("99", "%")
        answers[Place("recovery.used", "P04", year)] = Answer("", standing="none")
        answers[Place("recovery.used_share", "P04", year)] = Answer("99", "%")
    rows = {"F01": "fuel", "P01": "carbonate", "P02": "wastewater", "P03": "methane", "P04": "recovery"}
    return project_of(
        ("2024", "2025"), ("cn.industrial-other", "cn.energy"), rows, answers, dict(held.evidence)
    )


def project_of(
    years: tuple[str, ...],
    methods: tuple[str, ...],
    rows: Mapping[str, str],
    answers: Answers,
    evidence: Mapping[str, Evidence],
) -> Project:
    """A project from its parts; `rows` are codes with their tables."""
    pins = [Pin("method", id_, CATALOGUE.editions[id_][-1]) for id_ in methods]
    return Project(
        years=years,
        pins=MappingProxyType({pin.key: pin for pin in pins}),
        rows=MappingProxyType({id_: Row(id_, table) for id_, table in rows.items()}),
        answers=MappingProxyType(answers),
        evidence=MappingProxyType(evidence),
    )


def without(project: Project, *places: Place) -> Project:
    """The project with some answers taken away."""
    kept = {place: answer for place, answer in project.answers.items() if place not in places}
    return replace(project, answers=MappingProxyType(kept))


def answering(project: Project, more: Mapping[Place, Answer]) -> Project:
    """The project with some answers put or replaced."""
    return replace(project, answers=MappingProxyType({**project.answers, **more}))


def confirmed(project: Project, year: str = "2025") -> Project:
    """The project with everything confirmed that asks for it."""
    keys = dict(project.settings)
    for held in inventories(project).values():
        for finding in findings(held, year):
            if finding.severity == "warning":
                key = ":".join(("confirmed", finding.code, *(value for _, value in finding.details)))
                keys[key] = "2026-03-18"
    return replace(project, settings=MappingProxyType(keys))


def inventories(project: Project) -> dict[str, Inventory]:
    """Results of the methods that a project pins."""
    return {pin.id: inventory(project, pin.id, pin.edition) for pin in project.methods()}


def inventory(project: Project, id_: str, edition: str) -> Inventory:
    """Results of a method."""
    compiled = CATALOGUE.method(id_, edition)
    book = FactorBook(
        [CATALOGUE.factor_set(set_) for set_ in compiled.method.factor_sets], CATALOGUE.vocabulary
    )
    return Inventory(compiled, book, project)


def report(project: Project, language: Language = "zh", year: str = "2025", check_code: str = "") -> Document:
    """The report of a project as a document, under the methods that it pins."""
    made = inventories(project)
    main = next(held for held in made.values() if held.compiled.method.kind == "inventory")
    return document(project, main, made.get("cn.energy"), language, year, check_code)


def document(
    project: Project,
    main: Inventory,
    energy: Inventory | None = None,
    language: Language = "zh",
    year: str = "2025",
    check_code: str = "",
) -> Document:
    """The report of given results."""
    held = [main] if energy is None else [main, energy]
    return story(
        project=project,
        template=CATALOGUE.report("inventory"),
        texts=CATALOGUE.texts("report"),
        inventory=main,
        energy=energy,
        year=year,
        language=language,
        findings=[finding for each in held for finding in findings(each, year)],
        finding_texts=CATALOGUE.texts("findings"),
        number="ZC-ER-2025-01",
        issued_at="2026-03-18T16:42:00Z",
        check_code=check_code,
        pages=CATALOGUE.pages,
    )


def site_answers() -> Answers:
    """What every plant says of itself."""
    pairs = (line.split(" = ") for line in _SITE.strip().splitlines())
    return {Place(id_): Answer(text) for id_, text in pairs}


def _year(year: str, times: int) -> Answers:
    made_up, proven = year == "2019", year == "2025"
    answers: Answers = {}
    for number, (month, part) in enumerate(zip(months_of(year), _HUNDREDTHS, strict=True), start=1):
        for id_, row, amount, unit, evidence, how in _words(_MONTHLY):
            text = f"={part}*{times if how == 'scaled' else 1}*{amount}/100"
            cites = (Cite(evidence, str(number)),) if proven and evidence != "-" else ()
            answers[Place(id_, row.strip("-"), month)] = Answer(
                text, unit, evidence=cites, illustrative=made_up
            )
        for id_ in ("power.direct", "power.exported", "power.pv_exported"):
            answers[Place(id_, "", month)] = Answer("", standing="none")
        answers[Place("heat.exported", "R01", month)] = Answer("", standing="none")
    for id_, row, amount, unit, evidence in _words(_YEARLY):
        cites = (Cite(evidence, "1"),) if proven and evidence != "-" else ()
        answers[Place(id_, row.strip("-"), year)] = Answer(amount, unit, evidence=cites)
    return answers


def _evidence(id_: str, kind: str, title: str) -> Evidence:
    digest = hashlib.sha256(id_.encode()).hexdigest()
    return Evidence(id_, f"{id_}.pdf", kind, "application/pdf", 1000, digest, title, "2025-12-31", "出具单位")


def _words(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]
