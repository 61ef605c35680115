"""The report as Markdown; charts are in the formats that can hold them."""

from __future__ import annotations

from jbgraph import tables
from jbgraph.report import Report
from jbgraph.report.words import documents, heading, left, word


def write(report: Report) -> bytes:
    """Return the report."""
    lang = report.lang
    out = [f"# {report.title}\n", f"{report.date}\n" if report.date else "", f"{word(lang, 'neutral')}\n"]
    out += [f"## {word(lang, 'documents')}\n", "".join(f"- {line}\n" for line in documents(report))]
    for section in report.sections:
        out += [f"## {heading(section)}\n", f"*{section.about}*\n"]
        out.append("".join(f"- {sentence}\n" for sentence in section.sentences))
        out.append(tables.markdown(section.head.for_people()) if section.shown else word(lang, "nothing") + "\n")
        if section.left:
            out.append(left(section, lang) + "\n")
    return "\n".join(part for part in out if part).encode("utf-8")
