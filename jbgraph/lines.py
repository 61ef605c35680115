"""N-Triples and N-Quads taken line by line as text: many times quicker than as one object after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from jbgraph.terms import BASE, RDF_TYPE

PIECE = 1 << 20
SUFFIXES = (".nt", ".nq")

_IRI = rb"<[^\x00-\x20<>\"{}|^`\\]*>"
_LITERAL = rb"\"[^\"\\\n\r]*(?:\\.[^\"\\\n\r]*)*\"(?:@[A-Za-z0-9-]+|\^\^" + _IRI + rb")?"
_LINE = re.compile(
    rb"^[ \t]*(?:(" + _IRI + rb"[ \t]*" + _IRI + rb"[ \t]*(?:" + _IRI + rb"|" + _LITERAL + rb"))"
    rb"[ \t]*(" + _IRI + rb")?[ \t]*\.[ \t]*)?(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)
_OURS = re.compile(rb"<(" + re.escape(BASE).encode() + rb"[^>\n]*)>")
_TYPED = re.compile(rb"^<([^>\n]*)>[ \t]*<" + re.escape(RDF_TYPE).encode() + rb">[ \t]*<([^>\n]*)>", re.MULTILINE)

Lines = list[tuple[bytes, bytes]]
"""Triples as they are written, without the full stop, each with its graph in angle brackets or nothing."""


# What keeps a line of N-Triples from being taken as it stands; the last three come before a comment behind a triple.
_SPECIAL = (b"_:", b"\\u", b"\\U", b" #", b"\t#", b".#")


def simple(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield N-Triples some thousand lines at a time, with their number, as long as each ends with a blank and a stop.

    It ends, and leaves the file, as `pieces` does; an escape, which may hide a term of ours, ends it too.

    :raises UnicodeDecodeError: if it is not UTF-8.
    """
    while True:
        start = file.tell()
        piece = b"".join(file.readlines(PIECE))
        if not piece:
            return
        piece.decode()
        count = piece.count(b"\n")
        if any(special in piece for special in _SPECIAL) or piece.count(b" .\n") != count or piece[-1:] != b"\n":
            file.seek(start)
            return
        yield piece, count


def pieces(file: IO[bytes]) -> Iterator[Lines]:
    """Yield the lines of a file some thousand at a time, as long as they are plain.

    A blank node, an escape in an IRI or anything else that has to be looked at ends it; the file is left where that
    piece begins.

    :raises UnicodeDecodeError: if it is not UTF-8.

    >>> from io import BytesIO
    >>> file = BytesIO(b'<a> <b> "c" . # d\\n<a> <b> <c> <d> .\\n')
    >>> list(pieces(file)), file.read()
    ([[(b'<a> <b> "c"', b''), (b'<a> <b> <c>', b'<d>')]], b'')
    >>> list(pieces(file := BytesIO(b"_:a <b> <c> .")))
    []
    """
    while True:
        start = file.tell()
        piece = b"".join(file.readlines(PIECE))
        if not piece:
            return
        piece.decode()
        body = piece.removesuffix(b"\n")
        found = [] if b"_:" in body else _LINE.findall(body)
        if len(found) != body.count(b"\n") + 1:
            file.seek(start)
            return
        if (b"", b"") in found:
            found = [line for line in found if line[0]]
        yield found


def ours(text: bytes) -> set[str]:
    """Return what stands between angle brackets and begins with our address: our terms, and what a text says so."""
    return {iri.decode() for iri in set(_OURS.findall(text))}


def typed(text: bytes) -> set[tuple[str, str]]:
    """Return the IRIs that have a class, each with the class."""
    return {(subject.decode(), kind.decode()) for subject, kind in set(_TYPED.findall(text))}
