"""Bills as files, made here: e-invoices as XML, OFD and PDF, and bills of the two grid companies as PDF.

The names of elements, labels and heads are those of the layouts; the plants and figures are made up.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "ZCDeskSans-Regular.ttf"
NUMBER = "25317000000123456701"
BUYER, SELLER = "江城机械有限公司", "国网江苏省电力有限公司江城供电分公司"
Item = tuple[str, str, str, str, str]
"""Name, unit, quantity, price, amount."""

POWER: tuple[Item, ...] = (("*供电*电费", "千瓦时", "81705", "0.6139336638", "50161.45"),)


def invoice_xml(
    items: Sequence[Item] = POWER,
    number: str = NUMBER,
    date: str = "2025-04-08",
    remark: str = "2025年03月电费",
    buyer: str = BUYER,
    seller: str = SELLER,
    reverses: str = "",
    encoding: str = "UTF-8",
) -> bytes:
    """An e-invoice as the tax office hands it out."""
    lines = "".join(
        f"<IssuItemInformation><ItemName>{name}</ItemName><SpecMod/><MeaUnits>{unit}</MeaUnits>"
        f"<Quantity>{quantity}</Quantity><UnPrice>{price}</UnPrice><Amount>{amount}</Amount><TaxRate>0.13</TaxRate>"
        f"<ComTaxAm>0</ComTaxAm></IssuItemInformation>"
        for name, unit, quantity, price, amount in items
    )
    red = (
        f"<SpecificInformation><RedEInvoice><OriginalInvoiceCode>{reverses}</OriginalInvoiceCode>"
        "<CreditNoteNumber>11010824091002615708</CreditNoteNumber></RedEInvoice></SpecificInformation>"
        if reverses
        else ""
    )
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><EInvoice><Header><EIid>{number}</EIid>'
        f"<InherentLabel><InIssuType><LabelCode>{'N' if reverses else 'Y'}</LabelCode>"
        "<LabelName>是否蓝字发票标志</LabelName></InIssuType><GeneralOrSpecialVAT><LabelCode>01</LabelCode>"
        "<LabelName>增值税专用发票</LabelName></GeneralOrSpecialVAT></InherentLabel></Header><EInvoiceData>"
        f"<SellerInformation><SellerIdNum>91320000134750000X</SellerIdNum><SellerName>{seller}</SellerName>"
        f"</SellerInformation><BuyerInformation><BuyerIdNum>91320100MA1X000000</BuyerIdNum><BuyerName>{buyer}"
        "</BuyerName></BuyerInformation><BasicInformation><TotalAmWithoutTax>50161.45</TotalAmWithoutTax>"
        "<TotalTaxAm>6520.99</TotalTaxAm><TotalTax-includedAmount>56682.44</TotalTax-includedAmount>"
        f"<RequestTime>{date} 10:11:12</RequestTime></BasicInformation>{lines}{red}"
        f"<AdditionalInformation><Remark>{remark}</Remark></AdditionalInformation></EInvoiceData>"
        f"<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{date}</IssueTime>"
        "<TaxBureauName>国家税务总局江苏省税务局</TaxBureauName></TaxSupervisionInfo></EInvoice>"
    )
    return text.encode("gb18030" if encoding == "GBK" else encoding)


def original_invoice(items: Sequence[Item] = POWER) -> bytes:
    """The XML that goes with an electronic VAT invoice in OFD."""
    lines = "".join(
        f"<fp:GoodsInfo><fp:Item>{name}</fp:Item><fp:MeasurementDimension>{unit}</fp:MeasurementDimension>"
        f"<fp:Price>{price}</fp:Price><fp:Quantity>{quantity}</fp:Quantity><fp:Amount>{amount}</fp:Amount>"
        "<fp:TaxScheme>13%</fp:TaxScheme><fp:TaxAmount>0</fp:TaxAmount></fp:GoodsInfo>"
        for name, unit, quantity, price, amount in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0"><fp:DocID>01</fp:DocID>'
        "<fp:InvoiceCode>032002000113</fp:InvoiceCode><fp:InvoiceNo>19498486</fp:InvoiceNo>"
        f"<fp:IssueDate>2025年04月08日</fp:IssueDate><fp:Buyer><fp:BuyerName>{BUYER}</fp:BuyerName></fp:Buyer>"
        f"<fp:Seller><fp:SellerName>{SELLER}</fp:SellerName></fp:Seller>"
        "<fp:TaxInclusiveTotalAmount>56682.44</fp:TaxInclusiveTotalAmount><fp:Note/>"
        f"<fp:GoodsInfos>{lines}</fp:GoodsInfos></eInvoice>"
    ).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _ofd_page(texts: Sequence[tuple[int, float, float, float, str]], more: str = "") -> bytes:
    objects = "".join(
        f'<ofd:TextObject ID="{id_}" Boundary="{x} {y} {wide} 4" Size="3.2"><ofd:TextCode X="0" Y="3">'
        f"<![CDATA[{text}]]></ofd:TextCode></ofd:TextObject>"
        for id_, x, y, wide, text in texts
    )
    layer = f'<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {NS}>{more}{layer}</ofd:Page>".encode()


def ofd_of(parts: dict[str, bytes], custom: str = "") -> bytes:
    start = (
        f'<ofd:OFD {NS} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>{custom}'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    document = (
        f"<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>"
        '<ofd:TemplatePage ID="8" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page ID="9" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>"
    )
    return zipped({"OFD.xml": start.encode(), "Doc_0/Document.xml": document.encode(), **parts})


def ofd_with_xml(xml: bytes | None = None) -> bytes:
    """An OFD that carries the invoice's XML."""
    attachments = (
        f'<ofd:Attachments {NS}><ofd:Attachment ID="8" Name="original_invoice" Format="xml" Visible="false">'
        "<ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
    )
    return ofd_of(
        {
            "Doc_0/Attachs/Attachments.xml": attachments.encode(),
            "Doc_0/Attachs/original_invoice.xml": original_invoice() if xml is None else xml,
            "Doc_0/Pages/Page_0/Content.xml": _ofd_page([(1, 10, 10, 60, "电子发票（普通发票）")]),
        }
    )


HEADS = (
    ("项目名称", 12, 26), ("规格型号", 45, 18), ("单 位", 70, 10), ("数 量", 88, 10), ("单 价", 110, 10),
    ("金 额", 135, 10), ("税率/征收率", 152, 20), ("税 额", 185, 10),
)  # fmt: skip
"""Heads of the face with their left edges and widths. [mm]"""


def ofd_face(items: Sequence[Item] = POWER) -> bytes:
    """An OFD with a face, custom data and tags, and no XML of the invoice."""
    template = [(100 + n, float(x), 50.0, float(wide), head) for n, (head, x, wide) in enumerate(HEADS)]
    template += [
        (120, 70, 8, 60, "电子发票（增值税专用发票）"), (121, 140, 10, 20, "发票号码："),
        (122, 140, 16, 20, "开票日期："),
        (123, 12, 30, 12, "名称："), (124, 110, 30, 12, "名称："), (125, 12, 90, 20, "合 计"),
        (126, 12, 98, 24, "价税合计（大写）"), (127, 130, 98, 14, "（小写）"), (128, 12, 120, 16, "开票人："),
    ]  # fmt: skip
    content = [
        (6922, 162, 10, 36, NUMBER), (6923, 162, 16, 28, "2025年04月08日"), (6924, 25, 30, 60, BUYER),
        (6927, 123, 30, 70, SELLER), (6936, 146, 98, 20, "56682.44"), (6950, 20, 106, 60, "2025年03月电费"),
    ]  # fmt: skip
    for row, (name, unit, quantity, price, amount) in enumerate(items):
        y = 58.0 + 5 * row
        content += [
            (7000 + 10 * row, 10, y, 30, name), (7001 + 10 * row, 71, y, 10, unit),
            (7002 + 10 * row, 86, y, 14, quantity), (7003 + 10 * row, 106, y, 22, price),
            (7004 + 10 * row, 132, y, 18, amount), (7005 + 10 * row, 156, y, 10, "13%"),
            (7006 + 10 * row, 184, y, 14, "6520.99"),
        ]  # fmt: skip
    tags = (
        f'<ofd:root {NS}><ofd:InvoiceNo><ofd:ObjectRef PageRef="9">6922</ofd:ObjectRef></ofd:InvoiceNo>'
        '<ofd:Buyer><ofd:BuyerName><ofd:ObjectRef PageRef="9">6924</ofd:ObjectRef></ofd:BuyerName></ofd:Buyer>'
        '<ofd:Seller><ofd:SellerName><ofd:ObjectRef PageRef="9">6927</ofd:ObjectRef></ofd:SellerName></ofd:Seller>'
        "</ofd:root>"
    )
    custom = (
        '<ofd:CustomDatas><ofd:CustomData Name="开票日期">2025年04月08日</ofd:CustomData>'
        '<ofd:CustomData Name="合计金额">50161.45</ofd:CustomData></ofd:CustomDatas>'
    )
    return ofd_of(
        {
            "Doc_0/Tpls/Tpl_0/Content.xml": _ofd_page(template),
            "Doc_0/Pages/Page_0/Content.xml": _ofd_page(content, '<ofd:Template TemplateID="8"/>'),
            "Doc_0/Tags/CustomTag.xml": tags.encode(),
        },
        custom,
    )


@cache
def _font() -> str:
    pdfmetrics.registerFont(TTFont("bill", str(FONT)))
    return "bill"


Text = tuple[float, float, str]
"""Left and top, from the upper left corner, and what stands there. [mm]"""


def pdf(*pages: Sequence[Text], size: float = 9, password: str = "", packed: bool = True) -> bytes:
    """A PDF of texts, its pages compressed or plain."""
    out = io.BytesIO()
    locked = password or None
    canvas = Canvas(out, pagesize=(595, 842), encrypt=locked, invariant=1, pageCompression=int(packed))
    for texts in pages:
        canvas.setFont(_font(), size)
        for x, y, text in texts:
            canvas.drawString(x * 72 / 25.4, 842 - y * 72 / 25.4, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def invoice_pdf(items: Sequence[Item] = POWER, number: str = NUMBER) -> bytes:
    """The face of an e-invoice."""
    texts: list[Text] = [(float(x), 60.0, head) for head, x, _ in HEADS]
    texts += [
        (70, 15, "电子发票（普通发票）"), (140, 20, f"发票号码：{number}"), (140, 27, "开票日期：2025年04月08日"),
        (12, 40, f"名称：{BUYER}"), (110, 40, f"名称：{SELLER}"),
        (12, 47, "统一社会信用代码/纳税人识别号：91320100MA1X000000"),
        (110, 47, "统一社会信用代码/纳税人识别号：91320000134750000X"),
        (12, 100, "合          计"), (132, 100, "¥50161.45"), (180, 100, "¥6520.99"),
        (12, 108, "价税合计（大写）"), (50, 108, "伍万陆仟陆佰捌拾贰圆肆角肆分"), (130, 108, "（小写）¥56682.44"),
        (20, 116, "2025年03月电费 户号3201000000001"), (12, 130, "开票人：王某"),
    ]  # fmt: skip
    for row, (name, unit, quantity, price, amount) in enumerate(items):
        y = 66.0 + 5 * row
        texts += [
            (10, y, name), (71, y, unit), (86, y, quantity), (104, y, price), (132, y, amount), (158, y, "13%"),
            (184, y, "6520.99"),
        ]  # fmt: skip
    return pdf(texts, size=8)


Meter = tuple[str, str, str, str, str, str, str, str, str]
METERS: tuple[Meter, ...] = (
    ("正向有功（总）", "1000.00", "1100.00", "600", "60000", "300", "0", "0", "60300"),
    ("正向有功（尖峰）", "100.00", "110.00", "600", "6000", "30", "0", "0", "6030"),
    ("正向有功（峰）", "400.00", "430.00", "600", "18000", "90", "0", "0", "18090"),
    ("正向有功（平）", "300.00", "340.00", "600", "24000", "120", "0", "0", "24120"),
    ("正向有功（谷）", "200.00", "220.00", "600", "12000", "60", "0", "0", "12060"),
    ("正向无功（总）", "50.00", "60.00", "600", "6000", "0", "0", "0", "6000"),
)


def state_grid(
    start: str = "2025-03-01",
    end: str = "2025-03-31",
    energy: str = "60,300",
    meters: Sequence[Meter] = METERS,
    account: str = "3201000000001",
    green: bool = False,
) -> bytes:
    """A bill of State Grid."""
    heads = ("示数类型", "上期示数", "本期示数", "倍率", "抄见电量", "变损", "线损", "加减", "计费电量")
    at = (12, 45, 65, 85, 100, 120, 138, 155, 172)
    texts: list[Text] = [
        (85, 15, "电费账单"), (12, 25, f"账单周期 {start} 至 {end}"), (12, 32, f"户号 {account}"),
        (70, 32, f"户名 {BUYER}"), (12, 39, "用电地址 江城市开发区一号"), (12, 46, "用电类别 大工业用电"),
        (70, 46, "电压等级 交流10kV"), (12, 53, f"供电服务单位 {SELLER}"), (120, 53, "市场化属性 市场化零售用户"),
        (12, 60, f"本期电量 {energy} 千瓦时"), (90, 60, "本期电费 42,210.00 元"), (12, 67, "账单打印日期 2025-04-08"),
        (12, 76, "电量明细"),
    ]  # fmt: skip
    texts += [(float(x), 84.0, head) for x, head in zip(at, heads, strict=True)]
    for row, meter in enumerate(meters):
        texts += [(float(x), 91.0 + 6 * row, cell) for x, cell in zip(at, meter, strict=True)]
    texts += [
        (12, 91 + 6 * len(meters), "电费明细"),
        (12, 160, "功率因数调整电费 -120.50"),
        (12, 170, "合计电费 42,210.00"),
    ]
    if green:
        texts.append((12, 165, "绿色电力交易电费 12,000"))
    return pdf(texts, size=8)


def southern_grid(points: Sequence[tuple[str, str]] = (("0900001", "12345.6"),)) -> bytes:
    """A bill of the southern grid: a page for each metering point with its electricity."""
    return pdf(*(southern_texts(point, energy) for point, energy in points), size=6)


def southern_texts(point: str, energy: str) -> list[Text]:
    """The page of a metering point."""
    heads = ("表计资产编号", "示数类型", "上次表示数", "本次表示数", "倍率", "抄见电量", "换表电量", "退补电量",
             "变/线损电量", "公摊电量", "免费电量", "分表电量", "合计电量")  # fmt: skip
    at = (8, 26, 40, 56, 72, 82, 97, 112, 127, 145, 160, 175, 190)
    texts: list[Text] = [
        (70, 12, "中国南方电网公司 广东电网公司 电费通知单"), (12, 20, f"尊敬的：{BUYER}"),
        (90, 20, "用户编号：0310000012345678"),
        (12, 27, "结算户号：0310000012345678"), (90, 27, f"结算户名：{BUYER}"), (12, 34, f"计量点编号：{point}"),
        (12, 41, "市场化属性分类：市场购电"), (90, 41, "用电类别：大工业"), (12, 48, "用电开始时间：20250301"),
        (90, 48, "用电结束时间：20250331"), (12, 56, "电量信息"),
    ]  # fmt: skip
    texts += [(float(x), 64.0, head) for x, head in zip(at, heads, strict=True)]
    row = ("M0001", "有功总", "100.0", "120.5", "600", "12300.0", "0", "0", "45.6", "0", "0", "0", energy)
    texts += [(float(x), 72.0, cell) for x, cell in zip(at, row, strict=True)]
    idle = ("M0001", "无功总", "10.0", "11.0", "600", "600.0", "0", "0", "0", "0", "", "0", "600.0")
    texts += [(float(x), 79.0, cell) for x, cell in zip(at, idle, strict=True) if cell]
    texts += [(12, 90, "电费信息"), (12, 98, "应收电费合计（小写）：8641.92 元")]
    return texts


def scan() -> bytes:
    """A PDF without text."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
