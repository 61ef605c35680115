"""English words in one spelling, British or American, singular or plural, so that either finds the other."""

from __future__ import annotations

import re
from functools import lru_cache

# What is put in one form need not be a word: a name and what is looked for are treated alike.
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})ies$"), "y"),
    (re.compile(r"(?<=[a-z])(ss|x|ch|sh)es$"), r"\1"),
    (re.compile(r"(?<=[a-z]{3})(?<![sui])s$"), ""),
    (re.compile(r"mme$"), "m"),  # programme
    (re.compile(r"([bct])re(d?)$"), r"\1er\2"),  # centre, theatre, fibre
    (re.compile(r"(?<=[a-z]{2})our"), "or"),  # harbour
    (re.compile(r"([iy])z(?=[aei]|$)"), r"\1s"),  # modernize, analyze
    (re.compile(r"ence$"), "ense"),  # defence
    (re.compile(r"ogue$"), "og"),  # dialogue
    (re.compile(r"ll(ed|ing|er)$"), r"l\1"),  # labelled
    (re.compile(r"g(?:e(?=ing$)|e(?=ment))"), "g"),  # ageing, judgement
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
    for ending, form in _ENDINGS:
        word = ending.sub(form, word)
    return word
