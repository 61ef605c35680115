"""The examples of the documentation: run them, and put into a page what they print now.

A page is read from top to bottom, and everything in it happens in one temporary folder:

- a fence after `<!-- file: NAME -->` is written to that file, one after `<!-- made: NAME -->` shows what is in it;
- in a `console` fence, a line that begins with `$ ` is run by the shell (`> ` continues it), and prints what is below;
- in a `python` fence, `>>>` lines are run as in a session that lasts for the whole page, other lines as a program.

Nothing is shown that depends on the source documents: examples run without them.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FENCE = re.compile(
    r"^(?:<!-- (?:file: (?P<file>\S+)|made: (?P<made>\S+)) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LIMIT = 120  # seconds that one command may take


def pages() -> list[Path]:
    """Return the pages whose examples are run, sorted."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    kinds = {page: {fence["kind"] for fence in FENCE.finditer(page.read_text("utf-8"))} for page in found}
    return sorted(page for page in found if kinds[page] & {"console", "python"})


def commands(text: str) -> list[str]:
    """Return the commands of a page's console fences, in order."""
    found: list[str] = []
    for fence in FENCE.finditer(text):
        if fence["kind"] == "console":
            found += [command for command, _ in sessions(fence["body"])]
    return found


def sessions(body: str) -> list[tuple[str, str]]:
    """Return the commands of a console fence, each with the lines below it.

    >>> sessions("$ echo a\\na\\n$ cat <<E\\n> b\\n> E\\nb\\n")
    [('echo a', 'a\\n'), ('cat <<E\\nb\\nE', 'b\\n')]
    """
    found: list[list[str]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append([line[2:], ""])
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1][0] += "\n" + line[2:]
        elif found:
            found[-1][1] += line + "\n"
    return [(command, output) for command, output in found]


def renew(page: Path) -> str:
    """Return the text of a page with what its examples print now; the page itself is left as it is."""
    text = page.read_text("utf-8")
    lang = "zh" if page.name.endswith(".zh.md") else "en"
    session: dict[str, Any] = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory(prefix="jbgraph-docs-") as name:
        folder = Path(name)

        def run(fence: re.Match[str]) -> str:
            body = fence["body"]
            if fence["file"]:
                target = folder / fence["file"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(body, "utf-8")
                return fence[0]
            head = f"<!-- made: {fence['made']} -->\n" if fence["made"] else ""
            if fence["made"]:
                body = (folder / fence["made"]).read_text("utf-8")
            elif fence["kind"] == "console":
                body = "".join(
                    "$ " + command.replace("\n", "\n> ") + "\n" + shell(command, folder, lang)
                    for command, _ in sessions(body)
                )
            elif fence["kind"] == "python":
                with without_documents(), contextlib.chdir(folder):
                    body = interpret(body, session)
            return f"{head}```{fence['kind']}\n{body}```"

        return FENCE.sub(run, text)


def shell(command: str, folder: Path, lang: str = "en", columns: int = 100) -> str:
    """Run a command in a folder, `jbgraph` being this program, and return everything it prints.

    Messages stand where a terminal would show them; the exit code is not looked at.
    """
    with tempfile.TemporaryDirectory(prefix="jbgraph-bin-") as bin_folder:
        program = Path(bin_folder) / "jbgraph"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{PROGRAM}" "$@"\n', "utf-8")
        program.chmod(0o755)
        with without_documents():
            environment = {
                **{name: value for name, value in os.environ.items() if not name.startswith("LC_")},
                "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
                "JBGRAPH_LANG": lang,
                "COLUMNS": str(columns),
            }
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=LIMIT,
                check=False,
            )
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


PROGRAM = "import sys; sys.argv[0] = 'jbgraph'; from jbgraph.cli import main; main()"


@contextlib.contextmanager
def without_documents() -> Iterator[None]:
    """Take the source documents away, as most readers do not have them."""
    kept = os.environ.pop("JBGRAPH_SOURCES", None)
    try:
        yield
    finally:
        if kept is not None:
            os.environ["JBGRAPH_SOURCES"] = kept


def interpret(body: str, session: dict[str, Any]) -> str:
    """Run a python fence and return it with what it prints now.

    :param session: the names that earlier fences of the page have made.
    :raises Exception: whatever a program without `>>>` raises.
    """
    if ">>>" not in body:
        exec(compile(body, "<example>", "exec"), session)
        return body
    out = ""
    for part in doctest.DocTestParser().parse(body):
        if isinstance(part, str):
            out += part
            continue
        lines = part.source.splitlines()
        out += f">>> {lines[0]}\n" + "".join(f"... {line}".rstrip() + "\n" for line in lines[1:])
        out += evaluate(part.source, session)
    return out


def evaluate(source: str, session: dict[str, Any]) -> str:
    """Return what a session prints for one statement; an exception as a traceback without its middle."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, "<example>", "single"), session)
        except Exception as error:
            print("Traceback (most recent call last):\n  ...")
            print(f"{type(error).__module__}.{type(error).__qualname__}: {error}")
    return "".join(f"{line or '<BLANKLINE>'}\n" for line in printed.getvalue().splitlines())
