"""CSV to rows, with decimals intact."""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

from zcdesk.packs.toml import PackError, short


def rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with exactly these columns, each with its line number.

    Raises
    ------
    PackError
        If the file cannot be read, is not UTF-8, or its head differs.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            head = next(reader, [])
            if tuple(head) != columns:
                wrong = sorted(set(head) ^ set(columns)) or ["order"]
                raise PackError(f"{short(path)}: line 1: columns differ: {', '.join(wrong)}")
            found: list[tuple[int, dict[str, str]]] = []
            for cells in reader:
                if len(cells) != len(columns):
                    raise PackError(
                        f"{short(path)}: line {reader.line_num}: {len(cells)} cells, not {len(columns)}"
                    )
                found.append((reader.line_num, dict(zip(columns, cells, strict=True))))
            return found
    except (OSError, UnicodeDecodeError, csv.Error) as bad:
        raise PackError(f"{short(path)}: {bad}") from bad


def decimal(text: str, path: Path, line: int, column: str) -> Decimal:
    """A plain decimal from a cell.

    Raises
    ------
    PackError
        If it is none.
    """
    try:
        value = Decimal(text)
    except InvalidOperation as bad:
        raise PackError(f"{short(path)}: line {line}: {column}: {text!r} is not a number") from bad
    if not value.is_finite():
        raise PackError(f"{short(path)}: line {line}: {column}: {text!r} is not a number")
    return value
