"""Every Parquet table with its columns, and every analytic table with its own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from jbgraph.api import PlanGraph
from jbgraph.columns import snapshot, specs
from jbgraph.columns.snapshot import ParquetTable
from jbgraph.columns.specs import Spec
from jbgraph.errors import both
from making.markdown import cell, code, page, table

PATH = "reference/tables.md"
INTRO = (
    "`jbgraph load --columns` writes these tables beside a store, in its folder `columns`; `jbgraph columns DIR` "
    "writes them anywhere. One Parquet file each, sorted, compressed with zstd. Things, documents, passages and "
    "periods stand with their whole IRIs; concepts of the vocabularies, classes and properties with the last part of "
    "theirs, which `terms` decodes. The names of the columns stay as they are.",
    "`jbgraph load --columns` 将下列各表写入存储旁的 `columns` 文件夹；`jbgraph columns DIR` 写入任意文件夹。"
    "每表一个Parquet文件，已排序，以zstd压缩。事物、文件、段落、时期用完整IRI；"
    "词表概念、类与属性用IRI的末段，由 `terms` 表解读。列名保持不变。",
)
ANALYTIC = (
    "`jbgraph tabulate NAME` prints one. Formats for people have some of the columns, with names; those for programs "
    "have all: a thing as IRI, with its name in a column `…_name`; a figure as its value, upper end, words, "
    "comparator, unit and quote. Below, columns only for programs are marked.",
    "由 `jbgraph tabulate NAME` 输出。供人阅读的格式只含部分列，显示名称；供程序的格式含全部列："
    "事物为IRI，名称另在 `…_name` 列；数值分为值、上限、文字、比较词、单位与引文。仅供程序的列在下文标明。",
)


def text(graph: PlanGraph) -> str:
    """Return the page."""
    found = types(graph)
    return page(
        "Tables · 表",
        "jbgraph/columns/",
        "## Parquet tables · Parquet表",
        *INTRO,
        *(parquet(snapshot.tables()[name], found[name]) for name in sorted(snapshot.tables())),
        "## Analytic tables · 分析表",
        *ANALYTIC,
        *(analytic(specs.spec(name)) for name in specs.names()),
    )


def types(graph: PlanGraph) -> dict[str, dict[str, str]]:
    """Return Parquet table → column → type, as they are in the files."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        snapshot.export(graph, Path(folder) / "tables")
        return {
            name: dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{file}')").fetchall())
            for name in snapshot.tables()
            for file in (Path(folder) / "tables" / f"{name}.parquet",)
        }


def parquet(one: ParquetTable, kinds: Mapping[str, str]) -> str:
    """Return a Parquet table."""
    rows = [(code(name), kinds[name], cell(en), cell(zh)) for name, (en, zh) in one.columns.items()]
    heads = ("column · 列", "type · 类型", "", "")
    return "\n\n".join([f"### {one.name}", one.said["en"], one.said["zh"], table(heads, rows)])


def analytic(one: Spec) -> str:
    """Return an analytic table."""
    rows = []
    for column in one.columns:
        en, zh = both(column.said)
        rows.append((code(column.name), cell(en), cell(zh), "" if column.people else "✓"))
    heads = ("column · 列", "", "", "only for programs · 仅供程序")
    order = "sorted by · 排序: " + ", ".join(map(code, one.order))
    return "\n\n".join([f"### {one.name}", one.said["en"], one.said["zh"], order, table(heads, rows)])
