"""What a person found in a document: the graph that was made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from jbgraph import terms
from jbgraph.graph import Graph
from scoring.items import LINKS, Heading, Place, Read, Relation, Thing, Value, name, title


class ByHand:
    """One document of a graph.

    :param document: namespace of its passages.
    :param text: the text as published.
    """

    def __init__(self, folder: Path, document: str, text: str) -> None:
        self.graph = Graph.open(folder, sources=None)
        self.document = document
        self.text = name(text)
        self.inside = f'FILTER(STRSTARTS(STR(?g), "{document}"))'
        self.places = {
            row[0]: Place(int(row[1]), int(row[2]))
            for row in self.graph.tuples(
                f"""SELECT ?p ?a ?b {{ ?p a jb:Passage ; jb:start ?a ; jb:end ?b
                    FILTER(STRSTARTS(STR(?p), "{document}")) }}"""
            )
        }
        self.names: dict[str, list[str]] = {}
        self.kinds: dict[str, str] = {}
        self.home = ""
        for iri, kind, label, _how in self.graph.tuples(
            f"""SELECT ?s ?type ?l ?how {{ ?s a ?type FILTER(STRSTARTS(STR(?type), "{terms.JB}"))
                {{ ?s skos:prefLabel ?l BIND("1" AS ?how) }} UNION {{ ?s skos:altLabel ?l BIND("2" AS ?how) }}
                FILTER(LANG(?l) = "zh") }} ORDER BY ?s ?how ?l"""
        ):
            self.names.setdefault(iri, []).append(label)
            self.kinds[iri] = terms.split(kind)[1]

    def read(self) -> Read:
        """Return all that is measured."""
        found = Read(self.headings(), self.values())
        found.presented = {
            row[0]: self.places[row[1]]
            for row in self.graph.tuples(
                f"""SELECT ?thing ?p {{ ?s jb:presents ?thing ; jb:heading ?p
                    FILTER(STRSTARTS(STR(?p), "{self.document}")) }}"""
            )
        }
        query = f"SELECT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} {self.inside} }} ORDER BY ?s ?p ?o"
        spoken = [(row[0], row[1], row[2]) for row in self.graph.tuples(query)]
        ends = sorted({end for row in spoken for end in (row[0], row[2]) if end in self.names})
        printed = {iri for iri in ends if self.printed(iri)}
        found.things = {iri: Thing(iri, self.kinds[iri], tuple(self.names[iri])) for iri in ends if iri in printed}
        found.unprinted = sum(self.kinds[iri] in ("Project", "Organization", "Place") for iri in set(ends) - printed)
        found.follows = self.follows()
        found.relations = list(self.relations(spoken, printed | set(found.presented)))
        return found

    def printed(self, iri: str) -> bool:
        """Say whether the document prints a name of a thing."""
        return any(name(one) in self.text for one in self.names.get(iri, ()))

    def headings(self) -> list[Heading]:
        """Return the headings that the document prints, with the tasks among them."""
        rows = self.graph.rows(
            f"""SELECT ?label ?p ?above ?number {{ ?s jb:heading ?p ; skos:prefLabel ?label ; jb:order ?order
                FILTER(LANG(?label) = "zh" && STRSTARTS(STR(?p), "{self.document}"))
                FILTER NOT EXISTS {{ ?s jb:namedByUs true }}
                OPTIONAL {{ ?s jb:inSection/skos:prefLabel ?above FILTER(LANG(?above) = "zh") }}
                OPTIONAL {{ ?s jb:presents ?task . ?task a jb:Task ; skos:notation ?number }} }} ORDER BY ?order"""
        )
        return [
            Heading(
                title(row["label"] or ""), self.places[row["p"] or ""], bool(row["number"]), row["number"] or "",
                title(row["above"] or ""),
            )
            for row in rows
        ]  # fmt: skip

    def values(self) -> list[Value]:
        """Return the observations."""
        rows = self.graph.rows(
            f"""SELECT ?o ?g ?m ?type ?value ?upper ?words ?unit ?kind ?comparator ?first ?last ?status ?binding
                    ?quote ?row {{
                GRAPH ?g {{ ?o a jb:Observation ; jb:ofMetric ?m ; jb:kind ?kind ; jb:comparator ?comparator ;
                    jb:period ?period ; jb:quote ?quote
                    OPTIONAL {{ ?o jb:value ?value }} OPTIONAL {{ ?o jb:upperValue ?upper }}
                    OPTIONAL {{ ?o jb:valueText ?words }}
                    OPTIONAL {{ ?o jb:reportedStatus ?status }} OPTIONAL {{ ?o jb:binding ?binding }} }}
                {self.inside} OPTIONAL {{ ?period jb:startDate ?first ; jb:endDate ?last }} ?m jb:measureType ?type .
                ?g jb:passageKind ?row
                OPTIONAL {{ ?o jb:unit ?u . ?u skos:prefLabel ?unit
                    FILTER(LANG(?unit) = "zh" && STR(?unit) != "1") }} }}
            ORDER BY ?o"""
        )
        found = []
        for row in rows:
            said = {key: value or "" for key, value in row.items()}
            found.append(
                Value(
                    tuple(self.names[said["m"]]), Decimal(said["value"]) if said["value"] else None,
                    Decimal(said["upper"]) if said["upper"] else None, said["words"], said["unit"],
                    local(said["kind"]), local(said["comparator"]), said["first"], said["last"], local(said["status"]),
                    said["binding"] == "true", self.places[said["g"]], local(said["row"]) == "row", said["quote"],
                    local(said["type"]),
                )
            )  # fmt: skip
        return found

    def relations(self, spoken: Iterable[tuple[str, str, str]], printed: set[str]) -> Iterable[Relation]:
        """Yield the relations of named things and headings.

        What a measure without a heading of its own is part of or develops is said of the heading it is part of: a
        sentence says it below that heading, and does not name the measure.
        """
        spoken = list(spoken)
        above: dict[str, set[str]] = {}
        for subject, relation, other in spoken:
            if relation == terms.JB + "partOf":
                above.setdefault(subject, set()).add(other)
        seen = set()
        for subject, relation, other in spoken:
            short = relation.removeprefix(terms.JB)
            if short not in LINKS:
                continue
            subjects = self.headed(subject, above) if short in ("develops", "serves", "aimsAt") else {subject}
            others = self.headed(other, above) if short == "partOf" else {other}
            for one in sorted(subjects):
                for end in sorted(others):
                    known = end in printed or end.startswith(terms.VOCABULARY)
                    named = one in printed and self.kinds.get(one) not in ("Measure", "Metric", "Concept")
                    key = (one, short, end)
                    if not named or not known or one == end or key in seen:
                        continue
                    seen.add(key)
                    yield Relation(one, short, end, f"{self.label(one)} —{short}→ {self.label(end)}")

    def follows(self) -> set[tuple[str, str, str]]:
        """Return what is part of, or located in, what, in any number of steps."""
        return {
            (subject, short, other)
            for short in ("partOf", "locatedIn")
            for subject, other in self.graph.tuples(
                f"SELECT DISTINCT ?s ?o {{ ?s jb:{short}+ ?o FILTER(?s != ?o) }} ORDER BY ?s ?o"
            )
        }

    def headed(self, iri: str, above: dict[str, set[str]]) -> set[str]:
        """Return a thing, or for a measure the tasks and headings it is part of."""
        found, waiting, seen = set(), [iri], set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if self.kinds.get(one) == "Measure":
                waiting += sorted(above.get(one, ()))
            else:
                found.add(one)
        return found

    def label(self, iri: str) -> str:
        """Return how a thing is called."""
        return self.names[iri][0] if iri in self.names else local(iri)


def local(iri: str) -> str:
    """Return the local name of an IRI."""
    return terms.split(iri)[1] if iri else ""
