"""The soak, short: mixed load with the hostile suite beside it loses nothing, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from samples import ROOT, environment


def test_under_mixed_load_with_hostile_clients_beside_nothing_is_lost(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "soak.py"
    done = subprocess.run(
        [sys.executable, script, "--seconds", "15"],
        capture_output=True, check=False, cwd=tmp_path, env=environment(), timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"killed" in done.stdout, "workers were killed meanwhile"
