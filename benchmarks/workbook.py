"""How long a workbook of many undertakings takes there and back, and how much memory.

    python benchmarks/workbook.py [ROWS...]

The workspace is made up: projects of one program, each with who leads and how far it is. Each step is a process of
its own: the first export, which builds the store too; an export of the store; LibreOffice is not measured. Then every
row is filled in with openpyxl, which nobody waits for, and imported. Printed are seconds and the most memory held.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

OURS = "from jbgraph.cli import main; main()"
FILL = (
    "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import workbook; "
    "workbook.fill(Path(sys.argv[2]))"
)
HEAD = """@prefix jb: <https://w3id.org/jbgraph/ontology#> .
@prefix made: <https://w3id.org/jbgraph/made/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
made:district a jb:Place ; skos:prefLabel "演示区"@zh , "Demo District"@en .
made:all a jb:Program ; skos:prefLabel "全部工程"@zh , "All works"@en .
"""


def write(folder: Path, rows: int) -> None:
    """Write the register of a workspace."""
    units = (
        f'made:unit{number} a jb:Organization ; skos:prefLabel "{number}号局"@zh , "Office {number}"@en .'
        for number in range(40)
    )
    projects = (
        f'made:p{number} a jb:Project ; skos:prefLabel "第{number}项工程"@zh , "Project {number}"@en ; '
        "jb:partOf made:all ."
        for number in range(rows)
    )
    lines = [HEAD, *units, *projects]
    (folder / "register" / "made.ttl").write_text("\n".join(lines), "utf-8")


def fill(path: Path) -> None:
    """Fill four cells of every row in."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book["作战图"]
    keys = [cell.value for cell in sheet[1]]
    for row in range(4, sheet.max_row + 1):
        if not sheet.cell(row, 1).value:
            break
        values = {"due": dt.date(2026, 6, 30), "lead": f"{row % 40}号局", "planned": 0.5, "reached": row % 50 / 100}
        for key, value in values.items():
            sheet.cell(row, keys.index(key) + 1).value = value
    book.save(path)


def timed(code: str, *args: str | Path) -> tuple[float, int]:
    """Run Python code in a process of its own; return its seconds and the most memory it held, in MiB.

    A process begins with the peak of the one that starts it, which is why this one imports nothing large.
    """
    start = time.monotonic()
    with tempfile.TemporaryFile() as said:
        ran = subprocess.Popen([sys.executable, "-c", code, *map(str, args)], stdout=said, stderr=said)
        _, status, usage = os.wait4(ran.pid, 0)
        ran.returncode = os.waitstatus_to_exitcode(status)
        if ran.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode())
    return time.monotonic() - start, usage.ru_maxrss // 1024


def main(*sizes: int) -> None:
    """Export, fill in, import, export again, print; for each number of rows."""
    for rows in sizes or (1000, 5000, 10_000):
        with tempfile.TemporaryDirectory(prefix="jbgraph-workbook-") as name:
            for what, (seconds, memory) in run(Path(name), rows):
                print(f"{rows:7,} rows: {what:32}{seconds:6.2f} s{memory:6} MiB", flush=True)


def run(folder: Path, rows: int) -> Iterator[tuple[str, tuple[float, int]]]:
    """Yield each step with what it took."""
    os.environ["JBGRAPH_CACHE"] = str(folder / "cache")  # where no earlier run has left a store
    home, file = folder / "space", folder / "plan.xlsx"
    timed(OURS, "init", home, "--place", "演示区", "--prefix", "made", "--lang", "zh")
    write(home, rows)
    export = ("workbook", "export", "-o", file, "--graph", home, "--as-of", "2026-03-31", "--lang", "zh")
    back = ("workbook", "import", file, "--by", "督查室", "--workspace", home, "-o", folder / "changes.csv",
            "--format", "csv")  # fmt: skip
    yield "store built, and export", timed(OURS, *export)
    yield "export", timed(OURS, *export)
    timed(FILL, Path(__file__).parent, file)
    yield "import, all rows changed", timed(OURS, *back)
    yield "store built", timed(OURS, "info", "--graph", home)
    yield "import again, nothing to do", timed(OURS, *back)
    yield "export with what was entered", timed(OURS, *export)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
