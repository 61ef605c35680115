"""Text for reading, with the place of each character in the text as published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Clean text of which every character knows where it stands in the published text.

    :ivar text: repaired for reading: digits and letters in half width, no blanks between Chinese characters or inside
        numbers, what a page cut in two joined.
    :ivar offsets: for each character of `text` its offset in the published text, in Unicode code points from 0,
        rising.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError("a run needs one offset for each character")

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Run:
        return Run(self.text[part], self.offsets[part])

    @property
    def start(self) -> int:
        """Offset of the first character in the published text."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Offset behind the last character in the published text."""
        return self.offsets[-1] + 1

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return where characters low to high of the clean text stand in the published text, as start and end."""
        return self.offsets[low], self.offsets[high - 1] + 1

    def strip(self) -> Run:
        """Return the run without blanks at its ends."""
        low = len(self.text) - len(self.text.lstrip())
        return self[low : max(low, len(self.text.rstrip()))]

    @staticmethod
    def joined(runs: Iterable[Run]) -> Run:
        """Return runs that follow each other as one."""
        parts = list(runs)
        return Run("".join(run.text for run in parts), tuple(place for run in parts for place in run.offsets))
