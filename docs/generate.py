"""Write what repeats something else: pages about the ontology, questions, graph and commands; messages.mo.

    python docs/generate.py            write these pages and the pictures, put fresh output into all other examples
    python docs/generate.py --check    write nothing; exit 1 where a generated page is not what it would be

`make docs` runs the first, `make check` the second; the tests compare the examples too. Same input, same bytes.
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path[:0] = [str(DOCS), str(DOCS.parent)]

from making import (  # noqa: E402
    columns,
    commands,
    coverage,
    examples,
    pictures,
    questions,
    rules,
    shapes,
    terms,
    translations,
    vocabularies,
)

from jbgraph import load  # noqa: E402

PAGES = (terms, vocabularies, questions, commands, rules, shapes, columns, coverage)


def generated() -> dict[Path, str]:
    """Return the text of every generated page."""
    graph = load()
    return {DOCS / page.PATH: page.text(graph) for page in PAGES}


def stale() -> list[str]:
    """Return how what is generated differs from what it would be, as lines of a diff."""
    found: list[str] = []
    for path, text in generated().items():
        before = path.read_text("utf-8") if path.is_file() else ""
        name = str(path.relative_to(DOCS.parent))
        found += difflib.unified_diff(before.splitlines(), text.splitlines(), name, f"{name} (now)", lineterm="", n=0)
    if translations.TARGET.read_bytes() != translations.compiled():
        found.append(f"{translations.TARGET.relative_to(DOCS.parent)} is not what messages.po says")
    for path, data in pictures.pictures().items():
        if not path.is_file() or path.read_bytes() != data:
            found.append(f"{path.relative_to(DOCS.parent)} is not what its command makes")
    return found


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; return the exit code."""
    if arguments == ["--check"]:
        found = stale()
        if found:
            print("\n".join(found[:40]), file=sys.stderr)
            print("generated pages are not up to date: run `make docs`", file=sys.stderr)
        return 1 if found else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    write(translations.TARGET, translations.compiled())
    for path, text in generated().items():
        write(path, text)
    for path in examples.pages():
        write(path, examples.renew(path))
    for path, data in pictures.pictures().items():
        write(path, data)
    return 0


def write(path: Path, content: str | bytes) -> None:
    """Write a file where it changes, and say so."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"wrote {path.relative_to(DOCS.parent)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
