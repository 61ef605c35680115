"""What a service has to bear from clients that mean no good, while others go on asking it."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from talking import Line, Request, read, sparql

BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<http://none/>)* ?b . ?c (!<http://none/>)* ?d }",
    "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "ASK { ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'), '^(a+)+$') && !BOUND(?p)) }",
)
MALFORMED = ("SELEC", "ASK {", "ASK { ?s ?p '" + "a" * 100_000, "\x00", "SELECT" * 5_000, "# " + "x" * 100_000)


@dataclass
class Attack:
    """One kind of it.

    :ivar seen: what the service said to it: status codes, or how it ended.
    """

    name: str
    run: Callable[[], AsyncIterator[str]]
    seen: Counter[str] = field(default_factory=Counter)

    async def go_on(self, until: Callable[[], bool]) -> None:
        """Attack again and again."""
        while not until():
            with suppress(OSError, EOFError, ValueError, asyncio.TimeoutError):
                async for what in self.run():
                    self.seen[what] += 1
                continue
            self.seen["cut off"] += 1


class Hostile:
    """The attacks on one service.

    :param pid: of the service.
    """

    def __init__(self, host: str, port: int, pid: int, dice: random.Random) -> None:
        self.place = host, port
        self.pid = pid
        self.dice = dice
        names = ("malformed", "long_names", "brackets", "bombs", "slow_heads", "slow_takers", "leavers", "killer")
        self.attacks = [Attack(name.replace("_", " "), getattr(self, name)) for name in names]

    async def _say(self, request: Request, pause: float) -> AsyncIterator[str]:
        line = Line(*self.place)
        try:
            yield str((await line.ask(request)).status)
        finally:
            await line.close()
        await asyncio.sleep(pause)

    def malformed(self) -> AsyncIterator[str]:
        """Send what is no query."""
        return self._say(Request("/sparql", body=self.dice.choice(MALFORMED).encode()), 0.1)

    def long_names(self) -> AsyncIterator[str]:
        """Send a huge IRI, by POST and in the address."""
        query = f"ASK {{ <http://a/{'x' * self.dice.choice((30_000, 1_000_000))}> ?p ?o }}"
        posted = Request("/sparql", body=query.encode())
        return self._say(self.dice.choice((posted, sparql(query[:60_000]))), 0.3)

    def brackets(self) -> AsyncIterator[str]:
        """Send brackets inside brackets."""
        depth = self.dice.choice((300, 5_000, 100_000))
        return self._say(Request("/sparql", body=b"SELECT * {" + b"{" * depth + b"}" * depth + b"}"), 0.3)

    def bombs(self) -> AsyncIterator[str]:
        """Send a query without end."""
        return self._say(sparql(self.dice.choice(BOMBS)), 0.5)

    async def slow_heads(self) -> AsyncIterator[str]:
        """Send a head byte by byte, and go before it is complete."""
        _, writer = await asyncio.open_connection(*self.place)
        try:
            for byte in sparql("ASK {}").wire()[:30]:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.05)
            yield "left"
        finally:
            writer.transport.abort()

    async def slow_takers(self) -> AsyncIterator[str]:
        """Ask for much and take little of it, late."""
        reader, writer = await asyncio.open_connection(*self.place, limit=4096)
        try:
            writer.write(sparql("SELECT * { ?a ?b ?c . ?d ?e ?f }").wire())
            for _ in range(10):
                await reader.read(1000)
                await asyncio.sleep(0.2)
            yield "left"
        finally:
            writer.transport.abort()

    async def leavers(self) -> AsyncIterator[str]:
        """Ask and hang up at once."""
        for _ in range(10):
            _, writer = await asyncio.open_connection(*self.place)
            writer.write(sparql(self.dice.choice(("ASK { ?s a jb:Goal }", BOMBS[0]))).wire())
            await writer.drain()
            writer.transport.abort()
        yield "left"
        await asyncio.sleep(0.5)

    async def killer(self) -> AsyncIterator[str]:
        """Kill a worker, whatever it is at."""
        await asyncio.sleep(self.dice.uniform(1, 9))
        if found := workers(self.pid):
            with suppress(ProcessLookupError):
                os.kill(self.dice.choice(found), signal.SIGKILL)
                yield "killed"

    async def crowd(self, size: int, right: bytes) -> Counter[str]:
        """Have so many connections at once ask one thing each, and say what came of it."""
        request = sparql("ASK { ?s a jb:Goal }").wire()

        async def one() -> str:
            try:
                reader, writer = await asyncio.open_connection(*self.place)
                try:
                    writer.write(request)
                    answer = await read(reader)
                finally:
                    writer.transport.abort()
            except (OSError, EOFError, ValueError) as error:
                return f"lost: {type(error).__name__}"
            if answer.honest:
                return "503"
            return "right" if answer.status == 200 and answer.body == right else f"lost: {answer.status}"

        return Counter(await asyncio.gather(*(one() for _ in range(size))))


def children(pid: int) -> Iterator[int]:
    """Yield the child processes of a process, whichever of its threads made them."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended
            yield from map(int, task.read_text("ascii").split())


def workers(pid: int) -> list[int]:
    """Return the workers of a service."""
    return [worker for nursery in children(pid) for worker in children(nursery)]
