"""What a job can meet with before its answer is complete, said in words."""

from __future__ import annotations

import signal

from jbgraph.server.trouble import ServiceError
from jbgraph.server.worker import too_much


def overloaded() -> ServiceError:
    """Return the error for a request that finds no worker in time."""
    return ServiceError(
        ("too many requests are waiting", "等待的请求过多"),
        "overloaded",
        hint=("ask again in a moment", "稍后再试"),
        headers={"retry-after": "2"},
    )


def late(seconds: float) -> ServiceError:
    """Return the error for a job that has had its time."""
    return ServiceError(
        (f"the query takes longer than {seconds:g} s", f"查询超过{seconds:g}秒"),
        "timeout",
        hint=(
            "ask for less, or start the service with a longer --timeout",
            "缩小范围，或以更长的--timeout启动服务",
        ),
    )


def broken(kind: str = "crashed", headers: dict[str, str] | None = None) -> ServiceError:
    """Return the error for an answer that broke off, or that begins otherwise when it is asked for again."""
    return ServiceError(
        ("the worker ended in the middle of the query", "工作进程在查询中途终止"),
        kind,
        hint=("ask again", "再试一次"),
        headers=headers,
    )


def left_alone() -> ServiceError:
    """Return the error for an answer that nobody waits for any more; it is for the log."""
    return ServiceError(("the client is gone", "客户端已离开"), "gone")


def unborn() -> ServiceError:
    """Return the error for a service that gets no worker."""
    return ServiceError(("no worker comes up", "工作进程无法启动"), "crashed")


def fate(code: int | None, memory: int) -> ServiceError:
    """Return the error for a worker that ended in the middle of a job.

    :param code: its exit code, below 0 the signal that ended it; None where nobody knows.
    :param memory: MiB that it was allowed.
    """
    if code == -signal.SIGABRT:
        return too_much(memory)
    if code == -signal.SIGSEGV:
        return ServiceError(
            ("the query is too involved: the engine has left its stack", "查询过于复杂：引擎超出栈空间"),
            "crashed",
            hint=("nest less, and put long lists into VALUES", "减少嵌套，长列表改用VALUES"),
        )
    return broken("killed", {"retry-after": "2"}) if code in (None, -signal.SIGKILL) else broken()
