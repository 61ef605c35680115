"""Command `extract`: from reports to drafts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, format_option, lang_option, workspace_option
from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.extraction.extract import Ask, Extracted

WORDS = {
    "read": ("reading", "读取"),
    "outline": ("headings and sentences", "标题与句子"),
    "indicators": ("tables of indicators", "指标表"),
    "figures": ("figures", "数值"),
    "names": ("names", "名称"),
    "links": ("relations", "联系"),
    "model": ("asking the model", "询问模型"),
    "propose": ("proposals", "提议"),
    "write": ("writing the draft", "写草稿"),
}
WIDE = 24


@described("extract")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--place", metavar="NAME", help=say("The district, as a check.", "区县，供核对。"))
@click.option("--year", type=click.IntRange(1949, 2100), help=say("The year the plan is for.", "计划年度。"))
@click.option(
    "--kind",
    type=click.Choice(["plan-report", "work-report", "outline", "news"]),
    help=say("Kind of document; by its title if not given.", "文件种类；不写则按标题判断。"),
)
@workspace_option("The workspace; else this one.", "工作区；默认为所在者。")
@click.option("--model-url", metavar="URL", help=say("Ask a language model too.", "另询问此地址的语言模型。"))
@click.option("--model", metavar="NAME", help=say("Name of the model.", "模型名称。"))
@format_option("table", "json", default="table")
@lang_option
def command(
    files: tuple[str, ...], place: str | None, year: int | None, kind: str | None, folder: str | None,
    model_url: str | None, model: str | None, form: str, lang: str,
) -> int:  # fmt: skip
    """Read reports into drafts."""
    from jbgraph import locks, workspace
    from jbgraph.extraction.extract import extract

    ask = asked(model_url, model)
    home = workspace.needed(folder)
    if place and workspace.named(home.folder, place).zh != home.zh:
        raise JbgraphError(
            (f"the workspace is of {home.en}, not of {place}", f"该工作区属于{home.zh}，不是{place}"),
            where="--place",
            hint=("make another: jbgraph init", "另建一个：jbgraph init"),
        )
    from jbgraph.graph import Graph

    done: list[Extracted] = []
    failed: list[tuple[str, JbgraphError]] = []
    with locks.lock(home.folder):
        graph = Graph.open(home.folder)
        for number, name in enumerate(files):
            shown = Progress(name, number, len(files), ask is not None)
            try:
                done.append(extract(Path(name), home, year=year, kind=kind, seen=shown, ask=ask, graph=graph))
            except JbgraphError as error:
                if len(files) == 1:
                    raise
                failed.append((name, error))
            finally:
                shown.clear()
    if form == "json":
        said = [one.as_json() for one in done]
        problems = [{"file": name, "error": one.message(lang)} for name, one in failed]
        emit(json.dumps({"drafts": said, "failed": problems}, ensure_ascii=False, indent=1) + "\n", None)
    else:
        emit("\n".join(text(one) for one in done), None)
    for name, problem in failed:
        click.echo(f"{say('Error', '错误')}: {name}: {problem.message(lang)}", err=True)
    return 1 if failed else 0


def asked(url: str | None, name: str | None) -> Ask | None:
    """Return the model to ask, None where none is wanted.

    :raises JbgraphError: if only half of it is given.
    """
    if url is None and name is None:
        return None
    if url is None or name is None:
        raise JbgraphError(
            ("a model needs an address and a name", "语言模型须有地址和名称"),
            where="--model-url, --model",
            hint="--model-url http://localhost:8000/v1 --model NAME",
        )
    from jbgraph.extraction import model

    return model.asking(url, name)


def text(one: Extracted) -> str:
    """Return a summary for a terminal."""
    from jbgraph.review.words import CLASSES, GAPS, KINDS

    def counted(words: dict[str, tuple[str, str]], counts: dict[str, int]) -> str:
        return say(", ", "、").join(f"{say(*words.get(key, (key, key)))} {count}" for key, count in counts.items())

    lines = [
        f"{one.file} → {one.folder}",
        f"  {one.title}",
        say(
            f"  {one.year} · {one.sections} sections, {one.tasks} tasks, {one.passages} passages",
            f"  {one.year}年 · {one.sections}个章节、{one.tasks}项任务、{one.passages}个段落",
        ),
        say(f"  {one.proposals} proposals: ", f"  提议{one.proposals}条：") + counted(KINDS, one.kinds),
        say(f"  {sum(one.things.values())} new things: ", f"  新事物{sum(one.things.values())}个：")
        + counted(CLASSES, one.things),
        say(f"  {sum(one.missed.values())} not understood: ", f"  未能理解{sum(one.missed.values())}处：")
        + counted(GAPS, one.missed),
    ]
    if one.again:
        lines.append(say(f"  {one.again} rejected before, left out", f"  此前已驳回、不再提出的{one.again}条"))
    lines += [f"  {say(*note)}" for note in one.notes]
    lines.append(say("  next: ", "  下一步：") + f"jbgraph review {one.folder}")
    return "\n".join(lines) + "\n"


class Progress:
    """A bar on the terminal that says how far it is; nothing where standard error is no terminal."""

    def __init__(self, name: str, number: int, count: int, model: bool) -> None:
        self._on = bool(sys.stderr and sys.stderr.isatty())
        self._name = Path(name).name
        self._steps = [step for step in WORDS if model or step != "model"]
        self._before = number * len(self._steps)
        self._all = count * len(self._steps)

    def __call__(self, step: str) -> None:
        if self._on:
            full = (self._before + self._steps.index(step)) * WIDE // self._all
            bar = "█" * full + "░" * (WIDE - full)
            click.echo(f"\r\x1b[K{bar} {self._name} · {say(*WORDS[step])}", err=True, nl=False)

    def clear(self) -> None:
        """Take the bar away."""
        if self._on:
            click.echo("\r\x1b[K", err=True, nl=False)
