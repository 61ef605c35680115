"""The pictures of the pages that a command on the same page makes: `![…](images/NAME)` and `-o NAME`."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from jbgraph.paper import fonts
from making import examples

FOLDER = examples.ROOT / "docs" / "images"
SHOWN = re.compile(r"!\[[^\]]*\]\((?:\.\./)*(?:docs/)?images/(?P<name>[^)\s]+)\)")
FAMILY = "Noto Sans CJK SC"  # in which the pictures are set; another has other widths, and so other bytes
PROGRAM = (
    "import json, sys; from jbgraph.cli import cli\n"
    "for words in json.load(sys.stdin): cli.main(words, prog_name='jbgraph', standalone_mode=False)"
)


def commands() -> dict[str, dict[str, list[str]]]:
    """Return language → name of a picture → the words after `jbgraph` that make it.

    :raises ValueError: if two pages make one picture by different commands.
    """
    found: dict[str, dict[str, list[str]]] = {"en": {}, "zh": {}}
    for page in examples.pages():
        text = page.read_text("utf-8")
        shown = {match["name"] for match in SHOWN.finditer(text)}
        own = found["zh" if page.name.endswith(".zh.md") else "en"]
        for command in examples.commands(text):
            if not command.startswith("jbgraph ") or " -o " not in command:
                continue
            words = shlex.split(command)[1:]
            name = words[words.index("-o") + 1]
            if name in shown and own.setdefault(name, words) != words:
                raise ValueError(f"{name} is made by different commands")
    return found


def pictures() -> dict[Path, bytes]:
    """Return every picture as its command makes it now; none where the font of the pictures is not installed.

    One process a language makes them all: starting takes longer than drawing.
    """
    if fonts.found().regular.family != FAMILY:
        print(f"pictures not looked at: {FAMILY} is not installed", file=sys.stderr)
        return {}
    made: dict[Path, bytes] = {}
    for lang, own in commands().items():
        with tempfile.TemporaryDirectory(prefix="jbgraph-pictures-") as name:
            with examples.without_documents():
                environment = {**os.environ, "PYTHONPATH": str(examples.ROOT), "JBGRAPH_LANG": lang}
                given = json.dumps(list(own.values()))
                run = [sys.executable, "-c", PROGRAM]
                subprocess.run(run, cwd=name, env=environment, input=given, text=True, check=True, capture_output=True)
            made |= {FOLDER / file: (Path(name) / file).read_bytes() for file in sorted(own)}
    return made
