"""The commands: what each does, with an example, in both languages; `jbgraph --help` needs nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import click

from jbgraph.cli.language import say


class Entry(NamedTuple):
    """Help and example of a command, in the language of this process."""

    help: str
    example: str


CATALOGUE = {
    "accept": Entry(
        say(
            "Apply a reviewed workbook to the graph; or take a link THING RELATION THING that is suggested, not "
            "stated, into the register, with who and why.",
            "将审核过的工作簿写入图谱；或将建议而未明述的联系 THING RELATION THING 连同判断人和理由记入名册。",
        ),
        "jbgraph accept 精准扩大有效投资 serves 产业发展现代化 --by … --why … --graph graph_data/jiangbei",
    ),
    "analyze": Entry(
        say(
            "Find what is missing, what changed and what does not add up, each finding with its passages.",
            "分析缺口、变化与数字不符之处，每项结果附出处。",
        ),
        "jbgraph analyze attainment",
    ),
    "columns": Entry(
        say(
            "Write the graph as Parquet tables, for DuckDB, polars, Spark or Trino.",
            "将图谱写成Parquet表，供DuckDB、polars、Spark或Trino使用。",
        ),
        "jbgraph columns tables/",
    ),
    "completion": Entry(
        say("Print the script that completes commands in a shell.", "输出命令补全脚本。"),
        'eval "$(jbgraph completion bash)"',
    ),
    "describe": Entry(
        say(
            "Show the card of a thing: every statement and the passage it stands in.",
            "显示某一事物的卡片：全部陈述及其出处段落。",
        ),
        "jbgraph describe 寸滩国际新城",
    ),
    "diff": Entry(
        say(
            "Show what is new, gone, renamed or changed from A to B: documents, years, layers or graphs.",
            "显示从A到B的新增、消失、改称与变化：文件、年份、层或图谱。",
        ),
        "jbgraph diff series-2021 pathways-2021",
    ),
    "due": Entry(
        say(
            "List what is overdue or due soon, with who leads and the light.",
            "列出逾期与临近期限的事项，附牵头单位与亮灯。",
        ),
        "jbgraph due --within 60d",
    ),
    "evidence": Entry(
        say(
            "Show the passages of a thing, or of a triple NAME RELATION OTHER; the text if at hand.",
            "显示某一事物，或三元组 NAME RELATION OTHER 的出处段落；备有文件时显示原文。",
        ),
        "jbgraph evidence 风险防范工程 serves 社会治理现代化",
    ),
    "explore": Entry(
        say("Write the interactive page: one file, no network.", "生成交互页面：单个文件，无需网络。"),
        "jbgraph explore -o jiangbei.html",
    ),
    "export": Entry(
        say("Write the whole graph, or a part of it, for other tools.", "将整个图谱或其一部分导出供其他工具使用。"),
        "jbgraph export graphml -o jiangbei.graphml",
    ),
    "extract": Entry(
        say(
            "Read reports and write a draft graph of each: proposals with passage, rule and confidence.",
            "读取报告，各写成一份草稿图谱：每条提议附出处段落、规则与置信度。",
        ),
        "jbgraph extract 计划报告.docx --year 2022",
    ),
    "history": Entry(
        say(
            "Show what staff entered about a thing, who and when; without a thing the imports.",
            "显示某一事物的填报经过：何人何时改了什么；不写事物则列出各次导入。",
        ),
        "jbgraph history 一号桥 --workspace demo",
    ),
    "info": Entry(say("Show what the graph holds.", "查看图谱内容统计。"), "jbgraph info"),
    "init": Entry(
        say(
            "Make a workspace: the folder of a graph of your own, with settings, sources and drafts.",
            "新建工作区：自己的图谱文件夹，含设置、来源文件与草稿。",
        ),
        "jbgraph init yuzhong --place 渝中区 --from jiangbei",
    ),
    "load": Entry(
        say(
            "Build a store on disk, which opens at once at any size, out of files and folders of graphs.",
            "由文件或图谱文件夹建成磁盘存储，无论大小都可立即打开。",
        ),
        "jbgraph load graph_data/jiangbei --store jiangbei.store",
    ),
    "map": Entry(
        say(
            "Draw what carries goals: pathways, programs, tasks, projects, industries and metrics.",
            "绘制支撑目标的路径、工程、任务、项目、产业与指标。",
        ),
        "jbgraph map 社会治理现代化 -o map.html",
    ),
    "mcp": Entry(
        say(
            "Serve the graph as tools for an assistant (Model Context Protocol), answers with their passages.",
            "以工具形式供智能助手查询图谱（Model Context Protocol），回答附出处。",
        ),
        "jbgraph mcp",
    ),
    "path": Entry(
        say("Show how two things are linked, each step with its passage.", "显示两事物如何关联，每一步附出处。"),
        "jbgraph path 海尔 产业发展现代化",
    ),
    "query": Entry(
        say(
            "Answer a SPARQL query or a named question. QUERY is SPARQL, a question, or - for standard input.",
            "回答SPARQL查询或命名问题。QUERY为SPARQL文本、问题名称，或以 - 表示标准输入。",
        ),
        "jbgraph query projects-of-goal --param goal=产业发展现代化",
    ),
    "report": Entry(
        say(
            "Write every analysis as one document for a meeting: HTML, PDF, XLSX or Markdown.",
            "把全部分析写成一份会议用报告：HTML、PDF、XLSX或Markdown。",
        ),
        "jbgraph report -o report.html",
    ),
    "review": Entry(
        say(
            "Write a draft as a workbook, or a page, in which each proposal is accepted, rejected or corrected.",
            "将草稿写成工作簿或网页，逐条接受、驳回或更正。",
        ),
        "jbgraph review drafts/plan-2022 -o review.xlsx",
    ),
    "search": Entry(
        say("Find things by Chinese, English, pinyin or initials.", "按中文、英文、拼音或首字母查找。"),
        "jbgraph search gyg",
    ),
    "serve": Entry(
        say(
            "Serve the graph over HTTP: a SPARQL endpoint that only reads, until it is stopped.",
            "以HTTP提供图谱：只读的SPARQL端点，直至停止。",
        ),
        "jbgraph serve --port 8321",
    ),
    "tabulate": Entry(
        say(
            "Print an analytic table: targets beside results, who answers for what, industries by place and year.",
            "输出分析表：目标与实际、责任分布、各地各年产业。",
        ),
        "jbgraph tabulate attainment --year 2020",
    ),
    "undo": Entry(
        say("Take an import back; the taking back is an import itself.", "撤销一次导入；撤销本身也记为一次导入。"),
        "jbgraph undo 20260401T080000Z-001 --by … --workspace demo",
    ),
    "validate": Entry(
        say(
            "Check shapes, digests, quotes, numbers, names and coverage; exit 1 if something is wrong.",
            "检查形状、摘要、引文、数字、名称与覆盖；有误时退出码为1。",
        ),
        "jbgraph validate --sources sources",
    ),
    "workbook": Entry(
        say(
            "Write the workbook in which staff fill in who, when and how far; and take it back.",
            "导出供填报责任、期限与进度的工作簿，并读回。",
        ),
        "jbgraph workbook export -o plan.xlsx",
    ),
}


def described(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command with the help and example that the catalogue has for its name."""
    entry = CATALOGUE[name]
    return click.command(
        name,
        help=entry.help,
        epilog=say("Example: ", "示例：") + entry.example,
        options_metavar=say("[OPTIONS]", "[选项]"),
    )
