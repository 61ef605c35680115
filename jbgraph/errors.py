"""The one exception tree: every failure that a user can meet is a `JbgraphError`, said in English and Chinese."""

from __future__ import annotations

Said = str | tuple[str, str]
"""A text in English and in Chinese; one text where no word of it is either, such as a path or a list of names."""


class JbgraphError(Exception):
    """A request or a file that cannot be used, said in a way that helps.

    :param problem: what is wrong, one sentence.
    :param where: the file with line, the option or the name it is about; empty where there is no place.
    :param hint: the way out, one sentence; empty where none is known.
    :ivar problem: in English, as are `where`, `hint` and the error as text; `message` has both languages.

    >>> error = JbgraphError(("jb:ownr is not defined", "jb:ownr没有定义"), where="a.ttl:3", hint="jb:owner")
    >>> print(error)
    a.ttl:3: jb:ownr is not defined
      fix: jb:owner
    >>> print(error.message("zh"))
    a.ttl:3: jb:ownr没有定义
      办法: jb:owner
    """

    def __init__(self, problem: Said, *, where: Said = "", hint: Said = "") -> None:
        self._said = (both(problem), both(where), both(hint))
        (self.problem, self.where, self.hint) = (text[0] for text in self._said)
        super().__init__(self.problem)

    def __str__(self) -> str:
        return self.message("en")

    def message(self, lang: str) -> str:
        """Return the whole message in a language: place, problem and way out."""
        problem, where, hint = (text[lang == "zh"] for text in self._said)
        text = f"{where}: {problem}" if where else problem
        return f"{text}\n  {'办法' if lang == 'zh' else 'fix'}: {hint}" if hint else text


class NameNotFoundError(JbgraphError):
    """No entity, or more than one, has the name that was given.

    :ivar candidates: labels with CURIE of what may have been meant, best first.
    """

    def __init__(self, problem: Said, *, where: Said = "", hint: Said = "", candidates: list[str]) -> None:
        super().__init__(problem, where=where, hint=hint)
        self.candidates = candidates


def meant(*names: str) -> tuple[str, str]:
    """Return the hint that names what may have been meant.

    >>> meant("jb:serves")
    ('did you mean jb:serves?', '是不是 jb:serves？')
    """
    return f"did you mean {'; '.join(names)}?", f"是不是 {'；'.join(names)}？"


def both(text: Said) -> tuple[str, str]:
    """Return a text in English and in Chinese."""
    return (text, text) if isinstance(text, str) else text


def placed(where: Said, line: int, column: int | None = None) -> tuple[str, str]:
    """Return a place in a query: what the query is called, the line, and the column where it is known."""
    en, zh = both(where)
    if column is None:
        return f"{en}, line {line}", f"{zh}第{line}行"
    return f"{en}, line {line}, column {column}", f"{zh}第{line}行第{column}列"
