"""What a sentence names, before it is known where in the document it stands."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mention:
    """A thing named in a sentence; places are those of the clean text of its passage.

    :ivar name: as printed; put together where a list shares its last words (玉带中路地下综合管廊工程).
    :ivar stage: local name of the stage that the sentence gives it, or empty.
    :ivar clause: number of the clause it stands in.
    """

    start: int
    end: int
    name: str
    kind: str
    rule: str
    stage: str = ""
    size: int | None = None
    members: tuple[str, ...] = field(default=())
    clause: int = 0


def inside(one: Mention, whole: Mention) -> bool:
    """Tell whether a mention is a true part of another."""
    return (one.start, one.end) != (whole.start, whole.end) and whole.start <= one.start and one.end <= whole.end
