"""Errors: what a user reads."""

from __future__ import annotations

import pytest

from jbgraph import JbgraphError, NameNotFoundError


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (JbgraphError("it broke"), "it broke"),
        (JbgraphError("it broke", where="a.ttl:3"), "a.ttl:3: it broke"),
        (JbgraphError("it broke", hint="mend it"), "it broke\n  fix: mend it"),
        (JbgraphError("it broke", where="a.ttl:3", hint="mend it"), "a.ttl:3: it broke\n  fix: mend it"),
    ],
)
def test_message_has_place_problem_and_way_out(error: JbgraphError, said: str) -> None:
    assert str(error) == said


def test_parts_are_kept_apart() -> None:
    error = JbgraphError("it broke", where="a.ttl:3", hint="mend it")
    assert (error.problem, error.where, error.hint) == ("it broke", "a.ttl:3", "mend it")


def test_name_error_is_a_jbgraph_error_with_candidates() -> None:
    error = NameNotFoundError("nothing is named “x”", candidates=["a", "b"])
    assert isinstance(error, JbgraphError)
    assert error.candidates == ["a", "b"]
