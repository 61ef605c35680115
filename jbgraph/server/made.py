"""What a function of the service makes in a worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Made:
    """The body of a response with its media type.

    :ivar body: the bytes, or parts of them, which are sent as they come.
    """

    body: bytes | Iterable[bytes]
    media_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
