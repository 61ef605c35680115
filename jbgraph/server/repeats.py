"""What a worker sends again of a body whose first part is on its way to the client already."""

from __future__ import annotations

from zlib import crc32


class Repeat:
    """Passes over what is known of a body that begins anew, if it is the same.

    An engine gives the same rows in the same order as long as neither store nor query changes; a query that draws a
    random number does not.

    >>> body = Repeat()
    >>> body.new(b"abc"), body.begin(), body.new(b"ab"), body.new(b"cd")
    (b'abc', None, b'', b'd')

    :ivar taken: bytes that were new.
    :ivar behind: bytes that are still to come again.
    """

    def __init__(self) -> None:
        self.taken = 0
        self.behind = 0
        self._sum = 0
        self._expected = 0

    def begin(self) -> None:
        """Take note that the body begins anew."""
        if not self.behind:
            self._expected = self._sum
        self.behind = self.taken
        self._sum = 0

    def new(self, data: bytes) -> bytes:
        """Return what is new of the next bytes.

        :raises ValueError: if they are not those of the first time.
        """
        if self.behind:
            again, data = data[: self.behind], data[self.behind :]
            self._sum = crc32(again, self._sum)
            self.behind -= len(again)
            if not self.behind and self._sum != self._expected:
                raise ValueError
        self._sum = crc32(data, self._sum)
        self.taken += len(data)
        return data
