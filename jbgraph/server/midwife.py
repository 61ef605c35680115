"""The service's side of the nursery: starts it, asks it for workers, and has it end them."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict

from jbgraph.server.nursery import ENDED, ORDER
from jbgraph.server.opening import Place
from jbgraph.server.settings import Budget

PATIENCE = 5.0
"""Seconds that the nursery has to end."""


class Midwife:
    """The nursery as the service sees it."""

    def __init__(self, place: Place, budget: Budget) -> None:
        self._given = json.dumps({"place": place.wire(), "budget": asdict(budget)})
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._held = b""
        self._ended: Callable[[int, int], None]
        self._orphaned: Callable[[], None]

    def start(self, ended: Callable[[int, int], None], orphaned: Callable[[], None]) -> None:
        """Start the nursery.

        :param ended: is told the process id of a worker that has ended, and how: below 0 by which signal.
        :param orphaned: is called when the nursery itself is gone, and its workers with it.
        """
        self._ended, self._orphaned = ended, orphaned
        ours, theirs = socket.socketpair()
        known = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "jbgraph.server.nursery", self._given],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": known},
            start_new_session=True,
        )
        theirs.close()
        ours.setblocking(False)
        self._control = ours
        self._held = b""
        asyncio.get_running_loop().add_reader(ours.fileno(), self._hear)

    async def bear(self, protocol: Callable[[], asyncio.Protocol]) -> None:
        """Ask for a worker; it speaks up through the protocol when it is ready.

        :raises OSError: if the nursery is gone.
        """
        ours, theirs = socket.socketpair()
        try:
            if self._control is None:
                raise BrokenPipeError
            socket.send_fds(self._control, [ORDER.pack(b"F", 0)], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        await asyncio.get_running_loop().create_unix_connection(protocol, sock=ours)

    def kill(self, pid: int) -> None:
        """Have a worker killed."""
        if self._control:
            with suppress(OSError):
                self._control.send(ORDER.pack(b"K", pid))

    async def close(self) -> None:
        """End the nursery, and with it every worker."""
        self._hang_up()
        process, self._process = self._process, None
        if process:
            for _ in range(int(PATIENCE / 0.01)):
                if process.poll() is not None:
                    return
                await asyncio.sleep(0.01)
            process.kill()
            process.wait()

    def _hear(self) -> None:
        assert self._control
        try:
            data = self._control.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hang_up()
            if self._process:
                self._process.kill()  # it may be its socket only that is gone
                self._process.wait()
            self._orphaned()
            return
        self._held += data
        while len(self._held) >= ENDED.size:
            self._ended(*ENDED.unpack(self._held[: ENDED.size]))
            self._held = self._held[ENDED.size :]

    def _hang_up(self) -> None:
        if self._control:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
