"""What was found out of late about a text, so that it need not be found out again."""

from __future__ import annotations

from typing import Generic, TypeVar

MOST = 4096
LONGEST = 10_000
"""Characters of a text: whoever asks with very long ones does not fill the memory."""
Found = TypeVar("Found")


class Recent(Generic[Found]):
    """Text → what was found, for the texts that were kept last, up to a number.

    >>> recent = Recent[int](2)
    >>> for text in ("a", "b", "a", "c"):
    ...     recent.keep(text, 1)
    >>> [recent.get(text) for text in "abc"]
    [1, None, 1]
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[str, Found] = {}

    def get(self, text: str) -> Found | None:
        """Return what was kept of a text, or None."""
        return self._kept.get(text)

    def keep(self, text: str, found: Found) -> None:
        """Keep something of a text that is not very long; what was kept longest ago goes if there is too much."""
        if len(text) <= LONGEST:
            self._kept.pop(text, None)
            self._kept[text] = found
            if len(self._kept) > self._most:
                self._kept.pop(next(iter(self._kept)), None)
