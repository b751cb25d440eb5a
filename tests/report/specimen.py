"""A report of an invented plant with every kind of block, long names, rare characters and awkward tables."""

# ruff: noqa: E501 - the texts of a specimen are as long as those of a report

from __future__ import annotations

from dataclasses import replace

from zcdesk.domain.document import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Document,
    Facts,
    Flow,
    Heading,
    PageBreak,
    Paragraph,
    Proof,
    ProofInput,
    Row,
    RowKind,
    Series,
    Statement,
    Table,
)
from zcdesk.domain.words import Language

COMPANY = {"zh": "江州恒拓精密机械有限公司", "en": "Jiangzhou Hengtuo Precision Machinery Co., Ltd."}
LONG_COMPANY = {
    "zh": "内蒙古自治区呼伦贝尔市鄂温克族自治旗大雁矿业集团雁北洗选煤与煤化工综合利用示范项目有限责任公司第二分公司",
    "en": "Hulunbuir Ewenki Banner Dayan Mining Group North Coal Preparation and Integrated Chemical Utilisation "
    "Demonstration Project Limited Liability Company, Second Branch",
}
RARE = "镕堃喆玥䶮㙍𬱖"
UNBROKEN = "GB/T32151.99-2026/AnnexC/Table7/" + "X" * 90


def document(language: Language = "zh", *, draft: bool = False, long_names: bool = False) -> Document:
    """The whole specimen in one language, as a sealed report or as a draft."""
    zh = language == "zh"
    company = (LONG_COMPANY if long_names else COMPANY)[language]
    blocks: list[Block] = [
        cover(zh, company),
        statement(zh),
        Paragraph(
            _t(
                zh,
                "签字用黑色墨水；公章端正居中，下压单位名称和成文日期；报告装订后在书口加盖骑缝章。",
                "Sign in black ink.",
            ),
            "note",
        ),
        Contents(_t(zh, "目录", "Contents")),
        *chapter_basics(zh, company),
        *chapter_emissions(zh, draft),
        *chapter_activity(zh, draft),
        *chapter_charts(zh),
        *appendix_months(zh),
        *appendix_proofs(zh),
        *appendix_evidence(zh),
    ]
    title = _t(zh, "企业温室气体排放报告", "Corporate Greenhouse Gas Emission Report")
    return Document(
        title=title,
        company=company,
        subject=_t(zh, "2025 年度温室气体排放", "Greenhouse gas emissions 2025"),
        language=language,
        short_title=_t(zh, "企业温室气体排放报告（2025 年度）", "GHG Emission Report 2025"),
        foot=_t(
            zh,
            "编号 ZC-ER-2025-01　草稿 2026-03-11 16:42　未封存"
            if draft
            else "编号 ZC-ER-2025-01　定稿 2026-03-18　校验码 7F3A-91C2-0E5D",
            "No. ZC-ER-2025-01　Draft 2026-03-11 16:42　not sealed, no check code"
            if draft
            else "No. ZC-ER-2025-01　Sealed 2026-03-18　Check code 7F3A-91C2-0E5D",
        ),
        page_of=_t(zh, "第 {page} 页　共 {pages} 页", "Page {page} of {pages}"),
        labels={},
        blocks=tuple(blocks),
        draft=_t(
            zh, "草稿　还差 3 项，待确认 2 项，不得提交", "DRAFT　3 missing, 2 to confirm, not for submission"
        )
        if draft
        else "",
        watermark=_t(zh, "草稿", "DRAFT"),
        keywords="GHG, ISO 14064-1",
    )


def _t(zh: bool, chinese: str, english: str) -> str:
    return chinese if zh else english


def cells(*texts: str, code: str = "", **shared: object) -> tuple[Cell, ...]:
    """A row's cells; ``code`` gives each figure after the third its 定位码."""
    return tuple(
        replace(Cell(text), code=f"{code}.{index}" if code and index > 2 and text else "", **shared)  # type: ignore[arg-type]
        for index, text in enumerate(texts)
    )


def row(*texts: str, kind: RowKind = "plain", code: str = "") -> Row:
    """A row of plain cells."""
    return Row(cells(*texts, code=code), kind)


def group(text: str) -> Row:
    """A group row."""
    return Row((Cell(text),), "group")


def words(head: str, number: str = "", unit: str = "") -> Column:
    """A column of words."""
    return Column(head, unit, number)


def figures(head: str, unit: str = "", number: str = "") -> Column:
    """A column of numbers."""
    return Column(head, unit, number, align="right", role="number")


def code_column(zh: bool) -> Column:
    """The column of row codes."""
    return Column(_t(zh, "代码", "Code"), role="code")


def cover(zh: bool, company: str) -> Cover:
    return Cover(
        _t(zh, "编号　ZC-ER-2025-01", "No. ZC-ER-2025-01"),
        _t(zh, "企业温室气体排放报告", "Corporate Greenhouse Gas Emission Report"),
        _t(zh, "2025 年度　机械设备制造业", "Reporting year 2025　Machinery manufacturing"),
        company,
        (
            (_t(zh, "统一社会信用代码", "Credit code"), "91320999MA0XXXXX74"),
            (
                _t(zh, "报告期", "Period"),
                _t(zh, "2025 年 1 月 1 日至 2025 年 12 月 31 日", "1 January to 31 December 2025"),
            ),
            (
                _t(zh, "核算方法", "Method"),
                _t(
                    zh,
                    "机械设备制造企业温室气体排放核算方法与报告指南（试行）",
                    "Guideline on accounting and reporting of greenhouse gas emissions for machinery manufacturers (trial)",
                ),
            ),
            (_t(zh, "编制日期", "Date"), _t(zh, "2026 年 3 月 18 日", "18 March 2026")),
        ),
        _t(
            zh,
            "封存校验码 7F3A-91C2-0E5D。报告中的数可凭定位码（如 2-1 S01.3）在项目文件中逐一核查。",
            "Check code 7F3A-91C2-0E5D. Each figure can be found in the project by its locator, such as 2-1 S01.3.",
        ),
    )


def statement(zh: bool) -> Statement:
    results = Table(
        "",
        _t(zh, "报告结果摘要", "Summary of results"),
        (code_column(zh), words(_t(zh, "项目", "Item")), figures(_t(zh, "2025 年结果", "2025")), words(_t(zh, "单位", "Unit")), words(_t(zh, "见表", "See"))),
        (
            row("S07", _t(zh, "温室气体排放总量（位置法）", "Total emissions (location-based)"), "8,779.29", "tCO₂e", _t(zh, "表 2-1", "Table 2-1")),
            row("S09", _t(zh, "温室气体排放总量（市场法）", "Total emissions (market-based)"), "6,425.18", "tCO₂e", _t(zh, "表 2-1", "Table 2-1")),
            row("Q01", _t(zh, "综合能源消费量（当量值）", "Energy consumption"), "2,870.97", "tce", _t(zh, "表 3-4", "Table 3-4")),
            row("", _t(zh, "缺项／待确认项", "Missing / to confirm"), "0 / 1", _t(zh, "项", "items"), _t(zh, "附录 B", "Annex B")),
        ),
    )  # fmt: skip
    return Statement(
        _t(zh, "真实性声明", "Statement of truth"),
        (
            _t(
                zh,
                "本企业依据《机械设备制造企业温室气体排放核算方法与报告指南（试行）》（发改办气候〔2015〕1722 号）核算 2025 年度温室气体"
                "排放，并编制本报告。报告所列活动水平、排放因子及有关数据来自本企业的原始凭证、计量记录和公开发布的因子，已逐项留存证据。",
                "This company has accounted for its greenhouse gas emissions of 2025 and prepared this report according to "
                "the guideline named on the cover. Activity data, emission factors and related figures come from original "
                "records, meters and published factors; evidence is kept for each of them.",
            ),
            _t(
                zh,
                "本企业对本报告的真实性、完整性和准确性负责，没有虚报、瞒报和重复计算，愿意接受主管部门及其委托的机构核查，并承担由此产生的法律责任。",
                "The company is responsible for the truth, completeness and accuracy of this report and is ready to have "
                "it verified.",
            ),
        ),
        results,
        (
            (_t(zh, "法定代表人（签字）", "Legal representative")),
            _t(zh, "碳排放管理负责人（签字）", "Head of carbon management"),
            _t(zh, "填报人（签字）", "Prepared by"),
            _t(zh, "联系电话", "Telephone"),
        ),
        _t(zh, "（单位公章，下压单位名称和日期）", "(company seal over name and date)"),
        _t(zh, "年　　　月　　　日", "Date:"),
    )


def chapter_basics(zh: bool, company: str) -> list[Block]:
    return [
        Heading(_t(zh, "一、报告主体基本信息", "1 Reporting entity")),
        Heading(_t(zh, "（一）企业概况", "1.1 The company"), 2),
        Paragraph(
            _t(
                zh,
                f"{company}位于江苏省江州市，2011 年投产，从事数控机床主轴箱、精密减速器的铸后加工、热处理、焊接、涂装与装配，国民经济行业代码"
                f" C3421。厂区占地 8.6 万 m²，职工 612 人；2025 年生产主轴箱和减速器共 19,350 台，工业增加值 24,310 万元。联系人：{RARE}。",
                f"{company} is located in Jiangzhou, Jiangsu Province. It began production in 2011 and makes spindle boxes "
                "and precision reducers: machining after casting, heat treatment, welding, painting and assembly "
                "(industry code C3421). The site covers 86,000 m² and has 612 employees; in 2025 it produced 19,350 units "
                f"with an added value of CNY 243.10 million. The company’s contact is {RARE}.",
            )
        ),
        Heading(_t(zh, "（二）核算边界", "1.2 Boundary"), 2),
        Paragraph(
            _t(
                zh,
                "边界为企业法人全部生产系统、辅助系统和附属系统，包括热处理、机加工、焊接、涂装四个车间，空压站、变配电、污水站，以及食堂和厂内运输。"
                "报告期内边界无变化；屋顶光伏（2023 年 0.4 MWp，2024 年 5 月扩至 2.6 MWp）位于边界内，由企业自有。",
                "The boundary is the legal entity with all production, auxiliary and subsidiary systems: the heat treatment, "
                "machining, welding and painting shops, compressed air, power distribution, waste water, the canteen and "
                "transport on site. It did not change in the period; the rooftop PV plant (0.4 MWp in 2023, extended to "
                "2.6 MWp in May 2024) lies inside and belongs to the company.",
            )
        ),
        Facts(
            tuple(
                (_t(zh, a, b), _t(zh, c, d))
                for a, b, c, d in (
                    ("单位名称", "Name", company, company),
                    ("统一社会信用代码", "Credit code", "91320999MA0XXXXX74", "91320999MA0XXXXX74"),
                    ("行业及代码", "Industry", "金属切削机床制造 C3421", "Metal cutting machine tools C3421"),
                    ("单位性质", "Legal form", "有限责任公司", "Limited liability company"),
                    ("注册地址", "Address", "江苏省江州市经开区恒拓路 18 号", "18 Hengtuo Road, Jiangzhou"),
                    (
                        "联系人及电话",
                        "Contact",
                        f"王敏（{RARE}）0500-8866 0000",
                        f"Wang Min ({RARE}) 0500-8866 0000",
                    ),
                    ("产品产量", "Output", "19,350 台", "19,350 units"),
                    ("年用电量", "Electricity", "13,994.00 MWh", "13,994.00 MWh"),
                )
            )
        ),
        Heading(_t(zh, "（三）组织与职责", "1.3 Responsibilities"), 2),
        Paragraph(
            _t(
                zh,
                "总经理批准核算结果，能源办负责汇总和计算，财务部、设备部、仓储部按月提供凭证；每年一月与能源统计报表交叉核对一次。凭证与项目文件保存不少于五年。",
                "The general manager approves the results; the energy office collects and computes; finance, equipment "
                "and stores hand in their records every month. Records are kept for at least five years.",
            )
        ),
        Facts(
            (
                (
                    _t(zh, "核算边界说明", "Boundary"),
                    _t(
                        zh,
                        "企业法人，单一厂区，含外租仓库两处，不含职工宿舍",
                        "Legal entity, one site, two rented stores included",
                    ),
                ),
                (_t(zh, "与上年相比", "Changes"), _t(zh, "无变化", "none")),
            )
        ),
    ]


def chapter_emissions(zh: bool, draft: bool) -> list[Block]:
    total = "未计，缺 1 行" if zh else "not computed, 1 row missing"
    sums = (
        Row(
            (Cell("S07"), Cell(_t(zh, "排放总量（位置法）", "Total (location-based)")), Cell("10,441.28"), Cell("9,779.66"),
             Cell(total, boxed=True) if draft else Cell("8,779.29", code="S07.3"), Cell("−10.2"), Cell("100.0"), Cell("6")),
            "total",
        ),
    )  # fmt: skip
    years = [
        figures(f"{year}" + (" 年" if zh else ""), "tCO₂e", str(index))
        for index, year in enumerate((2023, 2024, 2025), 1)
    ]
    table = Table(
        "2-1",
        _t(zh, "温室气体排放汇总", "Greenhouse gas emissions"),
        (
            code_column(zh),
            words(_t(zh, "排放类别", "Category"), "甲" if zh else "A"),
            *years,
            figures(_t(zh, "较上年", "Change"), "%", "4"),
            figures(_t(zh, "占比", "Share"), "%", "5"),
            Column(_t(zh, "依据", "Clause"), number="乙" if zh else "B", role="clause"),
        ),
        (
            group(_t(zh, "范围一　直接排放", "Scope 1　direct emissions")),
            row("S01", _t(zh, "化石燃料燃烧", "Fuel combustion"), "2,277.50", "2,117.46", "1,921.78", "−9.2", "21.9", "5.1", code="S01"),
            row("S02", _t(zh, "工业生产过程（保护焊）", "Process (shielded welding)"), "41.39", "40.00", "38.31", "−4.2", "0.4", "5.2.3"),
            row("S03", _t(zh, "制冷剂逸散（HFCs）", "Refrigerants (HFCs)"), "11.20", "9.80", "8.60", "−12.2", "0.1", "5.2.2"),
            row("S04", _t(zh, "范围一小计", "Scope 1"), "2,330.09", "2,167.26", "1,968.69", "−9.2", "22.4", "", kind="subtotal"),
            group(_t(zh, "范围二　能源间接排放（位置法）", "Scope 2　energy (location-based)")),
            row("S05", _t(zh, "净购入电力", "Purchased electricity"), "8,111.18", "7,612.39", "6,810.60", "−10.5", "77.6", "5.3"),
            row("S06", _t(zh, "净购入热力", "Purchased heat"), "0.00", "0.00", "0.00", "—", "0.0", "5.3"),
            *sums,
            Row(
                (Cell("S08"), Cell(_t(zh, "其中：市场法下净购入电力", "of which: electricity, market-based"), indent=1), Cell("8,111.18"),
                 Cell("6,563.53"), Cell("4,456.49"), Cell("−32.1"), Cell("—"), Cell(_t(zh, "附 A", "A"))),
                "memo",
            ),
            row("S09", _t(zh, "排放总量（市场法，并列披露）", "Total (market-based)"), "10,441.28", "8,730.80", "6,425.18", "−26.4", "—", _t(zh, "附 A", "A"), kind="total"),
        ),
        notes=(
            (_t(zh, "定位码为“表号 行代码.列号”，如 2025 年化石燃料燃烧排放为 2-1 S01.3；在程序中按 Ctrl+K 输入，即打开该数的计算链。",
                "A locator is table number, row code and column number, such as 2-1 S01.3."), "normal"),
            (_t(zh, "电力排放因子 0.5827 tCO₂/MWh（江苏省 2023 年，公告 2025 年第 47 号，为最新公布值，沿用于三个年度）。",
                "Grid factor 0.5827 tCO₂/MWh (Jiangsu 2023, the latest published)."), "normal"),
            (_t(zh, "各行按 GB/T 8170 独立修约，分项之和与合计可能相差 0.01。", "Rows are rounded by themselves."), "normal"),
        ),
    )  # fmt: skip
    return [
        Heading(_t(zh, "二、温室气体排放", "2 Emissions")),
        Heading(_t(zh, "（一）排放总量", "2.1 Totals"), 2),
        Paragraph(
            _t(
                zh,
                "2025 年本企业温室气体排放总量为 8,779.29 tCO₂e（位置法），比上年减少 1,000.37 tCO₂e，下降 10.2%；比 2023 年下降 15.9%。"
                "其中净购入电力占 77.6%，天然气等化石燃料燃烧占 21.9%。“过程与逸散”合计不足 1%。",
                "In 2025 the company emitted 8,779.29 tCO₂e (location-based), 1,000.37 tCO₂e or 10.2% less than in the year "
                "before and 15.9% less than in 2023. Purchased electricity makes up 77.6%, fuel combustion 21.9%; process "
                "and fugitive emissions “together” stay below 1%.",
            )
        ),
        table,
        Chart(
            "2-1",
            _t(
                zh,
                "温室气体排放量与构成，2023—2025 年（位置法）",
                "Emissions and their parts, 2023—2025 (location-based)",
            ),
            "stack",
            "tCO₂e",
            tuple(_t(zh, f"{year} 年", str(year)) for year in (2023, 2024, 2025)),
            (
                Series(
                    _t(zh, "净购入电力", "Electricity"),
                    (8111.18, 7612.39, 6810.6),
                    ("8,111", "7,612", "6,811"),
                ),
                Series(
                    _t(zh, "化石燃料燃烧", "Fuels"), (2277.5, 2117.46, 1921.78), ("2,278", "2,117", "1,922")
                ),
                Series(_t(zh, "过程与逸散", "Process and fugitive"), (52.59, 49.8, 46.91)),
            ),
            ("10,441", "9,780", "8,779"),
            source=_t(zh, "表 2-1。", "Table 2-1."),
            alt=_t(
                zh,
                "排放总量从 10,441 降到 8,779 tCO₂e，其中电力占 77.6%。",
                "Emissions fell from 10,441 to 8,779 tCO₂e.",
            ),
        ),
    ]


FUELS = (
    (
        "F01",
        "天然气",
        "Natural gas",
        "万Nm³",
        "10⁴ Nm³",
        "78.64",
        "389.31",
        "30,615.34",
        "0.0153",
        "99",
        "21.6219",
        "1,700.35",
    ),
    ("F02", "柴油", "Diesel", "t", "t", "46.30", "43.33", "2,006.18", "0.0202", "98", "3.1451", "145.62"),
    ("F03", "汽油", "Petrol", "t", "t", "11.60", "44.80", "519.68", "0.0189", "98", "3.0425", "35.29"),
    ("F04", "液化石油气", "LPG", "t", "t", "9.10", "47.31", "430.52", "0.0172", "98", "2.9240", "26.61"),
    ("F05", "乙炔", "Acetylene", "t", "t", "3.05", "49.87", "152.10", "0.0252", "99", "4.5619", "13.91"),
)


def fuel_table(zh: bool, draft: bool) -> Table:
    rows: list[Row] = []
    for fuel in FUELS:
        code, numbers = fuel[0], list(fuel[5:])
        held = [Cell(code), Cell(_t(zh, fuel[1], fuel[2])), Cell(_t(zh, fuel[3], fuel[4]))]
        held += [Cell(text, code=f"{code}.{index}") for index, text in enumerate(numbers, 1)]
        mark, verdict = "met", _t(zh, "完整", "complete")
        if draft and code == "F02":
            held[3] = Cell(_t(zh, "缺 2 个月", "2 months"), boxed=True, code="F02.1")
            held[5] = held[9] = Cell("—")
            mark, verdict = "unmet", _t(zh, "缺项", "missing")
        if code == "F05":
            mark, verdict = "unknown", _t(zh, "待确认", "confirm")
        if code == "F03":
            mark, verdict = "open", _t(zh, "口径未定", "open")
        if code == "F04":
            mark, verdict = "na", _t(zh, "不适用", "n/a")
        held.append(Cell(verdict, mark=mark))
        rows.append(Row(tuple(held)))
    total = (
        Cell(_t(zh, "未计，缺 1 行", "1 row missing"), boxed=True)
        if draft
        else Cell("1,921.78", code="F09.7")
    )
    blank = (Cell(""), Cell(""))
    rows.append(
        Row((Cell("F09"), Cell(_t(zh, "合计", "Total")), *blank, Cell(""), Cell("" if draft else "33,723.82"), *blank, Cell(""), total, Cell("")), "total")
    )  # fmt: skip
    if draft:
        rows.append(
            Row((Cell(""), Cell(_t(zh, "已有各行之和", "Sum of rows at hand")), *blank, *blank, *blank, Cell(""), Cell("1,776.16", "grey"), Cell("")), "memo")
        )  # fmt: skip
    return Table(
        "3-1",
        _t(zh, "化石燃料燃烧排放（2025 年度）", "Emissions from fuel combustion (2025)"),
        (
            code_column(zh),
            words(_t(zh, "燃料品种", "Fuel"), "甲" if zh else "A"),
            words(_t(zh, "单位", "Unit"), "乙" if zh else "B"),
            figures(_t(zh, "消费量", "Amount"), _t(zh, "见单位栏", "see unit"), "1"),
            figures(_t(zh, "低位发热量", "NCV"), _t(zh, "GJ/单位", "GJ/unit"), "2"),
            figures(_t(zh, "热量", "Heat"), "GJ", "3=1×2"),
            figures(_t(zh, "含碳量", "Carbon"), "tC/GJ", "4"),
            figures(_t(zh, "氧化率", "Oxidised"), "%", "5"),
            figures(_t(zh, "排放因子", "Factor"), _t(zh, "tCO₂/单位", "tCO₂/unit"), "6=2×4×5×44/12"),
            figures(_t(zh, "排放量", "Emission"), "tCO₂", "7=1×6"),
            words(_t(zh, "状态", "State"), "丙" if zh else "C"),
        ),
        tuple(rows),
        notes=(
            (_t(zh, "低位发热量、含碳量、氧化率均取指南附录二表 2.1 缺省值。", "Defaults of the guideline’s Annex 2, Table 2.1."), "normal"),
            (_t(zh, "乙炔无缺省值，按分子式化学计量折算，程序标记为“待确认”，见附录 B 第 F05 条。",
                "Acetylene has no default; computed from its formula C₂H₂ and marked for confirmation, see Annex B."), "warning"),
        ),
        source=_t(zh, "燃气结算单、加油卡对账单、危化品领用台账，证据 E-003 至 E-011。", "Bills and stock records, evidence E-003 to E-011."),
    )  # fmt: skip


def chapter_activity(zh: bool, draft: bool) -> list[Block]:
    unbroken = Table(
        "3-3",
        _t(zh, "名称很长的设备", "Equipment with long names"),
        (
            words(_t(zh, "编号", "No.")),
            words(_t(zh, "设备名称", "Equipment")),
            words(_t(zh, "型号或标准", "Type or standard")),
            figures(_t(zh, "额定功率", "Rated power"), "kW"),
            figures(_t(zh, "因子", "Factor"), "tCO₂/MWh"),
            words(_t(zh, "说明", "Remark")),
        ),
        (
            row("1", _t(zh, LONG_COMPANY["zh"] + "一号全自动连续式可控气氛网带淬火回火生产线", LONG_COMPANY["en"] + " fully automatic line"),
                UNBROKEN, "1,250", "0.5827", "—"),
            row("2", _t(zh, f"空压机（{RARE}）", f"Compressor ({RARE})"), "GA-250", "250.5", "0.58", _t(zh, "备用", "spare")),
            row("3", _t(zh, "冷水机组", "Chiller"), "YK-3", "9", "−0.5", _t(zh, "标点与“引号”混排：《标准》（GB/T 8170）。", "stand-by")),
        ),
        unit=_t(zh, "单位：见栏", "unit: see head"),
    )  # fmt: skip
    return [
        Heading(_t(zh, "三、活动水平数据及来源", "3 Activity data and sources")),
        Heading(_t(zh, "（一）化石燃料", "3.1 Fuels"), 2),
        Paragraph(
            _t(
                zh,
                "化石燃料消费量取自结算单与领用台账，按月汇总，并与能源统计报表 205-1 表交叉核对：天然气差异为 0.3%，柴油差异为 1.1%，均小于 2% 的内部限值。",
                "Fuel amounts come from bills and stock records, added up by month and checked against statistical form 205-1: "
                "they differ by 0.3% for gas and by 1.1% for diesel, both below the internal limit of 2%.",
            )
        ),
        fuel_table(zh, draft),
        Heading(_t(zh, "（二）设备", "3.2 Equipment"), 2),
        Paragraph(_t(zh, "本节文字使用小字。", "This line is set small."), "small"),
        Paragraph(
            _t(zh, "本段为顶格段落，语气为警示。", "This paragraph has a warning tone."), "lead", "warning"
        ),
        unbroken,
        Heading(_t(zh, "1. 三级标题", "3.2.1 A third level"), 3),
        Paragraph(_t(zh, "强调用中黑。", "Emphasis is in weight 500."), "body", "strong"),
    ]


def chapter_charts(zh: bool) -> list[Block]:
    months = tuple(_t(zh, f"{month} 月", f"M{month}") for month in range(1, 13))
    lines = Chart(
        "4-1",
        _t(zh, "用电量逐月变化", "Electricity by month"),
        "lines",
        "MWh",
        months,
        (
            Series(_t(zh, "2025 年", "2025"), (1104.7, 862.6, 1144.6, 1159.2, 1236.3, 1228.2, 1307.7, None, 1265.0, 1192.4, 1174.0, 1066.0)),
            Series(_t(zh, "2024 年", "2024"), tuple(1250.0 - 20 * abs(6 - m) for m in range(12))),
            Series(_t(zh, "目标", "Target"), (1100.0,) * 12),
            Series(_t(zh, "五年平均", "Five-year mean"), tuple(1180.0 - 12 * abs(5 - m) for m in range(12))),
        ),
        notes=(_t(zh, "8 月抄表数据缺失，不以零代替。", "August is missing and not drawn as zero."),),
    )  # fmt: skip
    bars = Chart(
        "4-2",
        _t(zh, "三年各类能源消费量", "Energy by kind in three years"),
        "bars",
        "tce",
        tuple(_t(zh, a, b) for a, b in (("电力", "Power"), ("天然气", "Gas"), ("油品", "Oil"), ("热力", "Heat"))),
        tuple(
            Series(_t(zh, f"{2023 + k} 年", str(2023 + k)), tuple(v * (1 - 0.07 * k) for v in (1719.0, 1046.0, 105.0, 12.0)),
                   tuple(f"{v * (1 - 0.07 * k):,.0f}" for v in (1719.0, 1046.0, 105.0, 12.0)))
            for k in range(3)
        ),
        height_mm=62,
    )  # fmt: skip
    horizontal = Chart(
        "4-3",
        _t(zh, "各阶段碳足迹与数据来源", "Footprint by stage and kind of data"),
        "hbars",
        _t(zh, "kgCO₂e／台", "kgCO₂e per unit"),
        tuple(
            _t(zh, a, b)
            for a, b in (
                ("原材料获取", "Raw materials"), ("零部件运输", "Inbound transport"), ("机加工", "Machining"), ("热处理", "Heat treatment"),
                ("涂装与装配", "Painting and assembly"), ("包装与出厂", "Packaging"),
            )
        ),
        (
            Series(_t(zh, "初级数据", "Primary data"), (118.0, 14.9, 96.3, 118.7, 41.2, 2.0)),
            Series(_t(zh, "次级数据", "Secondary data"), (294.6, 0.0, None, 0.0, 0.0, 7.4)),
        ),
        ("412.6　59.5%", "14.9　2.1%", "96.3　13.9%", "118.7　17.1%", "41.2　5.9%", "9.4　1.4%"),
    )  # fmt: skip
    waterfall = Chart(
        "4-4",
        _t(zh, "2024 年到 2025 年排放变化归因", "Why emissions changed from 2024 to 2025"),
        "waterfall",
        _t(zh, "tCO₂e，市场法", "tCO₂e, market-based"),
        tuple(
            _t(zh, a, b)
            for a, b in (
                ("2024 年", "2024"), ("产量增长", "Output"), ("节电", "Power saved"), ("节气节油", "Fuel saved"), ("光伏自用", "Own PV"),
                ("绿电交易", "Green power"), ("绿证", "Certificates"), ("因子更新", "Factors"), ("其他", "Other"), ("2025 年", "2025"),
            )
        ),
        (
            Series(
                "", (8731, 180, -617, -239, -362, -1154, -152, 0, 38, 6425),
                ("8,731", "+180", "−617", "−239", "−362", "−1,154", "−152", "0", "+38", "6,425"),
            ),
        ),
        height_mm=66,
    )  # fmt: skip
    mix = Chart(
        "4-5",
        _t(zh, "七种构成堆叠", "A stack of seven"),
        "stack",
        "%",
        months,
        tuple(
            Series(
                _t(zh, f"构成{'一二三四五六七'[k]}", f"Part {k + 1}"),
                tuple(8.0 + (m * (k + 3)) % 7 for m in range(12)),
            )
            for k in range(7)
        ),
        height_mm=60,
    )
    return [
        Heading(_t(zh, "四、图示", "4 Figures")),
        Paragraph(
            _t(zh, "图 4-1 至图 4-6 由同一组数据绘制。", "Figures 4-1 to 4-6 are drawn from the same data."),
            "lead",
        ),
        lines,
        bars,
        horizontal,
        waterfall,
        mix,
        sankey(zh),
    ]


def sankey(zh: bool) -> Chart:
    units = ("热处理", "机加工", "焊接", "涂装", "空压与公辅", "运输与食堂")
    english = ("Heat treatment", "Machining", "Welding", "Painting", "Utilities", "Transport")
    tce = (991, 571, 147, 479, 491, 192)
    tco2 = (2655, 2254, 602, 1140, 1695, 433)
    shares = {
        "grid": (0.26, 0.34, 0.08, 0.1, 0.2, 0.02), "green": (0.3, 0.35, 0.07, 0.1, 0.16, 0.02),
        "pv": (0.25, 0.4, 0.05, 0.1, 0.18, 0.02), "gas": (0.58, 0.0, 0.0, 0.32, 0.1, 0.0), "oil": (0.0, 0.05, 0.15, 0.0, 0.0, 0.8),
    }  # fmt: skip
    inputs = {"grid": 1046.0, "green": 391.0, "pv": 283.0, "gas": 1046.0, "oil": 105.0}
    names = {
        "grid": ("电网购电", "Grid power", "1,046　36.4%"), "green": ("绿电交易", "Green power", "391　13.6%"),
        "pv": ("光伏自用", "Own PV", "283　9.9%"), "gas": ("天然气", "Natural gas", "1,046　36.4%"), "oil": ("油品与乙炔", "Oil", "105　3.7%"),
    }  # fmt: skip
    nodes = [(key, f"{_t(zh, a, b)}\n{c}", 0, "left") for key, (a, b, c) in names.items()]
    nodes += [
        (f"u{k}", f"{_t(zh, units[k], english[k])}\n{tce[k]:,}→{tco2[k]:,}", 1, "inside") for k in range(6)
    ]
    nodes += [
        (
            "s2",
            f"{_t(zh, '范围二', 'Scope 2')}\n{_t(zh, '净购入电力', 'Electricity')}\n6,811　77.6%",
            2,
            "right",
        ),
        ("s1", f"{_t(zh, '范围一', 'Scope 1')}\n{_t(zh, '直接排放', 'Direct')}\n1,969　22.4%", 2, "right"),
    ]
    flows = [
        Flow(key, f"u{k}", inputs[key] * share)
        for key, parts in shares.items()
        for k, share in enumerate(parts)
        if share
    ]
    direct = (0.45, 0.01, 0.05, 0.35, 0.1, 0.95)
    flows += [Flow(f"u{k}", "s2", tco2[k] * (1 - direct[k])) for k in range(6)]
    flows += [Flow(f"u{k}", "s1", tco2[k] * direct[k]) for k in range(6)]
    return Chart(
        "4-6", _t(zh, "能源—排放流向图（2025 年度）", "From energy to emissions (2025)"), "sankey", _t(zh, "左侧 tce，右侧 tCO₂e", "left tce, right tCO₂e"),
        flows=tuple(flows), nodes=tuple(nodes), height_mm=106,
        source=_t(zh, "表 3-1、二级计量台账 E-026。", "Table 3-1, sub-meters E-026."),
        alt=_t(zh, "电网购电与天然气是两条主流。", "Grid power and gas are the two main streams."),
        notes=(_t(zh, "两侧各按 100% 归一，不可跨侧比较宽度。", "Each half adds up to 100%; widths do not compare across."),),
    )  # fmt: skip


def appendix_months(zh: bool) -> list[Block]:
    heads = [figures(_t(zh, f"{month} 月", f"M{month}"), number=str(month)) for month in range(1, 13)]
    data = (
        ("F01", "天然气", "Natural gas", "万Nm³", 6.5, "78.64", "E-003"),
        ("F02", "柴油", "Diesel", "t", 3.9, "46.30", "E-005"),
        ("W01", "电网购电", "Grid power", "MWh", 709.0, "8,508.00", "E-012"),
        ("W06", "用电总量", "All power", "MWh", 1166.2, "13,994.00", ""),
        ("S07", "合计", "Total", "tCO₂e", 731.6, "8,779.29", ""),
    )
    rows: list[Row] = []
    for index, (code, chinese, english, unit, base, year, evidence) in enumerate(data):
        if index in (0, 2):
            rows.append(group(_t(zh, ("化石燃料", "", "电力")[index], ("Fuels", "", "Power")[index])))
        values = [f"{base * (1 + 0.1 * ((month * 7) % 5 - 2)):,.2f}" for month in range(12)]
        held = [Cell(code), Cell(_t(zh, chinese, english)), Cell(unit)]
        held += [Cell(text, code=f"{code}.{month}") for month, text in enumerate([*values, year], 1)]
        held.append(Cell(evidence))
        rows.append(Row(tuple(held), "total" if code in ("W06", "S07") else "plain"))
    table = Table(
        "A-1",
        _t(zh, "活动水平与排放量按月汇总（2025 年度）", "Activity and emissions by month (2025)"),
        (
            code_column(zh), words(_t(zh, "活动水平", "Activity"), "甲" if zh else "A"), words(_t(zh, "单位", "Unit"), "乙" if zh else "B"),
            *heads, figures(_t(zh, "全年", "Year"), number="13"), words(_t(zh, "来源", "Source"), "丙" if zh else "C"),
        ),
        tuple(rows),
        notes=((_t(zh, "9 月电网购电量为抄表日调整后数据。", "September is adjusted."), "normal"),),
        landscape=True,
        compact=True,
    )  # fmt: skip
    chart = Chart(
        "A-1",
        _t(zh, "月度排放量（位置法）", "Emissions by month (location-based)"),
        "stack",
        "tCO₂e",
        tuple(_t(zh, f"{month} 月", f"M{month}") for month in range(1, 13)),
        (
            Series(_t(zh, "范围二", "Scope 2"), tuple(500.0 + (m * 37) % 120 for m in range(12))),
            Series(_t(zh, "范围一", "Scope 1"), tuple(150.0 + (m * 13) % 50 for m in range(12))),
        ),
        height_mm=40,
        landscape=True,
    )
    return [Heading(_t(zh, "附录 A　月度数据", "Annex A　Monthly data")), table, chart]


def proofs(zh: bool) -> list[Proof]:
    out = []
    for code, chinese, english, unit, english_unit, amount, ncv, _, carbon, oxidised, _, result in FUELS:
        one = _t(zh, unit, english_unit)
        out.append(
            Proof(
                f"{code}.7", _t(zh, "表 3-1", "Table 3-1"), _t(zh, f"{chinese}燃烧排放", f"{english}, combustion"), result, "tCO₂",
                "E = AD × NCV × CC × OF × 44/12",
                f"{amount} {one} × {ncv} GJ/{one} × {carbon} tC/GJ × {oxidised}% × 44/12",
                _t(zh, "指南 5.1，式（1）（2）", "Guideline 5.1, eq. (1), (2)"),
                (
                    ProofInput("AD", _t(zh, "消费量，12 个月合计", "Amount, 12 months"), f"{amount} {one}", _t(zh, "燃气公司结算单，逐月表计", "Bills by month"), _t(zh, "E-003，1—12 页", "E-003, p. 1—12")),
                    ProofInput("NCV", _t(zh, "平均低位发热量", "Net calorific value"), f"{ncv} GJ/{one}", _t(zh, "附录二 表 2.1，缺省值", "Annex 2 Table 2.1, default")),
                    ProofInput("CC", _t(zh, "单位热值含碳量", "Carbon content"), f"{carbon} tC/GJ", _t(zh, "附录二 表 2.1，缺省值", "Annex 2 Table 2.1, default")),
                    ProofInput("OF", _t(zh, "碳氧化率", "Oxidation"), f"{oxidised} %", _t(zh, "附录二 表 2.1，缺省值", "Annex 2 Table 2.1, default"), tone="warning" if code == "F05" else "normal"),
                ),
                "1700.345279398",
                (_t(zh, "待确认：系数非指南缺省值，由分子式 C₂H₂ 推算", "To confirm: not a default, derived from C₂H₂"),) if code == "F05" else (),
            )
        )  # fmt: skip
    out.append(
        Proof(
            "W04.5", _t(zh, "表 3-2", "Table 3-2"), _t(zh, "净购入电力排放（位置法）" + LONG_COMPANY["zh"], "Purchased electricity, location-based, " + LONG_COMPANY["en"]),
            "6,810.60", "tCO₂", "E = (D₁ + D₂) × EF + " + " + ".join(f"D{n} × EF{n}" for n in range(3, 22)),
            "(8,508.00 + 3,180.00) MWh × 0.5827 tCO₂/MWh", _t(zh, "指南 5.3，式（12）", "Guideline 5.3, eq. (12)"),
            (
                ProofInput("D₁", _t(zh, "电网购电量", "Grid power"), "8,508.00 MWh", _t(zh, "供电公司电费核查联，关口表；" * 4, "Bills, main meter; " * 4), _t(zh, "E-012，1—12 页；E-013，3 页", "E-012, p. 1—12; E-013, p. 3")),
                ProofInput("EF", _t(zh, "省级电力平均因子", "Provincial factor"), "0.5827 tCO₂/MWh", _t(zh, "江苏 2023 年值，公告 2025 年第 47 号表 3", "Jiangsu 2023")),
            ),
            "6810.597600000",
            (_t(zh, "沿用：2025 年值尚未公布，采用最新公布年份", "Carried over: 2025 is not published yet"),),
        )
    )  # fmt: skip
    return out


def appendix_proofs(zh: bool) -> list[Block]:
    return [
        Heading(_t(zh, "附录 B　计算过程", "Annex B　Calculations")),
        Paragraph(
            _t(
                zh,
                "每一条给出公式、代入的数、条款、系数来源和证据页码。编号与下方表号合成定位码；修约只发生在本附录的最后一步（GB/T 8170，四舍六入五成双）。",
                "Each entry gives the formula, its numbers, the clause, the sources of factors and the pages of evidence.",
            ),
            "lead",
        ),
        *proofs(zh),
    ]


def evidence_table(zh: bool, count: int = 300) -> Table:
    """A table over many pages with groups of uneven size."""
    kinds = (
        ("天然气结算单（12 张）", "Gas bills (12)"), ("柴油加油卡对账单", "Diesel cards"), ("危化品领用台账（乙炔）", "Stock records"),
        ("电费核查联（12 张）", "Power bills (12)"), ("绿证核销凭证", "Certificates"), ("CO₂ 气瓶出入库台账", "CO₂ bottles"),
    )  # fmt: skip
    rows: list[Row] = []
    made = 0
    for year in range(2025, 2013, -1):
        rows.append(group(_t(zh, f"{year} 年" + ("（对比年）" if year < 2025 else ""), f"{year}")))
        for index in range(17 + year % 3 * 9):
            if made == count:
                break
            made += 1
            name = _t(zh, *kinds[index % 6])
            if index % 11 == 5:
                name += _t(
                    zh,
                    "，附抄表照片、结算说明与供电公司盖章的更正函",
                    ", with photographs of the meters and a letter of correction",
                )
            rows.append(
                row(f"E-{made:03}", name, _t(zh, "江州燃气公司", "Jiangzhou Gas"), f"{year}-01—12", str(index + 1), f"F{index % 5 + 1:02}", f"{made * 7919 % 65536:04X} {made % 256:02X}")
            )  # fmt: skip
    return Table(
        "C-1",
        _t(zh, "证据清单", "List of evidence"),
        (
            words(_t(zh, "编号", "No.")), words(_t(zh, "文件名称", "Document")), words(_t(zh, "出具单位", "Issued by")),
            words(_t(zh, "日期或期间", "Date or period")), figures(_t(zh, "页数", "Pages")), words(_t(zh, "支撑数据", "Supports")), words(_t(zh, "文件校验", "Check")),
        ),
        tuple(rows),
        notes=(
            (_t(zh, "编号一经给出不再改用；删除的证据留空号。文件校验为 SHA-256 前 6 位，完整值见项目文件。", "Numbers are never reused."), "normal"),
        ),
    )  # fmt: skip


def appendix_evidence(zh: bool) -> list[Block]:
    return [
        Heading(_t(zh, "附录 C　证据清单", "Annex C　Evidence")),
        evidence_table(zh),
        PageBreak(),
        Paragraph(_t(zh, "（以下无正文）", "(End of the report)"), "lead", "grey"),
    ]
