"""The fonts that maps are set in: found on this machine, and measured character by character."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jbgraph.errors import JbgraphError

# The families to look for, best first: family → (file regular, number in it, file bold, number in it) by platform.
FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "PingFang SC", "Microsoft YaHei",
    "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "SimHei", "Heiti SC",
)  # fmt: skip
FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts",
)  # fmt: skip
NEEDED = "目标项"
SUFFIXES = (".ttc", ".otf", ".ttf", ".otc")
MISSING = (
    ("no Chinese font is installed", "没有安装中文字体"),
    (
        "install one, such as the package fonts-noto-cjk, or set JBGRAPH_FONT to a font file that has Chinese",
        "请安装一种中文字体（如软件包 fonts-noto-cjk），或以 JBGRAPH_FONT 指定含中文的字体文件",
    ),
)


@dataclass(frozen=True)
class Face:
    """One font: the file, its number in a collection, and how wide its characters are.

    :ivar advances: code point → advance in thousandths of the size.
    """

    family: str
    path: Path
    number: int
    advances: dict[int, float] = field(repr=False)

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is at a size; a character the font lacks is as wide as the size, a mark nothing."""
        return sum(self.advance(character) for character in text) * size

    def advance(self, character: str) -> float:
        """Return how wide a character is at size 1."""
        known = self.advances.get(ord(character))
        if known is not None:
            return known
        return 0.0 if unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc") else 1.0

    def missing(self, text: str) -> set[str]:
        """Return the characters of a text that the font cannot show."""
        return {c for c in text if ord(c) not in self.advances and unicodedata.category(c) not in ("Cf", "Cc")}

    def __hash__(self) -> int:
        return hash((self.path, self.number))


@dataclass(frozen=True)
class Fonts:
    """The regular and the bold font of a family; the same one twice where there is no bold."""

    regular: Face
    bold: Face

    def face(self, bold: bool) -> Face:
        """Return one of the two."""
        return self.bold if bold else self.regular


def unprintable(texts: Iterable[str], fonts: Fonts) -> int:
    """Return how many texts have a character that the fonts cannot show, such as an emoji."""
    return sum(1 for text in texts if fonts.regular.missing(text))


def found(given: str = "", texts: Iterable[str] = ()) -> Fonts:
    """Return the fonts to set maps in.

    :param given: a font file; else the variable JBGRAPH_FONT, else the best Chinese family installed.
    :param texts: what is to be set; a font file must have every Chinese character of it.
    :raises JbgraphError: if there is none, the file is not there, is no font or lacks Chinese characters, or
        fontTools is not installed.
    """
    path = given or os.environ.get("JBGRAPH_FONT", "")
    if path:
        if not Path(path).is_file():
            raise JbgraphError(("the font file is not there", "字体文件不存在"), where=path, hint=MISSING[1])
        listed = named(Path(path))  # of a collection the font for mainland Chinese, where it has one
        face = opened(Path(path), next((n for name in FAMILIES for n, names, _ in listed if name in names), 0))
        if face is None:
            raise JbgraphError(("the font has no Chinese", "该字体不含中文"), where=path, hint=MISSING[1])
        lost = sorted(c for c in face.missing("".join(texts)) if unicodedata.name(c, "").startswith("CJK UNIFIED"))
        if lost:
            few = "".join(lost[:12]) + "…" * (len(lost) > 12)
            raise JbgraphError(
                (f"the font lacks {len(lost)} of the characters: {few}", f"该字体缺 {len(lost)} 个字：{few}"),
                where=path,
                hint=MISSING[1],
            )
        return Fonts(face, face)
    return installed()


@lru_cache(maxsize=1)
def installed() -> Fonts:
    """Return the best Chinese family on this machine, by fontconfig where it is there, else by walking folders."""
    listed = by_fontconfig() or by_folders()
    for family in FAMILIES:
        files = listed.get(family)
        if files:
            regular = opened(*files[0], family)
            if regular is not None:
                bold = opened(*files[1], family) if files[1] != files[0] else regular
                return Fonts(regular, bold or regular)
    raise JbgraphError(MISSING[0], hint=MISSING[1])


Files = tuple[tuple[Path, int], tuple[Path, int]]


def by_fontconfig() -> dict[str, Files]:
    """Return family → regular and bold file, as fontconfig lists them; nothing where it is not installed."""
    pattern = "%{family}\t%{weight}\t%{slant}\t%{index}\t%{file}\n"
    try:
        run = subprocess.run(
            ["fc-list", "-f", pattern, ":lang=zh-cn"], capture_output=True, text=True, check=True, timeout=20
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    weights: dict[str, dict[int, tuple[Path, int]]] = {}
    for line in sorted(run.stdout.splitlines()):
        names, weight, slant, number, file = (line.split("\t") + [""] * 5)[:5]
        if slant != "0" or not weight.strip("[]").split(" ")[0].isdigit() or not file.lower().endswith(SUFFIXES):
            continue
        for name in names.split(","):
            of_name = weights.setdefault(name, {})
            of_name.setdefault(int(weight.strip("[]").split(" ")[0]), (Path(file), int(number or 0) & 0xFFFF))
    return {
        name: (found_[min(found_, key=lambda w: abs(w - 80))], found_[min(found_, key=lambda w: abs(w - 200))])
        for name, found_ in weights.items()
    }


def by_folders() -> dict[str, Files]:
    """Return family → regular and bold file, by the names in the font files of the usual folders."""
    weights: dict[str, dict[int, tuple[Path, int]]] = {}
    hints = ("noto", "sourcehan", "pingfang", "msyh", "hiragino", "wqy", "droid", "simhei", "stheiti")
    for folder in FOLDERS:
        root = Path(folder).expanduser()
        files = sorted(root.rglob("*")) if root.is_dir() else []
        for file in files:
            if file.suffix.lower() in SUFFIXES and any(hint in file.name.lower() for hint in hints):
                for number, names, weight in named(file):
                    for name in names:
                        weights.setdefault(name, {}).setdefault(weight, (file, number))
    return {
        name: (found_[min(found_, key=lambda w: abs(w - 400))], found_[min(found_, key=lambda w: abs(w - 700))])
        for name, found_ in weights.items()
    }


def named(file: Path) -> list[tuple[int, set[str], int]]:
    """Return number, family names and weight of each font in a file; nothing of a file that cannot be read."""
    tools = library()
    listed = []
    try:
        count = 1
        if file.suffix.lower() in (".ttc", ".otc"):
            with file.open("rb") as raw, tools.TTCollection(raw, lazy=True) as collection:
                count = len(collection.fonts)
        for number in range(count):
            with file.open("rb") as raw, tools.TTFont(raw, fontNumber=number, lazy=True) as font:
                names = {str(name) for name in font["name"].names if name.nameID in (1, 16)}
                listed.append((number, names, int(font["OS/2"].usWeightClass)))
    except (tools.TTLibError, KeyError, OSError):
        return []
    return listed


@lru_cache(maxsize=8)
def opened(path: Path, number: int, family: str = "") -> Face | None:
    """Return a font with its widths, or None if it has no Chinese.

    :raises JbgraphError: if the file is no font.
    """
    tools = library()
    try:
        with path.open("rb") as file, tools.TTFont(file, fontNumber=number, lazy=True) as font:
            glyphs = font.getBestCmap() or {}
            metrics = font["hmtx"].metrics
            scale = font["head"].unitsPerEm
            name = family or str(font["name"].getBestFamilyName() or path.stem)
            advances = {point: metrics[glyph][0] / scale for point, glyph in glyphs.items()}
    except (tools.TTLibError, KeyError, OSError) as error:
        raise JbgraphError(
            ("the font file cannot be read", "无法读取字体文件"), where=str(path), hint=MISSING[1]
        ) from error
    return Face(name, path, number, advances) if all(ord(c) in advances for c in NEEDED) else None


def library() -> Any:
    """Return fontTools.ttLib.

    :raises JbgraphError: if it is not installed.
    """
    try:
        from fontTools import ttLib
    except ImportError as error:
        raise lacking("fontTools") from error
    return ttLib


def lacking(name: str) -> JbgraphError:
    """Return the error that says that a library for paper is not installed."""
    return JbgraphError((f"{name} is not installed", f"未安装 {name}"), hint="pip install 'jbgraph[paper]'")
