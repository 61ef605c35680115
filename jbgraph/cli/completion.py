"""Command `completion`: complete commands in a shell."""

from __future__ import annotations

import click

from jbgraph.cli.catalogue import described


@described("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a completion script."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None
    click.echo(maker(context.find_root().command, {}, "jbgraph", "_JBGRAPH_COMPLETE").source())
