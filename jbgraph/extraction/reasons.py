"""Why something that was found cannot be stated."""

from __future__ import annotations


class NotStatedError(Exception):
    """What was found cannot be stated.

    :ivar said: the reason, in English and Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.said = (en, zh)
