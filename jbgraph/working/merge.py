"""Three-way merge of cells: what was exported, what came back, and what the graph holds now."""

from __future__ import annotations

from typing import NamedTuple

from jbgraph.working.cells import SEVERAL, Key, State, Value


class Change(NamedTuple):
    """A cell that is to have another value.

    :ivar before, after: empty where the cell is empty.
    """

    key: Key
    before: Value
    after: Value


class Conflict(NamedTuple):
    """A cell that two people changed to different values.

    :ivar base: the value that was exported.
    :ivar theirs: the value that came back.
    :ivar ours: the value that the graph holds now.
    """

    key: Key
    base: Value
    theirs: Value
    ours: Value


class Merge(NamedTuple):
    """What a merge comes to, each sorted by key."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]

    def apply(self, state: State) -> State:
        """Return cells with the changes made."""
        after = dict(state)
        for change in self.changes:
            if change.after:
                after[change.key] = change.after
            else:
                after.pop(change.key, None)
        return after


def merge(base: State, theirs: State, ours: State) -> Merge:
    """Return what has to change in `ours` so that it holds what was changed from `base` to `theirs`."""
    keys = {*base, *theirs}
    return merge_edits(base, {key: theirs.get(key, ()) for key in keys if theirs.get(key) != base.get(key)}, ours)


def merge_edits(base: State, edits: State, ours: State) -> Merge:
    """Return what has to change in `ours` so that it holds what was edited in `base`.

    A cell that only one side changed is taken from it; one that both changed alike needs nothing; one that both
    changed otherwise is a conflict and left as it is. Cells with several values are merged value by value and
    conflict never.

    :param edits: cells that were edited; empty where a cell was emptied.
    """
    changes, conflicts = [], []
    for key in sorted(edits):
        was, new, now = base.get(key, ()), edits[key], ours.get(key, ())
        if key.field in SEVERAL:
            after = tuple(sorted((set(now) | (set(new) - set(was))) - (set(was) - set(new))))
        elif now in (was, new):
            after = new
        else:
            conflicts.append(Conflict(key, was, new, now))
            continue
        if after != now:
            changes.append(Change(key, now, after))
    return Merge(tuple(changes), tuple(conflicts))
