"""The report as Markdown; charts are in the formats that can hold them."""

from __future__ import annotations

from jbgraph import tables
from jbgraph.report import Report
from jbgraph.report.words import documents, left, points, word


def write(report: Report) -> bytes:
    """Return the report."""
    lang = report.lang
    out = [f"# {report.title}\n", f"{report.date}\n" if report.date else "", f"{word(lang, 'neutral')}\n"]
    out += [f"## {word(lang, 'documents')}\n", "".join(f"- {line}\n" for line in documents(report))]
    out += [f"## {word(lang, 'findings')}\n"]
    out.append("".join(f"- **{report.sections[at - 1].title}**: {sentence}\n" for at, sentence in points(report)))
    for section in report.sections:
        out += [f"## {section.title}\n", f"*{section.about}*\n"]
        out.append("".join(f"- {sentence}\n" for sentence in section.sentences))
        out.append(tables.markdown(section.head.for_people()) if section.shown else word(lang, "nothing") + "\n")
        if section.left:
            out.append(left(section, lang) + "\n")
    return "\n".join(part for part in out if part).encode("utf-8")
