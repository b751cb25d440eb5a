"""Verdicts in words: what was judged, why it is not known, and whether a plant may apply."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from zcdesk.calc.readiness import Judged, Measured
from zcdesk.domain.method import printed_value
from zcdesk.domain.number import CONTEXT, MINUS
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Words

VERDICTS = {
    "met": Words("达到", "met"),
    "not_met": Words("未达到", "not met"),
    "not_applicable": Words("不适用", "not applicable"),
    "unknown": Words("未知", "unknown"),
}
BECAUSE = {
    "missing": Words("缺数据", "data missing"),
    "choice": Words("取决于未定的口径", "depends on an open choice"),
    "text": Words("原文未公布", "text not public"),
    "skipped": Words("已跳过", "skipped"),
    "spoilt": Words("数据不合规则", "a rule is broken"),
    "evidence": Words("引用的证据已不在", "evidence that was cited is gone"),
    "withdrawn": Words("办法已废止", "scheme withdrawn"),
    "expired": Words("办法已过有效期", "scheme no longer valid"),
    "changed": Words("办法的规则已变，待改用", "the scheme's rules are others now, not yet taken up"),
    "lost": Words("程序里已没有这个办法", "this program no longer has the scheme"),
}
POSSIBLE = {
    "yes": Words("条件都已达到", "every condition is met"),
    "no": Words("有条件未达到", "a condition is not met"),
    "unknown": Words("还有条件未判定", "conditions are not judged yet"),
}
KINDS = {
    "gate": Words("门槛", "Gates"),
    "core": Words("核心指标", "Core indicators"),
    "indicator": Words("其他指标", "Other indicators"),
    "check": Words("清单", "Checklist"),
}


def reason(judged: Judged) -> Words | None:
    """Why a verdict is unknown, or not applicable by a person's reason; None where it speaks for itself."""
    if not judged.because:
        return None
    told = BECAUSE[judged.because]
    if judged.because in ("skipped", "evidence"):
        by = "、".join(judged.by)
        return Words(f"{told.zh}：{by}", f"{told.en}: {by}")
    return told


def printed(scheme: Scheme, result: Traced) -> str:
    """A number as the scheme rounds it, a threshold as published; verdicts rest on unrounded numbers."""
    line = scheme.method.lines[result.id]
    return printed_value(scheme.method, line, result).replace(",", "").replace(MINUS, "-")


def rounded_up(scheme: Scheme, measured: Measured, value: Decimal) -> str:
    """An amount that closes a gap, away from zero, so that what is printed is enough."""
    places = scheme.method.rounding.places if measured.measure.places is None else measured.measure.places
    return f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_UP, context=CONTEXT):f}"
