"""Outlines of a few sentences under headings, as the tests of names and links need them."""

from __future__ import annotations

from jbgraph.extraction.findings import Basis, Part, Passage, Section
from jbgraph.extraction.outline import Outline
from jbgraph.reading.runs import Run
from jbgraph.reading.text import Text

BASIS = Basis("outline/test", 1.0)


def outline(*parts: tuple[str, Part, bool, tuple[str, ...]], title: str = "关于青石县2029年计划的报告") -> Outline:
    """Return an outline of sections, each a heading with its part, whether it is a task, and its sentences.

    Sections that are no tasks are of rank 2, tasks of rank 3 under the last of them.
    """
    published = ""
    passages: list[Passage] = []
    sections = [Section(title, "", None, 0, None, None, "front", 2029, BASIS)]

    def passage(text: str, section: int, *, heading: bool = False) -> int:
        nonlocal published
        start = len(published)
        published += text + "\n"
        run = Run(text, tuple(range(start, start + len(text))))
        passages.append(Passage(len(passages) + 1, "heading" if heading else "sentence", run, section))
        return len(passages)

    for name, part, task, sentences in parts:
        above = next((n for n in range(len(sections) - 1, -1, -1) if not sections[n].task), 0)
        place = len(sections)
        number = passage(name, place, heading=True)
        sections.append(
            Section(
                name, str(place), place, 3 if task else 2, above if task else 0, number, part, 2029, BASIS, task=task
            )
        )
        for sentence in sentences:
            passage(sentence, place)
    text = Text(published, (), "made.txt", "0" * 64, "text/plain")
    return Outline(text, title, 2029, tuple(sections), tuple(passages))
