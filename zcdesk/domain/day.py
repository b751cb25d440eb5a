"""Days as people write them: on certificates, in notices, in a list."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:(?:[-/.]|月)(\d{1,2})日?|月)?|(\d{4})(\d{2})(\d{2})")


def day(text: str) -> date | None:
    """The day that a text names; of a month alone its first.

    ``2025-06-30``, ``2025/6/30``, ``2025.6.30``, ``20250630``, ``2025年6月30日``, ``2025-06``, ``2025年6月``.

    Returns
    -------
    date or None
        None where it names none, or one that there is not.
    """
    found = _WRITTEN.fullmatch("".join(text.split()))
    if found is None:
        return None
    year, month, of_month, *digits = found.groups()
    parts = [int(each) for each in (digits if year is None else (year, month, of_month or "1"))]
    try:
        return date(*parts)
    except ValueError:
        return None
