"""How long a workbook of many undertakings takes there and back, and how much memory.

    python benchmarks/workbook.py [ROWS]

The workspace is made up: projects of one program, each with who leads and how far it is. Each step is a process of
its own: the first export, which builds the store too; an export of the store; LibreOffice is not measured. Then every
row is filled in with openpyxl, which nobody waits for, and imported. Printed are seconds and the most memory held.
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OURS = "from jbgraph.cli import main; main()"
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


def timed(*args: str | Path) -> float:
    """Run a command and return its seconds."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", OURS, *map(str, args)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.monotonic() - start


def main(rows: int = 5000) -> None:
    """Export, fill in, import, export again, print."""
    with tempfile.TemporaryDirectory(prefix="jbgraph-workbook-") as name:
        home, file = Path(name) / "space", Path(name) / "plan.xlsx"
        timed("init", home, "--place", "演示区", "--prefix", "made", "--lang", "zh")
        write(home, rows)
        export = ("workbook", "export", "-o", file, "--graph", home, "--as-of", "2026-03-31", "--lang", "zh")
        found = {"store built, and export": timed(*export), "export": timed(*export)}
        fill(file)
        back = ("workbook", "import", file, "--by", "督查室", "--workspace", home, "-o", Path(name) / "changes.csv",
                "--format", "csv")  # fmt: skip
        found["import, all rows changed"] = timed(*back)
        found["import again, nothing to do"] = timed(*back)
        found["store built, and export"] = timed(*export)
        found["export with what was entered"] = timed(*export)
        for what, seconds in found.items():
            print(f"{rows:,} rows: {what:32}{seconds:6.2f} s")
        print(f"largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
