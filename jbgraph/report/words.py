"""What every format of the report says around the findings."""

from __future__ import annotations

from jbgraph.report import Report, Section

WORDS = {
    "contents": ("Contents", "目录"),
    "documents": ("Documents", "所依据的文件"),
    "passages": ("passages", "段"),
    "findings": ("What stands out", "要点"),
    "nothing": ("Nothing was found.", "没有发现。"),
    "neutral": (
        "Every row names the passages behind it. The report says what the documents state, leave open or set in "
        "different words; it judges nobody.",
        "每行均注明所依据的段落。本报告只说明文件所述、所缺与前后表述之不同，不作评判。",
    ),
    "source": ("source", "出处"),
    "chart": ("Chart", "图"),
}


def word(lang: str, key: str) -> str:
    """Return a word in a language."""
    return WORDS[key][lang == "zh"]


def left(section: Section, lang: str) -> str:
    """Return the line below a table that does not show all rows, or nothing."""
    if not section.left:
        return ""
    command = f"jbgraph analyze {section.name}{section.options}"
    if lang == "zh":
        return f"列出前{section.shown}行，另有{section.left}行：{command}"
    return f"The first {section.shown} rows; {section.left} more: {command}"


def documents(report: Report) -> list[str]:
    """Return one line for each document."""
    unit = word(report.lang, "passages")
    return [f"{name} · {count}{'' if report.lang == 'zh' else ' '}{unit}" for name, count in report.documents]


def points(report: Report) -> list[tuple[int, str]]:
    """Return what stands out: the number of a section, from 1, with its first sentence; each sentence once."""
    first: dict[str, int] = {}
    for number, section in enumerate(report.sections, 1):
        if section.sentences:
            first.setdefault(section.sentences[0], number)
    return [(number, sentence) for sentence, number in first.items()]
