"""A TrueType file read for the page: the same facts that ReportLab reads, its long tables each in one go.

ReportLab reads them number by number, which for the ten thousand glyphs of a Chinese face takes longer than to draw the
first page. A file whose table of characters is of another kind than ours is left to ReportLab.
"""

from __future__ import annotations

import struct

from reportlab.pdfbase.ttfonts import TTFontFace

_WINDOWS, _WHOLE_UNICODE = 3, 10
_GROUPS = 12
"""Format of a table of characters that lists runs of code points."""

_SPACE, _HARD_SPACE = 0x20, 0xA0


class FaceFile(TTFontFace):  # type: ignore[misc]
    """A face from a file, with all that ReportLab wants to know of it."""

    def extractInfo(self, charInfo: int = 1) -> None:
        """Read the file; characters, widths and places of glyphs as ReportLab would, only sooner."""
        groups = self._groups() if charInfo else None
        if groups is None:
            super().extractInfo(charInfo)
            return
        super().extractInfo(0)
        self._read_characters(groups)

    def _groups(self) -> list[tuple[int, int, int]] | None:
        """Runs of code points as first, last, glyph of the first; None where the file lists them in another way."""
        if "cmap" not in self.table:
            return None
        start, _ = self.get_table_pos("cmap")
        version, count = self._numbers("HH", start)
        listed = [self._numbers("HHL", start + 4 + 8 * index) for index in range(count)]
        windows = [(encoding, offset) for platform, encoding, offset in listed if platform == _WINDOWS]
        if version or not windows or windows[-1][0] != _WHOLE_UNICODE:
            return None  # ReportLab takes the last of them
        at = start + windows[-1][1]
        if self._numbers("H", at)[0] != _GROUPS:
            return None
        (many,) = self._numbers("L", at + 12)
        flat = self._numbers(f"{3 * many}L", at + 16)
        return list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))

    def _read_characters(self, groups: list[tuple[int, int, int]]) -> None:
        glyphs: dict[int, int] = {}
        for first, last, glyph in groups:
            glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last + 1 - first), strict=True))
        (metrics,) = self._numbers("H", self.get_table_pos("hhea")[0] + 34)
        count, start = self.numGlyphs, self.get_table_pos("hmtx")[0]
        flat = self._numbers(f"{2 * metrics + count - metrics}H", start)
        advances, bearings = flat[: 2 * metrics : 2], flat[1 : 2 * metrics : 2]
        self.hmetrics = list(zip(advances, bearings, strict=True))
        scaled = [self._pdfScale(advance) for advance in advances]
        self.defaultWidth = scaled[0]
        last_advance = scaled[-1]
        self.hmetrics += [(last_advance, bearing) for bearing in flat[2 * metrics :]]
        scaled += [last_advance] * (count - metrics)
        self.charToGlyph = glyphs
        self.charWidths = {code: scaled[glyph] for code, glyph in glyphs.items() if glyph < count}
        if _SPACE in glyphs:
            glyphs[_HARD_SPACE], self.charWidths[_HARD_SPACE] = glyphs[_SPACE], self.charWidths[_SPACE]
        long = self._numbers("H", self.get_table_pos("head")[0] + 50)[0] == 1
        places = self._numbers(f"{count + 1}{'L' if long else 'H'}", self.get_table_pos("loca")[0])
        self.glyphPos = list(places) if long else [place << 1 for place in places]

    def _numbers(self, form: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{form}", self._ttf_data, at)
