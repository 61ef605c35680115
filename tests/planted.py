"""Small graphs with known faults, written line by line in a test: metrics, figures, groups, and what passages say."""

from __future__ import annotations

from pathlib import Path

import jbgraph
from jbgraph import PlanGraph, terms
from jbgraph.analyses.shared.results import Result, several

T = "https://w3id.org/jbgraph/testland/"
DOCUMENTS = {"plan-a": "2021", "plan-b": "2022"}
HEADER = (
    "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in terms.prefixes().items())
    + f"@prefix testland: <{T}> .\n"
    + "".join(f"@prefix {slug}: <{T}{slug}/> .\n" for slug in DOCUMENTS)
)


class Planted:
    """A graph in the making; every method returns it.

    Names of things are the last part of their IRIs. A passage is written `plan-a:s001`; one that begins with `r` is a
    row of a table.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.register: list[str] = []
        self.said: dict[str, list[str]] = {}
        self.periods: set[str] = set()
        self.count = 0

    def metric(self, name: str, type_: str, unit: str = "yi-yuan", direction: str = "up", **links: str) -> Planted:
        """Add a metric; links such as `growthOf="output"` lead to other metrics, `price="real"` to a price basis."""
        price = links.pop("price", "")
        more = "".join(f" ; jb:{link} testland:{other}" for link, other in links.items())
        more += f" ; jb:priceBasis price:{price}" if price else ""
        self.register.append(
            f'testland:{name} a jb:Metric ; skos:prefLabel "指标{name}"@zh , "{name}"@en ; jb:unit unit:{unit} ; '
            f"jb:measureType measure-type:{type_} ; jb:direction direction:{direction}{more} ."
        )
        return self

    def thing(self, name: str, type_: str = "Place", zh: str = "") -> Planted:
        """Add a thing of a class."""
        self.register.append(f'testland:{name} a jb:{type_} ; skos:prefLabel "{zh or name}"@zh , "{name}"@en .')
        return self

    def say(self, passage: str, text: str) -> Planted:
        """Add statements, as Turtle, to what a passage says."""
        self.said.setdefault(passage, []).append(text if text.rstrip().endswith(".") else text + " .")
        return self

    def figure(
        self, passage: str, metric: str, kind: str, value: str | None, period: str = "2020", *,
        unit: str = "yi-yuan", comparator: str = "equal", about: str = "district", **more: str,
    ) -> Planted:  # fmt: skip
        """Add a figure; further properties in Turtle, such as `binding="true"` or `reportedStatus="status:met"`."""
        self.count += 1
        self.periods.add(period)
        quote = more.pop("quote", value or "—")
        text = (
            f"{passage}-o{self.count} a jb:Observation ; jb:ofMetric testland:{metric} ; jb:about testland:{about} ; "
            f"jb:kind kind:{kind} ; jb:comparator comparator:{comparator} ; jb:unit unit:{unit} ; "
            f'jb:period period:{period} ; jb:quote "{quote}"'
        )
        text += f" ; jb:value {value if '.' in value else value + '.0'}" if value is not None else ""
        return self.say(passage, text + "".join(f" ; jb:{name} {term}" for name, term in more.items()))

    def group(self, passage: str, name: str, size: int, *members: str) -> Planted:
        """Let a passage state the size of a group and list members, in order."""
        self.say(passage, f"testland:{name} jb:statedSize {size}")
        for position, member in enumerate(members, 1):
            self.say(
                passage,
                f"testland:{member} jb:memberOf testland:{name} . {passage}-{name}-m{position} a jb:Membership ; "
                f"jb:ofGroup testland:{name} ; jb:member testland:{member} ; jb:position {position}",
            )
        return self

    def load(self) -> PlanGraph:
        """Write the graph and open it."""
        documents = [
            f'testland:{slug} a jb:SourceDocument ; skos:prefLabel "{slug}"@zh , "{slug}"@en ; '
            f'dcterms:issued "{year}"^^xsd:gYear . {slug}:section-one a jb:Section ; skos:prefLabel "一"@zh ; '
            f"jb:inDocument testland:{slug} ; jb:order 1 ."
            for slug, year in DOCUMENTS.items()
        ]
        for number, passage in enumerate(self.said, 1):
            slug, local = passage.split(":")
            kind = "row" if local.startswith("r") else "sentence"
            documents.append(
                f"{passage} a jb:Passage ; jb:inDocument testland:{slug} ; jb:inSection {slug}:section-one ; "
                f"jb:order {number} ; jb:passageKind passage-kind:{kind} ; jb:start {number} ; jb:end {number + 1} ; "
                f'jb:sha256 "{number:064}" .'
            )
        dated = [f"period:{period} a jb:Period ; skos:prefLabel \"{period}\"@zh ; {days(period)} ." for period in
                 sorted(self.periods)]  # fmt: skip
        district = 'testland:district a jb:Place ; skos:prefLabel "本区"@zh , "district"@en .'
        for name, lines in (("register", [district, *self.register, *dated]), ("documents", documents)):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
            (self.folder / name / "all.ttl").write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
        (self.folder / "statements").mkdir(exist_ok=True)
        said = "\n".join(f"{passage} {{ {' '.join(lines)} }}" for passage, lines in self.said.items())
        (self.folder / "statements" / "all.trig").write_text(HEADER + said + "\n", "utf-8")
        return jbgraph.load(self.folder)


def days(period: str) -> str:
    """Return the days of `2020` or `2021-01-to-2021-09` as Turtle; the former ends on 31 December, the latter on 30."""
    first, _, final = period.partition("-to-")
    start = first if len(first) > 4 else f"{first}-01"
    end = f"{final}-30" if final else f"{first}-12-31"
    return f'jb:startDate "{start}-01"^^xsd:date ; jb:endDate "{end}"^^xsd:date'


def cells(result: Result, *keys: str) -> list[tuple[object, ...]]:
    """Return the cells of some columns, row by row: IRIs and codes by their last part, several with blanks between."""

    def plain(value: object) -> object:
        if isinstance(value, tuple):
            return " ".join(str(plain(one)) for one in several(value))
        return value.replace("#", "/").rpartition("/")[2] if isinstance(value, str) and "://" in value else value

    return [tuple(plain(record[key]) for key in keys) for record in result.records()]
