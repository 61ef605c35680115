"""Lines of text: broken as Chinese and English are broken, and measured with the font they are set in."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from jbgraph.paper.fonts import Face

# Characters that begin no line, and characters that end none (GB/T 15834, W3C clreq).
NOT_FIRST = set("、，。．；：！？）》」』】〕〉”’…—～·%％‰℃!),.:;?]}>/°′″々\u00a0")
NOT_LAST = set("（《「『【〔〈“‘([{<#$￥£@\u00a0")
OPENING = set("“‘《（「『【〔〈")
_WORD = re.compile(r"[\w'’\-+./&@#%$,:;!?()\[\]=*~^|\\\"<>{}`]+", re.ASCII)
_HYPHEN = re.compile(r"(?<=[A-Za-z]{2}-)(?=[A-Za-z]{2})")
# A label is rather not broken before the ending of a word or within a frequent word; rather after a pause or particle.
PAUSES = set("、，。；：！？—…,;:")
ENDINGS = set("化性度率量力区业会者员们了的地得之中上下内外里")
PARTICLES = set("的和与及或以为在向把将")
_PAIRS = (
    "品质创造专业业态中心主义主导主要举措互联互补产业产值产品人才任务企业优化会展传统体系体育作用供应供给促进保护保障信息健全健康党员党建全球全面公共共享养老农业准入创新制度"
    "制造加强加快努力区域医疗医药医院千亿协作协同协调参与双城发展变革口岸合作名片品牌商业商务园林国家国民国际坚持城乡城市培育基层基础增强增量增长多式头阵存量安全完善"
    "实体实施实现工作工程市场布局干部平台幸福庆祝应用建设开展开放引进引领影响循环总部战略房产房屋打造扶持承载技术投资报道招商指标接待推动推进提升支持收入改善改造改革"
    "政府政策教育数值数字数据文化文明新兴新冠新型旅游智慧智能服务机制机构果园枢纽标准核心格局模式民生水平江北江岸污染汽车治理法律法治流域流量消纳消费深化港口照护物业"
    "物流特色率先环境现代生产生态生活生物电器电子疫情监测目标相关矛盾确定示范社会社区科学科技空间竞争管理精细系统素质累计组织经济结构统筹综合绿色网络美丽群众群体联运"
    "能力能级自主自治营商落实融入融合行动要素规划规模规范解决设施负面财政质量资源资金路径转型都市配套重大重庆重点金融防范集体集聚需求项目预算风险高新高端"
)
WORDS = frozenset(_PAIRS[at : at + 2] for at in range(0, len(_PAIRS), 2))


def plain(text: str) -> str:
    """Return a text as it can be drawn: one line, no control characters; marks of direction stay.

    >>> plain("a\\n\\tb\\x00")
    'a b\ufffd'
    """
    joined = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff" else c for c in joined)


def tokens(text: str) -> list[str]:
    """Return the pieces that a line may break between: words, single wide characters, each with what sticks to it.

    >>> tokens("建设“1+10”框架，GDP well-being")
    ['建', '设', '“1+10”', '框', '架，', 'GDP', ' well-', 'being']
    """
    raw: list[str] = []
    place = 0
    while place < len(text):
        word = _WORD.match(text, place)
        piece = word.group() if word else text[place]
        raw += _HYPHEN.split(piece)
        place += len(piece)
    found: list[str] = []
    blank = ""
    for piece in raw:
        if piece == " ":
            blank = " "
            continue
        sticks = found and not blank and (
            piece[0] in NOT_FIRST or found[-1][-1] in NOT_LAST or unicodedata.combining(piece[0])
            or unicodedata.category(piece[0]) == "Cf" or piece[0] in "\ufe0e\ufe0f"
        )  # fmt: skip
        if sticks and len(found[-1]) + len(piece) < 40:
            found[-1] += piece
        else:
            found.append(blank + piece)
        blank = ""
    return quoted(found)


def quoted(pieces: list[str]) -> list[str]:
    """Return the pieces with those of a short quotation joined: “两高” is not broken."""
    found: list[str] = []
    opened = -1
    for piece in pieces:
        found.append(piece)
        if piece.lstrip()[:1] == "“":
            opened = len(found) - 1
        if "”" in piece and opened >= 0:
            joined = "".join(found[opened:])
            if len(joined) <= 8:
                found[opened:] = [joined]
            opened = -1
    return found


Piece = tuple[str, float, float]  # its text, how wide it is, and how wide without the blank before it


@lru_cache(maxsize=16384)
def measured(text: str, face: Face, size: float) -> tuple[Piece, ...]:
    """Return the pieces of a text with their widths."""
    found = []
    for piece in tokens(text):
        wide = face.width(piece, size)
        found.append((piece, wide, wide - (face.advance(" ") * size if piece[0] == " " else 0.0)))
    return tuple(found)


@lru_cache(maxsize=65536)
def wrapped(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """Return the lines of a text that are no wider than `width`: as few as can be, even, broken where one would pause.

    There is at least one line. A word that is wider than a line is broken.
    """
    pieces = measured(text, face, size)
    lines = filled(pieces, face, size, width)
    if len(lines) < 2 or len(lines) > 6 or max(bare for _, _, bare in pieces) > width:
        return tuple(lines)
    return even(pieces, width, len(lines))


def running(text: str, face: Face, size: float, width: float) -> list[str]:
    """Return the lines of a longer text, each filled as far as it goes; at least one."""
    return filled(measured(text, face, size), face, size, width)


def even(pieces: Sequence[Piece], width: float, count: int) -> tuple[str, ...]:
    """Return pieces in so many lines that the whole has the least of uneven lines and bad breaks."""
    mean = sum(wide for _, wide, _ in pieces) / count
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(math.inf, 0)] * len(pieces)]
    breaks = [0.0] + [bad(one[0], other[0]) for one, other in pairwise(pieces)] + [0.0]
    for _ in range(count):
        last, now = best[-1], [(math.inf, 0)] * (len(pieces) + 1)
        for start, (cost, _) in enumerate(last[:-1]):
            if cost == math.inf:
                continue
            used = pieces[start][2] - pieces[start][1]
            for end in range(start + 1, len(pieces) + 1):
                used += pieces[end - 1][1]
                if used > width:
                    break
                here = cost + breaks[end] + ((used - mean) / width) ** 2
                if here < now[end][0]:
                    now[end] = (here, start)
        best.append(now)
    lines: list[str] = []
    end = len(pieces)
    for row in reversed(best[1:]):
        start = row[end][1]
        lines.append("".join(piece for piece, _, _ in pieces[start:end]).lstrip(" "))
        end = start
    return tuple(reversed(lines))


def bad(one: str, other: str) -> float:
    """Return how bad it is to break a line between two pieces.

    Two lines that are a fifth of the width too long and too short are 0.08.

    >>> [bad("化、", "智"), bad("的", "智"), bad("能", "社"), bad("能", "化"), bad("a", " b"), bad("well-", "being")]
    [0.0, 0.03, 0.08, 0.2, 0.0, 0.06]
    """
    if other[0] == " " or one[-1] in PAUSES:
        return 0.0
    if one[-1] == "-":
        return 0.06
    if other[0] in ENDINGS or one[-1].isdigit() or one[-1] + other[0] in WORDS:
        return 0.2
    return 0.03 if one[-1] in PARTICLES else 0.08


def hanging(line: str, face: Face) -> float:
    """Return how far a line hangs out at its left, so that what begins it is seen to stand below other lines.

    The first half of a wide opening mark is blank.
    """
    return 0.42 if line[:1] in OPENING and face.advance(line[0]) > 0.9 else 0.0


def filled(pieces: Sequence[Piece], face: Face, size: float, width: float) -> list[str]:
    """Return pieces as lines, each filled as far as it goes."""
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for piece, wide, bare in pieces:
        if line and used + wide <= width:
            line.append(piece)
            used += wide
            continue
        if line:
            lines.append("".join(line))
        rest, used = piece.lstrip(" "), bare
        while used > width and len(rest) > 1:
            cut = 1
            while cut < len(rest) and face.width(rest[: cut + 1], size) <= width:
                cut += 1
            lines.append(rest[:cut])
            rest = rest[cut:]
            used = face.width(rest, size)
        line = [rest]
    return [*lines, "".join(line)] if line or not lines else lines
