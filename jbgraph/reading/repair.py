"""What pages and columns did to a text, undone for reading: cut paragraphs and tables, doubled captions, page notes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from statistics import median

from jbgraph.reading.runs import Run
from jbgraph.reading.text import Block, Paragraph, Row, Table

_ENDED = re.compile(r"[。！？：；…!?;:—][”’』」）)]*$")
_NUMBER = r"[一二三四五六七八九十百零〇○\d]{1,4}"
_OPENS = re.compile(
    rf"(?:[（(]{_NUMBER}[）)]|{_NUMBER}[、．]|\d{{1,2}}\.(?!\d)|\d{{1,2}}[）)]|第{_NUMBER}[编篇章节条部]"
    rf"|[①-⑳]|[一二三四五六七八九十]是|——|[●■◆★▲•·]|专栏|附件|附表|[图表] ?{_NUMBER}|注[：:]|#"
    r"|各位代表|目 ?录|[（(]?(?:计量)?单位[：:]|[（(](?:19|20)\d\d ?年)"
)
_HEADING = re.compile(rf"(?:[（(]{_NUMBER}[）)]|{_NUMBER}[、．]|第{_NUMBER}[编篇章节部]|专栏|表 ?{_NUMBER})[^。！？]*$")
# What no paragraph ends with: a comma, a title or quotation that is not closed.
_OPEN_END = re.compile(r"[，、]$|《[^》]*$|“[^”]*$|（[^）]*$")
_PROSE = re.compile(r"[，、；。]")
_PAGE = re.compile(r"[-—－·.第 ]*(?:\d{1,4}|[ivxIVX]{1,5})[-—－·. ]*页?(?:[共/][ 共]*\d{1,4}页?)?$")
_ELSEWHERE = re.compile(r"[（(【\[]?(?:紧接|上接|下转|接上?)第?[\dA-Z一二三四五六七八九十]{1,4}版[）)】\]]?")
# Marks of footnotes: [1] behind a word, ① in front of a stop, small raised figures behind a character.
_FOOT = re.compile(r"(?<=.)[\[［〔【]\d{1,3}[\]］〕】]|(?<=.)[①-⑳](?=[，。；、）”])|(?<=[\u4e00-\u9fff”）])[¹²³⁴-⁹⁰]+")
_DOUBLED = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\d]{3,15})\1")
# Characters that prose doubles: 人人, 天天. Any other that ends one page and opens the next was printed twice.
_TWICE = frozenset("人大天家常刚仅点多处事层步代年月日时种样个条句字一户村处区往渐稳牢紧深好高早久慢快")
_NARROW = 46

Notes = list[tuple[str, str]]


def repaired(blocks: list[Block]) -> tuple[list[Block], Notes]:
    """Return the blocks with what belongs together joined, and what was done, as (English, Chinese).

    The runs keep the place of every character: a joined paragraph is a run with a jump in its offsets.
    """
    notes: Notes = []
    kept = _furniture(blocks, notes)
    kept = [_plain(block, notes) for block in kept]
    kept = [block for block in kept if isinstance(block, Table) or block.run.text]
    joined = _paragraphs(kept, notes)
    return _tables(joined, notes), [*dict.fromkeys(notes)]


def _furniture(blocks: list[Block], notes: Notes) -> list[Block]:
    """Leave out page numbers that stand alone."""
    kept: list[Block] = []
    gone = 0
    for block in blocks:
        if isinstance(block, Paragraph) and block.level is None and _PAGE.fullmatch(block.run.text):
            gone += 1
        else:
            kept.append(block)
    if gone:
        notes.append((f"page numbers left out: {gone}", f"略去页码{gone}处"))
    return kept


def _plain(block: Block, notes: Notes) -> Block:
    """Leave out in a paragraph the pointers to another page and the second print of a doubled caption."""
    if isinstance(block, Table):
        return block
    run = block.run
    for pattern, group, note in (
        (_FOOT, 0, ("marks of footnotes left out", "略去脚注标记")),
        (_ELSEWHERE, 0, ("pointers to another newspaper page left out", "略去“上接”“下转”版面提示")),
        (_DOUBLED, 1, ("words printed twice in a row read once", "连续印两遍的文字按一遍读")),
    ):
        spans = [match.span() if not group else (match.end(1), match.end()) for match in pattern.finditer(run.text)]
        if spans:
            notes.append(note)
            edges = [0, *(edge for span in spans for edge in span), len(run)]
            run = Run.joined(run[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    return replace(block, run=run)


def _paragraphs(blocks: list[Block], notes: Notes) -> list[Block]:
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.role == "text"]
    wrapped = _wrapped(lines)
    found: list[Block] = []
    before = 0.0  # the width of the line above, in a text of broken lines
    joins = 0
    for number, block in enumerate(blocks):
        last = found[-1] if found else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and block.role == last.role == "text":
            width = len(blocks[number - 1].run) if isinstance(blocks[number - 1], Paragraph) else 0  # type: ignore[union-attr]
            if _continues(last, block, wrapped, width, max(before, min(len(block.run), 40))):
                found[-1] = replace(last, run=_joined(last.run, block.run))
                before = width
                joins += 1
                continue
            before = 0.0
        found.append(block)
    if joins:
        notes.append((f"paragraphs joined that lines or pages cut: {joins}", f"接合被换行或换页截断的段落{joins}处"))
    return found


def _wrapped(lines: list[Paragraph]) -> bool:
    """Say whether the lines of a text are those of its page and not its paragraphs."""
    long = [line for line in lines if line.level is None and len(line.run) > 3 and not _OPENS.match(line.run.text)]
    open_ends = sum(not _ENDED.search(line.run.text) for line in long)
    return len(long) > 8 and open_ends / len(long) > 0.5 and median(len(line.run) for line in long) <= _NARROW


def _continues(above: Paragraph, below: Paragraph, wrapped: bool, width: int, usual: float) -> bool:
    """Say whether a paragraph goes on in the next.

    :param width: characters of the line that ends the paragraph above.
    :param usual: characters of the lines around it.
    """
    if above.level is not None or below.level is not None:
        return False
    text = above.run.text
    if _ENDED.search(text) or _OPENS.match(below.run.text):
        return False
    if _OPEN_END.search(text[-40:]):
        return True
    if wrapped:
        return width >= usual * 0.7
    if _HEADING.match(text):
        return False
    return len(text) >= 12 and bool(_PROSE.search(text)) and (len(text) >= 28 or bool(_PROSE.search(below.run.text)))


def _joined(above: Run, below: Run) -> Run:
    """Join two runs; a blank parts Latin words, and a character that the page printed twice stands once."""
    last, first = above.text[-1], below.text[0]
    if last == first and "\u4e00" <= last <= "\u9fff" and last not in _TWICE:
        above = above[:-1]
    return Run.joined((above, below))


def _tables(blocks: list[Block], notes: Notes) -> list[Block]:
    """Join tables that follow each other with the same header, or the second of which goes on counting."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Table) and isinstance(last, Table) and _one(last, block):
            found[-1] = Table((*last.rows, *block.rows), last.start, block.end)
            notes.append(("tables joined that pages cut", "接合被换页截断的表格"))
        else:
            found.append(block)
    return found


def _one(above: Table, below: Table) -> bool:
    if _texts(above.rows[0]) == _texts(below.rows[0]):
        return True
    last, first = _texts(above.rows[-1])[0], _texts(below.rows[0])[0]
    same = Counter(len(row.cells) for row in above.rows).most_common(1)[0][0] == len(below.rows[0].cells)
    return same and last.isdigit() and first.isdigit() and int(first) == int(last) + 1


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]
