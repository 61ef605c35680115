"""Options as a person writes them: yes or no, one of several views, at most so many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from jbgraph.errors import JbgraphError

Each = TypeVar("Each")


def answered(option: str, text: str) -> bool:
    """Return whether an option says yes.

    :raises JbgraphError: if it says neither yes nor no.
    """
    if text.lower() not in ("yes", "no", "是", "否"):
        raise JbgraphError(
            (f"{option} is yes or no, not {text}", f"{option}只能为yes或no，不能为{text}"), where=f"--param {option}"
        )
    return text.lower() in ("yes", "是")


def viewed(view: str, known: Iterable[str]) -> str:
    """Return a view.

    :raises JbgraphError: if there is none of that name.
    """
    if view not in (names := list(known)):
        raise JbgraphError((f"there is no view {view}", f"没有视图{view}"), where="--param view", hint=", ".join(names))
    return view


def first(some: Sequence[Each], top: str) -> Sequence[Each]:
    """Return the first so many, or all of them for `all`.

    :raises JbgraphError: if it is no number of at least 1.
    """
    if top == "all":
        return some
    if not (top.isascii() and top.isdigit() and int(top)):
        raise JbgraphError(
            (f"{top} is not a number", f"{top}不是数字"),
            where="--param top",
            hint=("a number such as 30, or all", "写数字，如30；或写all"),
        )
    return some[: int(top)]
