"""English words in one spelling, British or American, singular or plural, so that either finds the other."""

from __future__ import annotations

import re
from functools import cache, lru_cache

# What is put in one form need not be a word: a name and what is looked for are treated alike.
_ENDINGS = (
    (r"(?<=[a-z]{3})ies$", "y"),
    (r"(?<=[a-z])(ss|x|ch|sh)es$", r"\1"),
    (r"(?<=[a-z]{3})(?<![sui])s$", ""),
    (r"mme$", "m"),  # programme
    (r"([bct])re(d?)$", r"\1er\2"),  # centre, theatre, fibre
    (r"(?<=[a-z]{2})our", "or"),  # harbour
    (r"([iy])z(?=[aei]|$)", r"\1s"),  # modernize, analyze
    (r"ence$", "ense"),  # defence
    (r"ogue$", "og"),  # dialogue
    (r"ll(ed|ing|er)$", r"l\1"),  # labelled
    (r"g(?:e(?=ing$)|e(?=ment))", "g"),  # ageing, judgement
)
_WORD = re.compile(r"[a-z]+")


def respell(text: str) -> str:
    """Return an English text in lower case with each word in the one form.

    >>> respell("Nine programmes"), respell("modernization of harbours and centers")
    ('nine program', 'modernisation of harbor and center')
    """
    return _WORD.sub(lambda word: _form(word[0]), text.lower())


@lru_cache(maxsize=16384)
def _form(word: str) -> str:
    for ending, form in _compiled():
        word = ending.sub(form, word)
    return word


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(ending), form) for ending, form in _ENDINGS)
