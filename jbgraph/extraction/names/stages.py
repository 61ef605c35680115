"""The stage of a thing from the verbs around it and from whether the section tells what was done."""

from __future__ import annotations

from jbgraph.extraction.names.clauses import Enumeration

_DONE = {
    "finished": "done",
    "going": "under-way",
    "begun": "started",
    "sought": "seeking",
    "bare": "done",
    "hold": "done",
    "ended": "ended",
}
_TODO = _DONE | {"finished": "planned", "bare": "planned", "hold": "under-way"}
_BECOMING = ("打造", "优化打造", "高质量打造", "着力打造")


def of_campaign(found: Enumeration, part: str) -> str:
    """Return the stage of a campaign: what is fought (打好…攻坚战) goes on, what a task only sets out has none."""
    left, right = found.left, found.right[0]
    if right not in ("finished", "begun", "going", "ended"):
        if part in ("done", "front") and any(word in left[1] for word in ("打好", "打赢")):
            return "under-way"
        if part == "to-do" and (left[0] == "hold" or left[1].endswith("实施")):
            return ""
    return stage_of(found, part)


def stage_of(found: Enumeration, part: str) -> str:
    """Return the local name of the stage that a list is in, empty where no verb says so.

    What is behind the list says it (…建成投用), unless a verb before the list takes it back: 推动…落地 is under way in
    a task, 争取…开工 is sought.
    """
    left, right = found.left[0], found.right[0]
    if found.helped and left == "bare" and not right:
        return "under-way"
    done = part in ("done", "front")
    table = _DONE if done else _TODO
    if left == "sought":
        return "done" if done and "引" in found.left[1] else "seeking"
    if right in ("finished", "begun", "going", "ended"):
        return "under-way" if left == "going" and right == "finished" and not done else table[right]
    if right == "hold" and not left and done:
        return "done"
    if found.left[1] in _BECOMING and done:
        return "under-way"
    return table.get(left, "")
