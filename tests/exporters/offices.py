"""LibreOffice without a screen, as a reader of spreadsheets."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

# Comma, quote, UTF-8, from the first line; all texts quoted, as shown, no formulas; -1: a file for each sheet.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def sheets_by_libreoffice(file: Path, out: Path) -> dict[str, list[list[str]]]:
    """Return sheet → its rows as LibreOffice shows them; skips the test where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is missing: apt-get install libreoffice-calc-nogui")
    out.mkdir()
    done = subprocess.run(
        [office, f"-env:UserInstallation=file://{out}/profile", "--headless", "--norestore", "--convert-to", FILTER,
         "--infilter=CSV:44,34,76,1" if file.suffix == ".csv" else "--nologo", "--outdir", str(out), str(file)],
        capture_output=True, check=False, timeout=180,
    )  # fmt: skip
    found = {}
    for written in sorted(out.glob("*.csv")):
        with written.open(encoding="utf-8", newline="") as stream:
            found[written.stem.removeprefix(f"{file.stem}-")] = list(csv.reader(stream))
    assert found, done
    return found
