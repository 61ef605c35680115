"""Workspaces for tests: an invented county, a short report of it, and what a reader finds there."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jbgraph import workspace
from jbgraph.extraction.extract import Extracted, extract
from jbgraph.extraction.folder import Opened, open_draft
from jbgraph.workspace import Workspace

S = "https://w3id.org/jbgraph/shiqiao/"
REPORT = """石桥县2021年国民经济和社会发展计划执行情况与2022年计划草案的报告

石桥县发展和改革委员会

各位代表：
受县人民政府委托，现将2021年国民经济和社会发展计划执行情况与2022年计划草案提请大会审查。

一、2021年计划执行情况

（一）经济运行稳中向好

2021年，全县地区生产总值达到312.5亿元，同比增长8.2%。固定资产投资增长11.3%。

二、2022年经济社会发展主要目标

地区生产总值增长7%以上，一般公共预算收入增长5%左右，城镇新增就业6000人。

三、2022年重点任务

（一）推动产业升级

1、加快建设石桥工业园。开工建设青石隧道、石桥水厂等项目。

2、发展现代农业。建成高标准农田2万亩，新建冷库12座。

（二）保障和改善民生

3、办好教育。启动石桥中学扩建工程。
"""
TASKS = {"1": "加快建设石桥工业园", "2": "发展现代农业", "3": "办好教育"}
"""Number → title of the tasks of the report."""


def made(folder: Path, origin: str = "empty", place: str = "石桥县") -> Workspace:
    """Return a new workspace."""
    from jbgraph import beginnings

    return workspace.init(workspace.named(folder, place), beginnings.named(origin))


def written(folder: Path, text: str = REPORT, name: str = "report.txt", encoding: str = "utf-8") -> Path:
    """Return a new file with a text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def drafted(home: Workspace, file: Path, year: int | None = None) -> tuple[Extracted, Opened]:
    """Return what came of a file, and its draft."""
    done = extract(file, home, year=year)
    return done, open_draft(done.folder)


def digests(folder: Path) -> dict[str, str]:
    """Return file below a folder → digest of its bytes."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != ".jbgraph.lock"
    }
