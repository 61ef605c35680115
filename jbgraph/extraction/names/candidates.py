"""A name with what speaks for and against it: its last word, how much of it is its own, the verbs that govern it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.heads import head, leading_places, office, own, plain
from jbgraph.extraction.names.lexicon import Lexicon, specific

BUILD = frozenset(("finished", "going", "begun", "sought", "bare", "ended"))
_REACHED = ("finished", "begun")
_TOWARDS = frozenset(("与", "和", "以", "由"))
_OF_MANY = re.compile(r"[一二两三四五六七八九十]大")
_APART = frozenset(("在", "于", "从", "向", "对"))


@dataclass(frozen=True)
class Candidate:
    """A name and its list.

    :ivar word, kinds: its head and the kinds that this announces.
    :ivar grade: how much of it is its own, see `lexicon.specific`.
    :ivar built: whether 建设 stands right behind it, or behind its list.
    """

    name: str
    word: str
    kinds: tuple[str, ...]
    grade: str
    found: Enumeration
    built: bool

    @property
    def governed(self) -> bool:
        """Whether a verb that builds, moves or ends things stands before or behind."""
        return self.found.left[0] in BUILD or self.found.right[0] in BUILD or self.built

    @property
    def ready(self) -> bool:
        """Whether what stands behind tells a stage (…建成投用, …加快推进)."""
        return self.found.right[0] in (*_REACHED, "going")

    def firm(self, lists: Lexicon) -> str:
        """Return how a verb governs: `built` by building, `moved` where it only moves things on (加快, 推动).

        Empty where what governs acts on what is there (提升, 落实).
        """
        group, left = self.found.left
        if self.built:
            return "built"
        if left in lists.words("proper_heads", "acting_on"):
            return ""
        building = group in (*_REACHED, "bare") or "建" in left or "造" in left
        if building or self.found.right[0] in _REACHED:
            return "built"
        return "moved" if group in BUILD or self.found.right[0] == "going" else ""


def candidate(text: str, start: int, end: int, found: Enumeration, built: bool, lists: Lexicon) -> Candidate:
    """Return a member of a list as a candidate."""
    name = text[start:end]
    word, kinds = head(name, lists)
    grade = own(name, word, lists) if word else specific(plain(name), lists)
    return Candidate(name, word, kinds, grade, found, built)


def is_campaign(one: Candidate, lists: Lexicon) -> bool:
    """Tell whether a 工程 is a campaign: it says so (雪亮工程), and it has no site."""
    if one.word != "工程" or not one.name.removesuffix("工程").endswith(tuple(lists.check("campaigns"))):
        return False
    name = one.name
    sited = lists.pattern("checks", "sited").search(name) or leading_places(name, lists) or office(name, lists)
    return len(name) > 3 and not sited


def is_objective(one: Candidate, lists: Lexicon) -> bool:
    """Tell whether a name is an end state that is aimed at: 打造…高地, 争创…示范区."""
    left = one.found.left[1]
    making = "打造" in left or "创" in left or "争" in left
    coined = one.name[0] == "“" and one.name[-1] == "”"
    if (one.grade == "empty" and not coined) or not plain(one.name).endswith(tuple(lists.words("heads", "objective"))):
        return False
    moved = one.built and one.found.left[0] == "going" and not one.name.endswith(("体系", "品牌", "环境", "基地"))
    return making or ("project" not in one.kinds and (moved or left in ("申报", "建成", "基本建成", "建设")))


def is_hub(one: Candidate, lists: Lexicon) -> bool:
    """Tell whether a name is what a place wants to become to a region, the nation or the world: no building."""
    scoped = one.name.startswith(tuple(lists.check("hub_scopes"))) or "型国家" in one.name
    return scoped and len(one.name) < 14 and one.name.endswith(tuple(lists.check("hubs")))


def is_project(one: Candidate, lists: Lexicon) -> bool:
    """Tell whether a name is that of something built, by its head, its own part and the verbs around it."""
    before = one.found.before
    apart = before in _APART or (before in _TOWARDS and one.found.left_at < 0 and not one.ready)
    if not one.governed or one.grade == "empty" or one.found.counted or apart:
        return False
    if (
        _OF_MANY.search(one.name)
        or (one.found.left[0] == "ended" and "place" in one.kinds)
        or one.name.endswith(("”工程", "”行动"))
    ):
        return False
    firm = one.firm(lists)
    if "project" in one.kinds:
        return _proper(one, firm) if one.grade == "proper" else _common(one, firm, lists)
    if "action" in one.kinds:
        return one.grade == "proper" and bool(firm)
    return "place" in one.kinds and _built_place(one, firm, lists)


def _proper(one: Candidate, firm: str) -> bool:
    if "place" in one.kinds or "organization" in one.kinds:
        return firm == "built" or one.ready
    return bool(firm) or one.ready


def _common(one: Candidate, firm: str, lists: Lexicon) -> bool:
    """Tell whether a name of ordinary words is one project: it is set up itself (搭建人才服务平台)."""
    made = one.found.left[0] in (*_REACHED, "bare", "sought") or one.found.right[0] in _REACHED or one.built
    return made and bool(firm) and one.word not in lists.weak and len(plain(one.name)) >= 6


def _built_place(one: Candidate, firm: str, lists: Lexicon) -> bool:
    """Tell whether a place is built: a road, a bridge, an old house that is restored."""
    size = len(plain(one.name))
    if one.word in lists.words("proper_heads", "built_places"):
        return size <= 10 and one.grade == "proper" and (firm == "built" or one.found.right[0] in _REACHED)
    return 2 < size < 7 and one.found.right[0] == "finished" and one.word in lists.check("houses")


def is_organization(one: Candidate, lists: Lexicon) -> bool:
    """Tell whether a name by itself is that of a body."""
    bare = plain(one.name)
    stem = bare.removesuffix(one.word)
    if "organization" not in one.kinds or len(bare) > 28 or bare.endswith(tuple(lists.check("no_body"))):
        return False
    if one.word in lists.check("sure_bodies"):
        return len(stem) > 1 and stem not in lists.check("sorts")
    if one.word in lists.check("working_bodies"):
        return one.grade != "empty"
    weak = one.word in lists.words("proper_heads", "weak_bodies")
    return one.grade == "proper" and not weak and (len(stem) > 1 or office(bare, lists))
