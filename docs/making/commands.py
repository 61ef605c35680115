"""The help of every command, in both languages."""

from __future__ import annotations

from jbgraph.api import PlanGraph
from jbgraph.cli.catalogue import CATALOGUE
from making import examples
from making.markdown import page

PATH = "reference/commands.md"
INTRO = (
    "What `--help` prints. Results go to standard output, messages to standard error. Exit codes: 0 done, 1 the answer "
    "is no, 2 the request or a file cannot be used.",
    "各命令的 `--help`。结果写到标准输出，消息写到标准错误。退出码：0 完成；1 答案为否；2 请求或文件不可用。",
    "The variables `JBGRAPH_LANG` (`zh` or `en`), `JBGRAPH_SOURCES` (folder of the source documents) and "
    "`JBGRAPH_CACHE` (folder of the cached store) say once what would else be said each time.",
    "环境变量 `JBGRAPH_LANG`（`zh` 或 `en`）、`JBGRAPH_SOURCES`（来源文件所在文件夹）、"
    "`JBGRAPH_CACHE`（缓存所在文件夹）设一次，各命令通用。",
)


def text(graph: PlanGraph) -> str:
    """Return the page."""
    return page("Commands · 命令", "jbgraph/cli/", *INTRO, *(entry(name) for name in ("", *sorted(CATALOGUE))))


def entry(name: str) -> str:
    """Return the help of one command, or of the program itself where the name is empty."""
    shown = (examples.shell(f"jbgraph {name} --help", examples.ROOT, lang) for lang in ("en", "zh"))
    return f"## {name or 'jbgraph'}\n\n" + "\n\n".join(f"```text\n{help_text}```" for help_text in shown)
