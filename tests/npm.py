"""Packages of npm that tests read or judge with: installed once and kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def program(name: str, package: str) -> str:
    """Return a program, or skip the test where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: apt-get install {package}")
    return found


def modules(*packages: str) -> Path:
    """Return a folder with these packages, each with its version; skip the test where they cannot be installed."""
    npm = program("npm", "npm")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "jbgraph-tests" / hashlib.sha256(" ".join(packages).encode()).hexdigest()[:12]
    if not (home / "installed").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true, "type": "module"}\n', "utf-8")
        done = subprocess.run(
            [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", *packages],
            capture_output=True, check=False, cwd=home, timeout=600,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"npm cannot install {', '.join(packages)}: {done.stderr.decode()[-300:]}")
        (home / "installed").touch()
    return home
