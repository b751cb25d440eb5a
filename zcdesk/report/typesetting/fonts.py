"""The five TrueType faces of the page: their widths, what they hold, and what stands in for what they lack."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFont

from zcdesk.report.typesetting.face_file import FaceFile

FILES = {
    "sans": "ZCDeskSans-Regular.ttf",
    "medium": "ZCDeskSans-Medium.ttf",
    "bold": "ZCDeskSans-Bold.ttf",
    "serif": "ZCDeskSerif-Regular.ttf",
    "serif-bold": "ZCDeskSerif-Bold.ttf",
}
"""Role on the page to file in ``resources/fonts``."""

REPLACEMENT = "□"


class _Font(TTFont):  # type: ignore[misc]
    """A TrueType font whose text can be copied out of the PDF, characters beyond U+FFFF included.

    ReportLab 5.1 writes the code points of such characters as they are, where two UTF-16 units belong.
    """

    def __init__(self, name: str, path: Path) -> None:
        """As ReportLab does, on a face that is read sooner."""
        self.fontName = name
        self.face = FaceFile(str(path))
        self.encoding = TTEncoding()
        self.state: Any = WeakKeyDictionary()
        self._asciiReadable = rl_config.ttfAsciiReadable
        self.shapable = True

    def addObjects(self, doc: Any) -> None:
        """Write the subsets, then put right how their codes are read."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = f"{SUBSETN(number).decode()}+{self.face.name.decode()}{self.face.subfontNameX.decode()}"
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _reading(name, subset)


def _reading(name: str, subset: Sequence[int]) -> str:
    """The ToUnicode map of a subset, in blocks of at most 100 as the format wants it."""
    pairs = [
        f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in enumerate(subset)
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class Widths(dict[str, float]):
    """Advance of each character in em; a character the face lacks has ``-1``. Filled as it is asked."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._glyphs: dict[int, int] = face.charToGlyph
        self._advances: dict[int, float] = face.charWidths

    def __missing__(self, character: str) -> float:
        code = ord(character)
        found = self._advances[code] / 1000 if code in self._glyphs and code in self._advances else -1.0
        self[character] = found
        return found


class Face:
    """One loaded face.

    Attributes
    ----------
    role : str
        Key of `FILES`.
    path : Path
        File it came from; matplotlib opens the same file when a chart goes to the screen.
    name : str
        Under which `font` is known to ReportLab.
    font : TTFont
        The font itself.
    widths : Widths
        Advances. [em]
    """

    __slots__ = ("_half", "font", "name", "path", "role", "widths")

    def __init__(self, role: str, path: Path, name: str, font: Any) -> None:
        self.role = role
        self.path = path
        self.name = name
        self.font = font
        pdfmetrics.registerFont(font)
        self.widths = Widths(font.face)
        self._half: Face | None = None

    def __contains__(self, character: str) -> bool:
        return self.widths[character] >= 0

    @property
    def half(self) -> Face:
        """The same glyphs half an em wide, for closing marks whose right half is not wanted.

        The advance is declared in the PDF: were the marks only set closer, the next one would stand on the empty
        half of the last, and programs that read the page would take it for a line of its own.
        """
        if self._half is None:
            font = copy.copy(self.font)
            font.fontName = f"{self.name}-Half"
            font.state = WeakKeyDictionary()
            font.face = _HalfFace(self.font.face)
            self._half = Face(self.role, self.path, font.fontName, font)
        return self._half


class _HalfFace:
    """A ReportLab face with another name and every advance half an em."""

    def __init__(self, face: Any) -> None:
        self._face = face
        self.name = face.name + b"-Half"
        self.charWidths = dict.fromkeys(face.charToGlyph, 500.0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._face, name)

    def getCharWidth(self, code: int) -> float:
        """Half an em, in thousandths."""
        return 500.0


class Faces:
    """The faces of one folder, each loaded when first asked for."""

    def __init__(self, folder: Path, serial: int) -> None:
        self.folder = folder
        self._serial = serial
        self._loaded: dict[str, Face] = {}

    def __getitem__(self, role: str) -> Face:
        face = self._loaded.get(role)
        if face is None:
            path = self.folder / FILES[role]
            name = path.stem if not self._serial else f"{path.stem}-{self._serial}"
            face = self._loaded[role] = Face(role, path, name, _Font(name, path))
        return face

    def for_file(self, name: str) -> Face:
        """The face whose file has this name; Sans Regular for any other."""
        for role, file in FILES.items():
            if file == name:
                return self[role]
        return self["sans"]

    def holding(self, character: str, wanted: Face) -> Face | None:
        """The face that draws `character`: the wanted one, else Sans Regular, else none."""
        if character in wanted:
            return wanted
        sans = self["sans"]
        return sans if character in sans else None


_serials: dict[Path, int] = {}


@cache
def _of(folder: Path) -> Faces:
    return Faces(folder, _serials.setdefault(folder, len(_serials)))


def load(folder: Path) -> Faces:
    """The faces in `folder`; kept for the life of the process, since parsing them costs 50 ms each."""
    return _of(folder.resolve())
