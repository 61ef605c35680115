"""The pool of workers: a query has one to itself, within its budget; who goes beyond it is killed and replaced.

A query that takes longer than others ought to wait leaves its place to a fresh worker and goes on aside, with less
claim to the processor, so that slow queries do not make quick ones wait. When too many are aside, the queue has to do.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jbgraph.server import fates
from jbgraph.server.answers import Answer, Gone
from jbgraph.server.clock import ASIDE, RECALL, Clock, first_look
from jbgraph.server.jobs import SHORT, Job, Query
from jbgraph.server.logs import Log
from jbgraph.server.midwife import Midwife
from jbgraph.server.opening import Place
from jbgraph.server.pipes import Worker
from jbgraph.server.settings import Settings

AHEAD = 8
"""Jobs that a worker may have at hand, where each of its shape was quick or swift when last asked."""

ROOM = 4
"""Queries that may be aside, for each worker."""

NICE = 5
"""How much less claim to the processor they have there."""

REPORT = 0.2
"""Seconds for the nursery to say how a worker has ended."""

TRIES = 5
"""Workers killed from outside that a job may cost before its answer begins; the system kills who takes its memory."""

AGAIN, FEW = 0.5, 3
"""Seconds until a worker that did not come up is asked for again, when it is not among the first so many."""


class Pool:
    """Workers, a queue before them, and what happens when they are late or gone."""

    def __init__(self, settings: Settings, place: Place, log: Log | None = None) -> None:
        self.settings = settings
        self._note = log.note if log else ignore
        self._pace: dict[str, str] = {}
        self.budget = settings.budget
        self.place = place
        self.workers: set[Worker] = set()
        self._midwife = Midwife(place, settings.budget)
        self._idle: list[Worker] = []
        self._waiting: deque[Answer] = deque()
        self._busy = 0
        self._aside = 0
        self._coming = 0
        self._failed = 0
        self._closed = False
        self._endings: dict[int, int | asyncio.Future[int]] = {}
        self._tasks: set[asyncio.Future[Any]] = set()
        self._clock = Clock(self._look)
        self._first: asyncio.Future[None]
        self._loop: asyncio.AbstractEventLoop

    async def start(self) -> None:
        """Start the workers and wait for the first.

        :raises ServiceError: if none comes up.
        """
        self._loop = asyncio.get_running_loop()
        self._first = self._loop.create_future()
        self._midwife.start(self._ended, self._orphaned)
        self._fill()
        await self._first

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        for answer in list(self._waiting):
            self._left(answer)
        for worker in list(self.workers):
            for answer in list(worker.jobs):
                answer.cancel()
            worker.transport.abort()
        self._clock.stop()
        await self._midwife.close()

    async def run(self, job: Job, *, gone: Gone | None = None, seconds: float | None = None) -> Answer:
        """Give a job to a worker and return its answer as soon as the head of it is here.

        :param gone: returns when the client is gone; the job is then given up.
        :param seconds: for this job, in place of the budget's.
        :raises ServiceError: if there is no answer.
        """
        return await self.opened(self.take(job, gone=gone, seconds=seconds))

    def take(
        self,
        job: Job,
        *,
        gone: Gone | None = None,
        seconds: float | None = None,
        heed: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """Give a job to a worker, or let it wait for one, and return what will be its answer.

        :param heed: as `Answer` has it.
        :raises ServiceError: if too many wait.
        """
        answer = Answer(job, gone, seconds or self.budget.seconds, heed)
        if self._waiting or not self._give(answer):
            if len(self._waiting) >= self.settings.queue:
                raise fates.overloaded()
            self._wait(answer)
        return answer

    async def opened(self, answer: Answer) -> Answer:
        """Return an answer as soon as the head of it is here.

        :raises ServiceError: if there is an error in its place.
        """
        try:
            await answer.opened()
        except BaseException:
            self._left(answer)
            raise
        return answer

    # -- the queue ---------------------------------------------------------------------------------------

    def _give(self, answer: Answer) -> bool:
        """Give a job to an idle worker, or a quick job to one that is at quick ones; say whether there is one.

        A swift one does not wake an idle worker while another is at swift ones.
        """
        pace = self._paced(answer)
        if pace == "swift" and self._hand_ahead(answer, ("swift",)):
            return True
        if self._idle and self._busy < self.settings.workers:
            for worker in reversed(self._idle):
                if not worker.transport.is_closing():  # else what has become of it is about to be seen
                    self._idle.remove(worker)
                    self._busy += 1
                    worker.take(answer)
                    return True
        return pace != "" and self._hand_ahead(answer, ("swift", "quick"))

    def _hand_ahead(self, answer: Answer, paces: tuple[str, ...]) -> bool:
        """Give a job to a worker that is at others of certain paces; say whether there is one with room for it."""
        best = None
        for worker in self.workers:
            if 0 < len(worker.jobs) < (len(best.jobs) if best else AHEAD) and not worker.aside and not worker.last:
                front = worker.jobs[0]
                young = time.perf_counter() - front.started < RECALL / 2
                if young and self._paced(front) in paces and not worker.transport.is_closing():
                    best = worker
        if best:
            best.take(answer)
        return best is not None

    def _paced(self, answer: Answer) -> str:
        """Return how the last query of the same shape came on: `swift`, `quick`, or nothing."""
        return self._pace.get(answer.job.shape, "") if isinstance(answer.job, Query) else ""

    def _wait(self, answer: Answer, *, first: bool = False) -> None:
        (self._waiting.appendleft if first else self._waiting.append)(answer)
        self._clock.expect(answer.started + ASIDE)

    def _give_up(self, answer: Answer) -> None:
        """Let a request wait no longer."""
        with suppress(ValueError):
            self._waiting.remove(answer)
        answer.stop(fates.overloaded())
        self.done(answer)

    def _watch(self, answer: Answer) -> None:
        """Give a job up when its client is gone."""
        if answer.gone and not answer.watch:
            answer.watch = asyncio.ensure_future(answer.gone())
            answer.watch.add_done_callback(lambda task: None if task.cancelled() else self._left(answer))

    def _left(self, answer: Answer) -> None:
        waited = answer in self._waiting
        answer.cancel()
        if waited:
            self._waiting.remove(answer)
            self.done(answer)

    def offer(self) -> None:
        """Give workers to those who wait, in order."""
        while self._waiting and self._give(self._waiting[0]):
            self._waiting.popleft()

    def redo(self, answer: Answer) -> None:
        """Give a job elsewhere that its worker did not come to, before all that wait."""
        if not self._give(answer):
            self._wait(answer, first=True)

    # -- workers -----------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Have as many workers as may be busy, and a spare one."""
        present = sum(not worker.aside for worker in self.workers)
        while not self._closed and present + self._coming < self.settings.workers + 1:
            self._coming += 1
            self._spawn(self._bear())

    async def _bear(self) -> None:
        try:
            await self._midwife.bear(lambda: Worker(self))
        except OSError:
            self._came_to_nothing()

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _came_to_nothing(self) -> None:
        self._coming -= 1
        self._failed += 1
        if self._failed > self.settings.workers + 1 and not self._first.done():
            self._first.set_exception(fates.unborn())
        if not self._closed:
            self._loop.call_later(AGAIN if self._failed > FEW else 0, self._fill)

    def ready(self, worker: Worker) -> None:
        """Take a worker that has opened the graph."""
        self._coming -= 1
        self._failed = 0
        self.place.touch()
        self.workers.add(worker)
        self._idle.append(worker)
        if not self._first.done():
            self._first.set_result(None)
        self.offer()

    def release(self, worker: Worker) -> None:
        """Take back a worker that has done its job; one that was aside has too little claim to the processor."""
        if worker not in self.workers or worker.jobs:
            return
        if worker.aside:
            self.drop(worker)
            return
        self._busy -= 1
        self._idle.append(worker)
        self.offer()

    def drop(self, worker: Worker) -> None:
        """Kill a worker."""
        if worker in self.workers:
            self._forget(worker)
            self._midwife.kill(worker.pid)
            worker.transport.abort()

    def lost(self, worker: Worker) -> None:
        """Take note that the pipe of a worker is closed."""
        if not worker.pid:
            self._came_to_nothing()
            return
        worker.last = True
        worker.recall()
        answer = worker.jobs[0] if worker.jobs else None
        worker.jobs.clear()
        self._forget(worker)
        if answer and answer.running:
            self._spawn(self._explain(worker.pid, answer))
        else:
            self._endings.pop(worker.pid, None)

    def _forget(self, worker: Worker) -> None:
        if worker not in self.workers:
            return
        self.workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        elif worker.aside:
            self._aside -= 1
        else:
            self._busy -= 1
        self._fill()
        self.offer()

    async def _explain(self, pid: int, answer: Answer) -> None:
        """Give the job elsewhere whose worker was lost in the middle of it, or say why it was."""
        ending = self._endings.pop(pid, None)
        if ending is None:
            report: asyncio.Future[int] = self._loop.create_future()
            self._endings[pid] = report
            with suppress(TimeoutError):
                ending = await asyncio.wait_for(report, REPORT)
            self._endings.pop(pid, None)
        if not answer.running:
            return  # its time was up, or its client has left
        if ending in (None, -signal.SIGKILL) and (answer.media_type or answer.lost + 1 < TRIES) and not self._closed:
            answer.anew()  # not the query's fault
            self.redo(answer)
            return
        answer.stop(fates.fate(ending if isinstance(ending, int) else None, self.budget.memory))
        self.done(answer)

    def _ended(self, pid: int, code: int) -> None:
        report = self._endings.get(pid)
        if isinstance(report, asyncio.Future):
            if not report.done():
                report.set_result(code)
        elif any(worker.pid == pid for worker in self.workers):
            self._endings[pid] = code  # its pipe is not seen to be closed yet

    def _orphaned(self) -> None:
        if not self._closed:
            self._midwife.start(self._ended, self._orphaned)
            self._fill()

    # -- the clock ---------------------------------------------------------------------------------------

    def begin(self, worker: Worker) -> None:
        """Set the clock for the job that a worker has come to."""
        answer = worker.jobs[0]
        answer.started = time.perf_counter()
        self._clock.expect(first_look(answer))

    def _look(self) -> None:
        """Look after the jobs that have taken their time, and those that have waited for it."""
        now = time.perf_counter() + 0.001
        for worker in list(self.workers):
            answer = worker.jobs[0] if worker.jobs else None
            if not answer or answer.slow:
                continue
            if first_look(answer) > now:
                self._clock.expect(first_look(answer))
            elif answer.running:
                self._linger(answer, worker)
            else:  # it goes for nothing
                worker.kill(answer)
        for answer in list(self._waiting):
            if answer.started + self.settings.patience < now:
                self._give_up(answer)
            elif answer.started + ASIDE < now:
                self._watch(answer)
        if self._waiting:
            self._clock.expect(now + ASIDE)

    def _linger(self, answer: Answer, worker: Worker) -> None:
        """Look after a query that takes its time: the client may go, and others are not to wait for it."""
        answer.slow = True
        worker.recall()
        self._watch(answer)
        left = answer.started + answer.limit - time.perf_counter()
        answer.timers = [
            self._loop.call_later(max(0.0, left), self._late, answer),
            self._loop.call_later(ASIDE, self._make_room, answer, worker),
        ]

    def _make_room(self, answer: Answer, worker: Worker) -> None:
        """Let a query go on aside, now or as soon as there is room."""
        if not answer.running:
            return
        if self._aside >= ROOM * self.settings.workers:
            answer.timers.append(self._loop.call_later(ASIDE, self._make_room, answer, worker))
            return
        worker.aside = True
        self._aside += 1
        self._busy -= 1
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, NICE)
        self._fill()
        self.offer()

    def _late(self, answer: Answer) -> None:
        answer.stop(fates.late(answer.limit))

    def done(self, answer: Answer) -> None:
        """Take note of a job that has come to its end, and whether it was a quick one."""
        if not answer.complete and not answer.error:
            return  # it was done elsewhere
        self._note(answer)
        job = answer.job
        if isinstance(job, Query) and len(job.text) < SHORT:
            if answer.pace in ("swift", "quick"):
                if len(self._pace) >= SHORT:
                    self._pace.clear()
                self._pace[job.shape] = answer.pace
            else:
                self._pace.pop(job.shape, None)


def ignore(answer: Answer) -> None:
    """Keep no log."""
