"""Cells: what staff enter about a thing, each by itself, so that two people's entries can be merged."""

from __future__ import annotations

from typing import NamedTuple

Value = tuple[str, ...]
"""One value or several, sorted; of a figure its characters and the IRI of its unit. Never empty: what is empty is
not there."""


class Key(NamedTuple):
    """What a value is about.

    :ivar thing: IRI of what the row stands for.
    :ivar field: a name of FIELDS.
    :ivar at: of what belongs to a time: the day of a progress report or extension (YYYY-MM-DD), the IRI of the period
        and of the place of a figure, with a blank between them; otherwise empty.
    """

    thing: str
    field: str
    at: str = ""


State = dict[Key, Value]

DIRECT = {
    "class": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "iri"),
    "name": ("http://www.w3.org/2004/02/skos/core#prefLabel", "zh"),
    "english": ("http://www.w3.org/2004/02/skos/core#prefLabel", "en"),
    "short": ("http://www.w3.org/2004/02/skos/core#altLabel", "zh"),
    "above": ("jb:partOf", "iri"),
    "serves": ("jb:serves", "iri"),
    "due": ("jb:dueDate", "date"),
    "stage": ("jb:stage", "iri"),
    "note": ("jb:note", "text"),
    "milestone-of": ("jb:milestoneOf", "iri"),
    "done": ("jb:doneDate", "date"),
    "since": ("jb:since", "date"),
    "until": ("jb:until", "date"),
    "post": ("jb:ofPost", "iri"),
    "person": ("jb:ofPerson", "iri"),
}
"""Field → property and kind of value, where the property stands on the thing itself."""

ROLES = ("lead", "coordinate", "responsible", "cooperate", "participate", "oversee")
"""Fields that hold who has a role for the thing: each a responsibility of its own."""

REPORTED = {
    "planned": ("jb:plannedShare", "decimal"),
    "reached": ("jb:actualShare", "decimal"),
    "light": ("jb:declaredLight", "iri"),
    "remark": ("jb:note", "text"),
}
"""Fields of the progress report of a day."""

EXTENSION = "extension"
"""The reason why a thing is put off to a day (`Key.at`); the field `former` has the day it was due before."""
FORMER = "former"

FIGURES = ("forecast", "actual")
"""Fields that hold the figure of a metric in a period."""

FIELDS = (*DIRECT, *ROLES, *REPORTED, EXTENSION, FORMER, *FIGURES)
SEVERAL = ("short", "above", "serves", *ROLES)
"""Fields that may hold several values; they are merged one by one."""
