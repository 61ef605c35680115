"""A made-up nation in the ontology's words, as large as one likes; the same options give the same bytes.

    python benchmarks/nation.py --triples 1000000 -o nation.nq

It is N-Quads, written district by district, so that memory stays flat. Each district, some 20,000 triples, is wired as
the documents wire theirs: goals, pathways that serve them, programs, tasks, measures and projects as parts of these,
industries and places that many share, who answers for what, metrics with targets and actual values year by year. It is
all said in five documents, every statement in the graph of its passage.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from district import COUNTS, NOW, PROVINCES, YEARS, District
from made import JB, MADE_UP, PERIOD, XSD, named
from names import SYLLABLES

TRIPLES = 19_400
"""What one district of size 1 comes to, about."""


def nation(triples: int) -> Iterator[str]:
    """Yield a nation of about so many triples: what all districts share, then one district after the other."""
    yield shared()
    for number in range(max(1, round(triples / TRIPLES))):
        yield District(number).text()


def alone(entities: int) -> str:
    """Return one district of about so many entities, with what it shares with others."""
    return shared() + District(0, entities / sum(COUNTS.values())).text()


def shared() -> str:
    """Return periods and provinces."""
    lines = []
    spans = {f"{year}": (f"{year}年", f"{year}", f"{year}-01-01", f"{year}-12-31") for year in YEARS}
    spans[f"{NOW}-01-to-{NOW}-06"] = (f"{NOW}年1—6月", f"January to June {NOW}", f"{NOW}-01-01", f"{NOW}-06-30")
    spans["2021-to-2025"] = ("五年来（2021—2025年）", "the five years 2021 to 2025", "2021-01-01", "2025-12-31")
    for name, (zh, en, start, end) in spans.items():
        lines.append(
            f'{named(PERIOD[name], "Period", zh, en)}{PERIOD[name]} {JB["startDate"]} "{start}"^^{XSD["date"]} .\n'
            f'{PERIOD[name]} {JB["endDate"]} "{end}"^^{XSD["date"]} .\n'
        )
    lines.append(f'{PERIOD["2021-to-2025"]} {JB["isReading"]} "true"^^{XSD["boolean"]} .\n')
    lines.append(named(PERIOD["not-stated"], "Period", "未说明", "not stated"))
    for number in range(PROVINCES):
        zh, en = SYLLABLES[number]
        lines.append(named(MADE_UP[f"province-{number}"], "Place", f"{zh}州省", f"{en.capitalize()}zhou Province"))
    return "".join(lines)


def main() -> None:
    """Write a nation, and say how large it has become."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--triples", type=int, default=1_000_000, help="how many, about: whole districts are written")
    parser.add_argument("-o", "--output", type=Path, default=Path("nation.nq"))
    chosen = parser.parse_args()
    start, count = time.perf_counter(), 0
    with chosen.output.open("w", encoding="utf-8") as out:
        for part in nation(chosen.triples):
            out.write(part)
            count += part.count("\n")
    taken = time.perf_counter() - start
    size = chosen.output.stat().st_size / 1e6
    print(f"{count:,} triples, {size:.1f} MB, {count / taken / 1000:.0f} k triples/s", file=sys.stderr)


if __name__ == "__main__":
    main()
