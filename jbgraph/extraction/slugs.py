"""Names for new IRIs: pinyin by syllable, the same for the same name each time."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

from jbgraph.search import syllables

LONGEST = 60  # characters, as the IRIs that editors give

_LATIN = re.compile(r"[a-z0-9]+")


def slug(name: str) -> str:
    """Return the end of an IRI for a name: pinyin without tones, words and numbers as they are, hyphens between.

    >>> slug("渝中半岛5G“示范”项目（二期）")
    'yu-zhong-ban-dao-5g-shi-fan-xiang-mu-er-qi'
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    parts = [part for syllable in syllables(plain) for part in _LATIN.findall(unaccented(syllable))]
    whole = "-".join(parts)
    if not whole:
        return "n" + digest(name)
    if len(whole) <= LONGEST:
        return whole if whole[0].isalpha() else "n" + whole
    cut = whole[: LONGEST - 9].rsplit("-", 1)[0]
    return f"{cut if cut[0].isalpha() else 'n' + cut}-{digest(name)}"


def free(name: str, taken: Container[str]) -> str:
    """Return the slug of a name, with a digest of the name where another thing has it already.

    >>> free("石桥", {"shi-qiao"})
    'shi-qiao-02af'
    """
    own = slug(name)
    return own if own not in taken else f"{own}-{digest(name)[:4]}"


def digest(text: str) -> str:
    """Return eight hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def unaccented(text: str) -> str:
    """Return a text without accents.

    >>> unaccented("lü")
    'lu'
    """
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
