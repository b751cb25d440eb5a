"""Scoring: how well a series of a table fits what is asked, and which series of a row say less than another.

Statutory forms say of one thing beside each other what was used, what was bought, what is in stock and what each was
for. Only the proposal is settled here: a user may take any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zcdesk.exchange.tables.cells import Series
from zcdesk.exchange.tables.heads import UnitOf
from zcdesk.workbench.tables.names import alike, is_no_amount
from zcdesk.workbench.tables.targets import NEW, Target

_AMOUNTS = ("用量", "消耗量", "数量", "电量", "usage", "consumption", "amount", "quantity")
"""What names an amount and nothing else."""

LEAST = 0.58
"""How alike names must be for a proposal."""

_USED = re.compile(r"消费|消耗|用量|耗用|使用|用电|用气|用水|consum|usage|\bused\b", re.IGNORECASE)
_GOT = re.compile(r"购进|购入|采购|外购|进货|入库|领料|调入|purchas|bought|deliver|received", re.IGNORECASE)
_STOCK = re.compile(r"库存|结存|盘存|盘点|期初|期末|年初|年末|stock|inventory", re.IGNORECASE)
_MONEY = re.compile(r"金额|价款|费用|货款|电费|气费|水费|\bcost|amount paid", re.IGNORECASE)
_SUPPLIED = re.compile(
    r"(?<!购)(?<!用)(?<!耗)供[热电汽气水冷](?!单位|公司|局|商|费)|外供|对外|上网|外售|售[出电热汽]|输出|sold|export|supplied",
    re.IGNORECASE,
)
_MADE = re.compile(r"发电|产电|generat", re.IGNORECASE)
_SOURCE = re.compile(r"光伏|太阳能|风电|风力|水电|余热|\bpv\b|solar|wind|hydro", re.IGNORECASE)
_BESIDE = re.compile(r"非生产|非工业|损耗|损失|non-?production|\blosse?s?\b", re.IGNORECASE)
"""What a works uses beside its production, or loses: told apart in reports, and less than the whole."""

_WORTH = re.compile(r"发热量|热值|calorific|heating value", re.IGNORECASE)
"""What a tonne of a fuel gives: no heat that anybody buys."""

_WHOLE = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|total)$", re.IGNORECASE)


def shadowed(found: Iterable[Series]) -> frozenset[str]:
    """Keys of the series that another series of the same row says better."""
    rows: dict[tuple[str, str], list[Series]] = {}
    for series in found:
        if len(series.names) > 1:
            rows.setdefault((series.names[0], series.unit), []).append(series)
    left: set[str] = set()
    for told in rows.values():
        heads = {each.key: " ".join(each.names[1:]) for each in told}
        whole = {each.names[:-1] for each in told if _WHOLE.match(each.names[-1])}
        left |= {each.key for each in told if each.names[:-1] in whole and not _WHOLE.match(each.names[-1])}
        if any(_USED.search(head) and not _GOT.search(head) for head in heads.values()):
            left |= {key for key, head in heads.items() if _GOT.search(head)}
    return frozenset(left)


def score_of(series: Series, target: Target, titles: Sequence[str], known_unit: UnitOf) -> float:
    """How well a series fits a target, from 0 to 1."""
    names = series.names or tuple(each[:100] for each in titles[-1:])
    if not names or any(is_no_amount(each) for each in names):
        return 0.0
    monthly = any(len(each.period) == 7 for each in series.entries[:50])
    if monthly and target.quantity.per != "month":
        return 0.0
    if _says(_STOCK, names) and (target.row == NEW or not _says(_STOCK, target.items)):
        return 0.0
    if _differ(names, target):
        return 0.0
    money = "元" in series.unit
    if not money and series.unit and _says(_MONEY, names):
        return 0.0
    if money != ("元" in target.unit) and (series.unit or money):
        return 0.0
    fits = not series.unit or series.unit in target.units
    joined = " ".join(names)
    if not target.rows:
        score = max(alike(joined, target.items), *(_part(each, names, target) for each in names))
    else:
        by_row = [alike(each, target.rows) for each in (*names, joined)]
        row = max(by_row)
        rest = [each for each, how in zip(names, by_row, strict=False) if how < row]
        item = max((alike(each, target.items) for each in rest), default=0.0)
        score = row * 0.8 + (
            0.2 * item if item > 0.4 else 0.16 if target.main and not rest else 0.05 * target.main
        )
        if row < 0.5 and not target.new and len(target.rows) and target.row == NEW:
            score = 0.0
        if target.new:
            score -= 0.04
        if target.row == NEW:
            score = max(alike(each, target.items) for each in (*names, joined)) * 0.8
    if target.quantity.fold != "sum" and score < 0.95:
        return 0.0
    if not fits and not known_unit(series.unit):
        return score - 0.05
    if not fits:
        score = score - 0.1 if score >= LEAST + 0.1 and _volumes(series.unit, target) else 0.0
    return score


def _differ(names: Sequence[str], target: Target) -> bool:
    """Whether a series says which way, or by what, and the target another: supplied is not bought, coal is no sun."""
    if _says(_SUPPLIED, names) and not _says(_USED, names) and _says(_GOT, target.items):
        return not _says(_SUPPLIED, target.items)
    if _says(_MADE, names) and not _says(_USED, names) and _says(_SOURCE, target.items):
        return not _says(_SOURCE, names)
    return any(_says(each, names) and not _says(each, target.items) for each in (_BESIDE, _WORTH))


def _part(name: str, names: Sequence[str], target: Target) -> float:
    """How alike one of several names is; the others may say that it is something else."""
    others = [each for each in names if each is not name]
    plain_ = all(alike(each, _AMOUNTS) > LEAST for each in others)
    return alike(name, target.items) * (0.97 if plain_ else 0.7)


def _volumes(unit: str, target: Target) -> bool:
    """Whether the table counts a gas by volume without saying at which state, and the target at the standard one."""
    return unit in ("m3", "万m3") and any("Nm3" in each for each in target.units)


def _says(pattern: re.Pattern[str], names: Iterable[str]) -> bool:
    return any(pattern.search(each) for each in names)
