"""The one exception tree: every failure that a user can meet is a `JbgraphError`."""

from __future__ import annotations


class JbgraphError(Exception):
    """A request or a file that cannot be used, said in a way that helps.

    :param problem: what is wrong, one sentence.
    :param where: the file with line, the option or the name it is about; empty where there is no place.
    :param hint: the way out, one sentence; empty where none is known.

    >>> print(JbgraphError("property jb:ownr is not defined", where="a.ttl:3", hint="did you mean jb:owner?"))
    a.ttl:3: property jb:ownr is not defined
      fix: did you mean jb:owner?
    """

    def __init__(self, problem: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{text}\n  fix: {self.hint}" if self.hint else text


class NameNotFoundError(JbgraphError):
    """No entity, or more than one, has the name that was given.

    :ivar candidates: labels with CURIE of what may have been meant, best first.
    """

    def __init__(self, problem: str, *, where: str = "", hint: str = "", candidates: list[str]) -> None:
        super().__init__(problem, where=where, hint=hint)
        self.candidates = candidates
