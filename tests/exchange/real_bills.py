"""Bills rebuilt here after originals that others have put in public: their geometry and heads, made-up figures.

official_ofd, official_pdf
    What the tax office's platform makes (numbers 24… and 25…): each text in the cell that was drawn for it, put right
    by where its first character stands (test resources of ofdrw, 2024-05; an invoice of 2025-10 elsewhere).
by_time
    A bill of the southern grid for May 2024 (picture in Accurio/CSG-Bill-Reader): heads on two lines, a row for each
    time of day and none for their sum, the peak's share taken over, the name masked.
"""

from __future__ import annotations

from tests.exchange.bill_files import BUYER, NS, NUMBER, SELLER, Text, ofd_of, pdf

PAGE = 210 / 1064
"""The picture of the southern bill is so many pixels wide. [mm/px]"""

HEADS = (
    (15.5, "项目名称", 3.2), (41.5, "规格型号", 3.2), (66.5, "单位", 6.4), (92.5, "数量", 6.4), (117.5, "单价", 6.4),
    (143, "金额", 6.4), (157, "税率/征收率", 3.2), (193.5, "税额", 6.4),
)  # fmt: skip
"""Heads of the table, with their left edges and steps. [mm]"""

ROW = (
    (4.5, 36.5, 0.0, "*供电*电"), (77.5, 25.0, 14.0, "81705"), (102.5, 25.0, 0.0, "0.6139336638"),
    (127.5, 25.5, 13.3, "50161.45"), (154.0, 25.0, 10.8, "13%"), (179.5, 26.0, 14.9, "6520.99"),
)  # fmt: skip
"""Cells of its row: left edge and width of the cell, where its first character stands in it, and the text. [mm]"""


def _text(
    id_: int, cell: tuple[float, float, float, float], x: float, steps: str, told: str, more: str = ""
) -> str:
    left, top, wide, tall = cell
    deltas = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="{id_}" Boundary="{left} {top} {wide} {tall}" Font="5" Size="3.175"{more}>'
        f'<ofd:TextCode X="{x}" Y="3.2571"{deltas}>{told}</ofd:TextCode></ofd:TextObject>'
    )


def _steps(told: str) -> str:
    """Steps as that platform writes them: runs of one width as ``g``, their number and the width."""
    widths = [1.5875 if ord(each) < 256 else 3.175 for each in told[:-1]]
    runs: list[list[float]] = []
    for wide in widths:
        if runs and runs[-1][0] == wide:
            runs[-1].append(wide)
        else:
            runs.append([wide])
    return " ".join(f"g {len(run)} {run[0]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def official_ofd() -> bytes:
    """An e-invoice as the tax office's platform makes it, without its XML."""
    plain = [
        (20, (55, 8, 95, 7), 2.0, "电子发票（增值税专用发票）"), (21, (153.5, 10.5, 18, 3.3), 0.5, "发票号码："),
        (22, (153.5, 16.5, 18, 3.3), 0.5, "开票日期："), (23, (11, 33.5, 16, 3.3), 0.5, "名称："),
        (24, (111.5, 33.5, 16, 3.3), 0.5, "名称："), (25, (17, 98, 27, 3.3), 0.5, "价税合计（大写）"),
        (26, (143.5, 98, 14, 3.3), 0.5, "（小写）"), (27, (19, 129.4, 19, 3.3), 0.5, "开票人："),
        (28, (20, 92, 4, 3.3), 0.5, "合"), (29, (36.5, 92, 4, 3.3), 0.5, "计"),
        (30, (5.5, 109, 4.5, 3.3), 0.5, "备"), (31, (5.5, 115, 4.5, 3.3), 0.5, "注"),
    ]  # fmt: skip
    template = [_text(id_, cell, x, _steps(told), told) for id_, cell, x, told in plain]
    template += [
        _text(40 + at, (left, 53, 60 if "/" in head else 14.9, 3.3), 0.5, f"g {len(head) - 1} {step}", head)
        for at, (left, head, step) in enumerate(HEADS)
    ]
    template += [
        _text(60 + at, (5.5, 32.5 + 3.5 * at, 3.9, 3.3), 0.5, "", each, ' CTM="0.89 0 0 1 0 0"')
        for at, each in enumerate("购买方信息")
    ]
    told = [
        (6922, (170, 10.3, 38, 5), 0.0, NUMBER), (6923, (170, 16.4, 38, 5), 0.0, "2025年04月08日"),
        (6924, (20, 33.8, 84, 10.8), 0.0, BUYER), (6927, (120, 33.8, 84, 10.8), 0.0, SELLER),
        (6936, (155.5, 98, 48, 7.6), 2.3, "56682.44"), (6937, (32, 129.1, 150, 4.7), 0.0, "王五"),
        (6947, (11.1, 107.8, 193, 3.3), 0.0, "户号：3201000000001； 电费年月：202503"),
        (6940, (4.5, 60.5, 36.5, 4.5), 0.0, "费"),
    ]  # fmt: skip
    content = [_text(id_, cell, x, _steps(text), text) for id_, cell, x, text in told]
    content += [
        _text(6950 + at, (left, 56.1, wide, 4.5), x, _steps(text), text)
        for at, (left, wide, x, text) in enumerate(ROW)
    ]
    tags = "".join(
        f'<ofd:{name}><ofd:ObjectRef PageRef="9">{id_}</ofd:ObjectRef></ofd:{name}>'
        for name, id_ in (("InvoiceNo", 6922), ("IssueDate", 6923), ("TaxInclusiveTotalAmount", 6936))
    )
    return ofd_of(
        {
            "Doc_0/Tpls/Tpl_0/Content.xml": _page("".join(template)),
            "Doc_0/Pages/Page_0/Content.xml": _page("".join(content), '<ofd:Template TemplateID="8"/>'),
            "Doc_0/Tags/CustomTag.xml": f"<ofd:root {NS}>{tags}</ofd:root>".encode(),
        }
    )


def _page(objects: str, more: str = "") -> bytes:
    layer = f'<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {NS}>{more}{layer}</ofd:Page>".encode()


def official_pdf() -> bytes:
    """The same invoice as that platform's PDF: the letters of 备注 stand left of the remark, between its lines."""
    points = 25.4 / 72
    told = [
        (196, 23, "电子发票（普通发票）"), (439, 33, "发票号码："), (482, 33, NUMBER), (439, 50, "开票日期："),
        (482, 50, "2025年04月08日"), (17, 94, "购"), (32, 96, "名称："), (57, 96, BUYER), (301, 94, "销"),
        (317, 96, "名称："), (340, 96, SELLER), (17, 105, "买"), (301, 104, "售"), (17, 114, "方"), (302, 114, "方"),
        (45, 151, "项目名称"), (119, 151, "规格型号"), (190, 151, "单"), (207, 151, "位"), (263, 151, "数"),
        (281, 151, "量"), (333, 151, "单"), (351, 151, "价"), (406, 151, "金"), (424, 151, "额"),
        (446, 151, "税率/征收率"), (550, 151, "税"), (568, 151, "额"), (13, 162, "*供电*电费"), (199, 162, "千瓦时"),
        (270, 162, "81705"), (304, 162, "0.6139336638"), (400, 162, "50161.45"), (465, 162, "13%"),
        (556, 162, "6520.99"), (58, 262, "合"), (104, 262, "计"), (402, 262, "¥50161.45"), (556, 262, "¥6520.99"),
        (47, 279, "价税合计（大写）"), (412, 279, "（小写）"), (440, 279, "¥56682.44"),
        (33, 297, "户号：3201000000001；"), (16, 308, "备"), (34, 307, "电费年月：202503"), (17, 328, "注"),
        (56, 368, "开票人："), (91, 368, "王五"),
    ]  # fmt: skip
    return pdf([(x * points, y * points, text) for x, y, text in told], size=8.5)


def by_time() -> bytes:
    """A bill of the southern grid with a row for each time of day."""
    return pdf(texts_by_time(), size=5.5)


def texts_by_time() -> list[Text]:
    """Its texts."""
    told: list[tuple[float, float, str]] = [
        (333, 20, "中国南方电网公司 广东电网公司 电费通知单"), (72, 45, "尊敬的："), (62, 67, "用户编号："),
        (125, 67, "08001301"), (62, 89, "结算户号："), (125, 89, "800000001"), (62, 113, "结算户名："),
        (48, 138, "计量点编号："), (125, 138, "0310000000011"), (5, 174, "基本信息 Basic information"),
        (5, 200, "市场化属性分类："), (150, 200, "电网代购用户"), (370, 258, "用电开始时间："), (496, 258, "20240501"),
        (370, 284, "用电结束时间："), (496, 284, "20240531"), (697, 284, "违约金起始日："),
        (5, 311, "电量信息 Electricity Consumption Details"), (5, 512, "电价信息 Electricity Price Information"),
        (5, 597, "电费信息 Electricity Bill Information"), (55, 650, "大工业1-10千伏"), (340, 650, "2300.00"),
        (773, 854, "应收电费合计（小写）："), (938, 854, "1693.90"), (1006, 854, "元"),
    ]  # fmt: skip
    alone = ((22, "表计资产编号"), (120, "示数类型"), (190, "上次表示数"), (272, "本次表示数"), (360, "倍率"))
    over = (
        (412, "抄见电量"), (482, "换表电量"), (550, "退补电量"), (614, "变/线损电量"), (692, "公摊电量"),
        (760, "免费电量"), (826, "分表电量"), (905, "尖峰调整电量"), (1000, "合计电量"),
    )  # fmt: skip
    told += [(x, 341, head) for x, head in alone]
    told += [(x, y, each) for x, head in over for y, each in ((335, head), (347, "(千瓦时)"))]
    at = (142, 218, 300, 370, 434, 502, 570, 640, 708, 776, 845, 932, 1008)
    rows = (
        (
            "尖",
            "1.00",
            "1.05",
            "4000",
            "200.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "-200.00",
            "0.00",
        ),
        (
            "峰",
            "1.00",
            "1.10",
            "4000",
            "400.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "200.00",
            "600.00",
        ),
        (
            "平",
            "3.00",
            "3.225",
            "4000",
            "900.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "",
            "900.00",
        ),
        (
            "谷",
            "3.00",
            "3.20",
            "4000",
            "800.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "",
            "800.00",
        ),
        (
            "无功总",
            "2.00",
            "2.125",
            "4000",
            "500.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "",
            "0.00",
            "",
            "500.00",
        ),
    )
    for number, row in enumerate(rows):
        told.append((7, 364 + 23 * number, "03011SG0000001"))
        told += [
            (x - 3 * len(cell), 370 + 23 * number, cell) for x, cell in zip(at, row, strict=True) if cell
        ]
    return [(x * PAGE, y * PAGE, text) for x, y, text in told]
