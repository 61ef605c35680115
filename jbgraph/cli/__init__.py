"""The command line: thin commands over the functions of the library."""

from __future__ import annotations

import gc

gc.set_threshold(100_000)  # a short process with few cycles; before the imports, which make most of its objects

import os  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402
from collections.abc import Callable  # noqa: E402
from contextlib import suppress  # noqa: E402
from importlib import import_module  # noqa: E402

import click  # noqa: E402

from jbgraph.cli.catalogue import CATALOGUE  # noqa: E402
from jbgraph.cli.language import LANG, say  # noqa: E402
from jbgraph.cli.options import lang_option  # noqa: E402
from jbgraph.errors import JbgraphError  # noqa: E402

ENDING: list[Callable[[], None]] = []
"""What ends a command in good order that goes on until it is stopped; without it a command is left where it stands."""


class Commands(click.Group):
    """The commands of the catalogue, each imported from the module of its name when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(CATALOGUE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of the name."""
        if cmd_name not in CATALOGUE:
            return None
        found: click.Command = import_module(f"jbgraph.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section(say("Commands", "命令")):
            formatter.write_dl([(name, CATALOGUE[name].help) for name in self.list_commands(ctx)])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "jbgraph: Jiangbei's plans and responsibilities as a graph, each statement with its passage.",
        "jbgraph：江北区规划与责任知识图谱，每条陈述都有出处。",
    ),
    epilog=say("Example: jbgraph describe 九大工程", "示例：jbgraph describe 九大工程"),
    options_metavar=say("[OPTIONS]", "[选项]"),
    subcommand_metavar=say("COMMAND [ARGS]...", "命令 [参数]..."),
)
@click.version_option(package_name="jbgraph")
@lang_option
def cli(lang: str) -> None:
    """Hold the commands; --lang has been read before they were made."""


def run() -> int:
    """Run the command line and return its exit code: 0 done, 1 the answer is no, 2 it cannot be done."""
    try:
        for word in sys.argv:
            word.encode("utf-8")
        code = cli.main(prog_name="jbgraph", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return 2
    except (click.exceptions.Exit, SystemExit) as leaving:
        return left(leaving)
    except UnicodeEncodeError as error:
        shown = error.object.encode("utf-8", "backslashreplace").decode("utf-8")
        failure = JbgraphError((f"{shown} is not UTF-8", f"{shown} 不是UTF-8编码"))
    except BrokenPipeError:  # the reader has seen enough, as in `jbgraph query … | head`
        return 0
    except JbgraphError as error:
        failure = error
    except OSError as error:
        from jbgraph.reasons import reason

        failure = JbgraphError(reason(error), where=str(error.filename or "") or ("output", "输出"))
    except Exception as error:
        if os.environ.get("JBGRAPH_DEBUG"):
            raise
        fault = f"{type(error).__name__}: {error}"
        failure = JbgraphError(
            (f"this is a fault of jbgraph, please report it: {fault}", f"这是jbgraph的缺陷，请报告：{fault}"),
            hint=("JBGRAPH_DEBUG=1 shows where it is", "设JBGRAPH_DEBUG=1可查看位置"),
        )
    complain(failure)
    return 2


def complain(failure: JbgraphError) -> None:
    """Print what went wrong, in the language of this process, to standard error."""
    click.echo(f"{say('Error', '错误')}: {failure.message(LANG)}", err=True)


def left(leaving: click.exceptions.Exit | SystemExit) -> int:
    """Return the exit code with which click leaves: after help, after completion, or where a pipe was closed."""
    if isinstance(leaving, click.exceptions.Exit):
        return leaving.exit_code
    closed = sys.stdout is not sys.__stdout__  # click puts a quiet one in its place
    return 0 if closed or not leaving.code else 2


def main() -> None:
    """Run the command line in a thread, so that Ctrl-C works while the engine computes."""
    codes: list[int] = []
    done = threading.Event()  # Python 3.11 takes a thread for ended whose `join` a signal breaks off

    def work() -> None:
        try:
            codes.append(run())
        finally:
            done.set()

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=work, daemon=True).start()
    while not done.is_set():
        try:
            done.wait()
        except KeyboardInterrupt:
            if not ENDING:
                stop(JbgraphError(("stopped", "已中断")))
            ENDING.pop()()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # closed by the reader, full, or never open
            stream.flush()
    os._exit(codes[0] if codes else 2)  # all is flushed; taking the interpreter down would cost time and give nothing


def stop(reason: JbgraphError) -> None:
    """Leave at once, also in the middle of a query, with nothing half written."""
    from jbgraph import files

    files.discard_drafts()
    complain(reason)
    sys.stderr.flush()
    os._exit(2)
