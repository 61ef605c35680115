"""The clock of the pool: one timer for all, for most jobs are done before it is due."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from jbgraph.server.answers import Answer

RECALL = 0.03
"""Seconds after which the jobs that wait behind one are given to other workers all the same."""

ASIDE = 0.1
"""Seconds after which a query goes aside, if there is room."""


class Clock:
    """Calls a function at the earliest of the times that it is told, once for each time that it is set.

    :param look: looks after what is due, and tells the next time.
    """

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def expect(self, when: float) -> None:
        """See to it that the function is called at a time, as `time.perf_counter` has it, or before."""
        if self._timer and when >= self._due:
            return
        self.stop()
        self._due = when
        self._timer = asyncio.get_running_loop().call_later(max(0.0, when - time.perf_counter()), self._ring)

    def stop(self) -> None:
        """Call nothing any more until the next time is told."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self._timer = None
        self._look()


def first_look(answer: Answer) -> float:
    """Return when the clock is to look at a job that a worker has come to."""
    return answer.started + (min(RECALL, answer.limit / 2) if answer.running else ASIDE)
