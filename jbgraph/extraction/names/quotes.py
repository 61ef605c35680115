"""What is named by its marks and by patterns: policies in 《》, coined names in “”, campaigns, events, honours."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.heads import head, is_place, own, plain
from jbgraph.extraction.names.lexicon import Lexicon, joined, specific
from jbgraph.extraction.names.mentions import Mention
from jbgraph.extraction.names.stages import of_campaign, stage_of

_BOOK = re.compile(r"《([^《》]{2,60})》")
_FIVE_YEARS = re.compile(r"“十[一二三四五六]五”(?:时期)?[^，。；、“”]{0,12}?规划(?:纲要)?")
_NOT_POLICY = re.compile(r"(?:作品|电影|电视剧|歌曲|剧目|话剧|舞剧|纪录片|杂志|图书)[^，。；]{0,6}$")
_NUMERIC_SET = re.compile(r"^[一二两三四五六七八九十百\d]")
_QUOTED_TAILS = ("”工程", "”行动", "”计划", "”活动", "”专项行动", "”创建", "工程”", "行动”", "计划”", "行动计划”")


def policies(text: str, part: str, lists: Lexicon) -> list[Mention]:
    """Return documents of policy: in 《》, plans of five years, and what is issued or carried out and ends as one.

    What is issued is done, or planned in a task; what is carried out was issued before and has no stage here.
    """
    heads = lists.data["heads"]["policy"]
    issuing = lists.words("patterns", "issuing_verbs")
    result = [
        Mention(match.start(), match.end(), match[0], "Policy", "policy")
        for match in _BOOK.finditer(text)
        if lists.heads.ends(match[1]) in heads or not _NOT_POLICY.search(text[: match.start()])
    ]
    result += [Mention(*match.span(), match[0], "Policy", "policy") for match in _FIVE_YEARS.finditer(text)]
    for match in _issued(joined(lists.data["patterns"]["policy_verbs"]), joined(heads)).finditer(text):
        name = match["name"]
        word = lists.heads.ends(name)
        told = len(word) > 3 or specific(name[: -len(word)], lists) != "empty"
        if len(name) - len(word) >= 3 and told and not name.startswith("各"):
            issued = {"done": "done", "to-do": "planned"}.get(part, "") if match["verb"] in issuing else ""
            result.append(Mention(*match.span("name"), name, "Policy", "policy-verb", issued))
    return result


@lru_cache(maxsize=4)
def _issued(verbs: str, heads: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<verb>{verbs})(?:了|好)?(?:全[区县市省]|我[区县市省])?(?P<name>[^，。；：、《》的和与等%]{{2,24}}(?:{heads}))(?=[，。；、的等和与]|落地|编制|$)"
    )


def campaigns(text: str, found: Enumeration, part: str, lists: Lexicon) -> list[Mention]:
    """Return campaigns (…攻坚战, “…”行动) and events of a list of a sentence."""
    result: list[Mention] = []
    tail = ""
    for start, end in reversed(found.items):
        name = text[start:end]
        word, kinds = head(name, lists)
        if "“" in name and name.endswith("”") and tail:
            low = start + name.find("“")
            result.append(Mention(low, end, text[low:end], "Program", "program", of_campaign(found, part)))
            continue
        tail = ""
        if "”" in name and name.endswith(_QUOTED_TAILS):
            low = start + name.find("“")
            quoted = not _NUMERIC_SET.match(text[low + 1 : end])
            if quoted:
                kind = "Policy" if word == "计划" else "Program"
                stage = of_campaign(found, part) if kind == "Program" else ""
                result.append(Mention(low, end, text[low:end], kind, "program", stage))
            tail = word
        elif "program" in kinds and "“" not in name and _program(name, word, lists):
            result.append(Mention(start, end, name, "Program", "program", of_campaign(found, part)))
        elif "event" in kinds and _event(name, word, found, lists):
            stage = stage_of(found, part)
            result.append(Mention(start, end, name, "Event", "event", stage if stage == "done" else ""))
    return result


def meetings(text: str, lists: Lexicon) -> list[Mention]:
    """Return events that a number or their kind makes sure: 第八届…演出, 首届…大赛, 党的十九大, 十九届五中全会."""
    result = [Mention(*match.span(), match[0], "Event", "event") for match in _CONGRESS.finditer(text)]
    heads = [word for word in lists.data["heads"]["event"] if len(word) > 1]
    numbered = _numbered(joined(heads)).finditer(text)
    return result + [Mention(*match.span(), match[0], "Event", "event") for match in numbered]


_CONGRESS = re.compile(
    r"党的[一二三四五六七八九十]{1,3}大(?!会)|[一二三四五六七八九十]{1,3}届[一二三四五六七八九]中全会"
    r"|[区县市省州旗]?[一二三四五六七八九十]{1,3}届人大[一二三四五六七八九十]{1,2}次会议"
)


@lru_cache(maxsize=4)
def _numbered(heads: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:第[一二三四五六七八九十]{{1,3}}届|首届|(?:19|20)\d\d(?!年))[^，。；、的]{{2,24}}?(?:{heads})"
    )


def _program(name: str, word: str, lists: Lexicon) -> bool:
    bare = plain(name)
    if "“" in name:
        return True
    if word in lists.check("vague_programs") or (word == "活动" and len(bare) < 6):
        return False
    stem = bare[: -len(word)]
    grade = specific(stem, lists)
    return ((grade != "empty" and len(stem) >= 2) or len(stem) >= 4) and len(bare) < 24


def _event(name: str, word: str, found: Enumeration, lists: Lexicon) -> bool:
    held = found.left[1] in lists.words("patterns", "event_verbs") or "举办" in found.right[1]
    if not held and (word in lists.check("common_events") or len(word) < 2):
        return False
    return (held and own(name, word, lists) != "empty") or own(name, word, lists) == "proper"


def objectives(text: str, lists: Lexicon) -> list[Mention]:
    """Return end states that something is to become: what stands behind 打造, 争创 … up to a word such as 高地."""
    heads = lists.data["heads"]["objective"]
    verbs = lists.data["patterns"]["aiming_verbs"]
    result = []
    for match in _aimed(joined(verbs), joined(heads)).finditer(text):
        name = match["name"]
        word = lists.heads.ends(name)
        if (
            len(name) - len(word) > 1
            and len(name) > 5
            and not name.startswith(("的", "完善", "健全"))
            and not _LISTING.search(name)
        ):
            ends = _split(match.start("name"), name, lists)
            if len(ends) == 1 and "、" in name and "的" not in name[name.rfind("、") :]:
                continue
            if text[: match.start()].endswith("成功") and all(is_place(one.name, lists) for one in ends):
                ends = [replace(one, kind="Place", rule="place", stage="done") for one in ends]
            result += ends
    return result


def _split(start: int, name: str, lists: Lexicon) -> list[Mention]:
    """Return the end states of a run that joins several, each with its own last word (海绵城市、韧性城市)."""
    heads = lists.words("heads", "objective")
    pieces = re.split(r"(、|和|及|以及)", name)
    if len(pieces) < 3 or not all(one.endswith(tuple(heads)) and len(one) > 3 for one in pieces[::2]):
        pieces = [name]
    result = []
    for one in pieces:
        if len(one) > 3:
            result.append(Mention(start, start + len(one), one, "Objective", "objective"))
        start += len(one)
    return result


_LISTING = re.compile(r"等|[一二两三四五六七八九十]大")


@lru_cache(maxsize=4)
def _aimed(verbs: str, heads: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs})(?:成为|成|为)?(?P<name>[^，。；：]{{2,36}}(?:{heads}))(?=[，。；]|建设[，。；]|$)")


def opportunities(text: str, lists: Lexicon) -> list[Mention]:
    """Return the regions and plans of the nation that a sentence speaks of (“一带一路”, 长江经济带)."""
    result: list[Mention] = []
    place = 0
    while place < len(text):
        word = lists.strategies.at(text, place)
        if word:
            result.append(Mention(place, place + len(word), word, "Opportunity", "opportunity"))
        place += len(word) or 1
    return result


def honours(text: str, lists: Lexicon) -> list[Mention]:
    """Return what was received or is striven for: names behind 荣获, 获评, 入选, 争创 … in order."""
    result: list[Mention] = []
    patterns = lists.data["patterns"]
    for match in _received(joined(patterns["honour_verbs"])).finditer(text):
        place = match.start("names")
        for piece in re.split(r"(、|和|(?<=”)(?=“))", match["names"]):
            name = re.sub(r"等(?:多项)?(?:国家级|省级|市级)?(?:荣誉|称号)?(?:称号)?$|称号$", "", piece)
            if any(name.strip("”").endswith(word) for word in patterns["honour_heads"]) and 4 <= len(name) <= 30:
                result.append(Mention(place, place + len(name), name, "Concept", "honour"))
            place += len(piece)
    return result


@lru_cache(maxsize=4)
def _received(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs})了?(?P<names>[^，。；：]{{4,80}})")


def firms(text: str, lists: Lexicon) -> list[Mention]:
    """Return firms that stand for an industry (以…为代表) or are supported in what they do (支持…建设…)."""
    result: list[Mention] = []
    for match in _standing(joined(lists.data["patterns"]["represent"])).finditer(text):
        rest = text[match.end() : match.end() + 20]
        place = match.start("names")
        for piece in re.split(r"(、|和)", match["names"]):
            grade = specific(plain(piece), lists)
            industry = any(word in rest for word in ("产业", "行业", "技术", "企业", "经济", "制造", "集群", "业"))
            kinds = head(piece, lists).kinds
            if (
                grade == "proper"
                and industry
                and 1 < len(piece) <= 12
                and not {"place", "industry", "project"} & set(kinds)
            ):
                result.append(Mention(place, place + len(piece), piece, "Organization", "organization-list"))
            alone = text[match.end() : match.end() + 1] == "，" and piece == match["names"]
            alone = alone and not {"organization", "industry"} & set(kinds)
            if alone and grade == "proper" and 1 < len(piece) < 6:
                result.append(Mention(place, place + len(piece), piece, "Place", "place-stem"))
            place += len(piece)
    for match in _SUPPORTED.finditer(text):
        name = match["name"]
        cuts = (lists.cuts.meaning.get(lists.cuts.at(name, place), "keep") for place in range(len(name)))
        plain_name = specific(name, lists) == "proper" and all(tag == "keep" for tag in cuts)
        if plain_name and not {"place", "industry"} & set(head(name, lists).kinds):
            result.append(Mention(*match.span("name"), name, "Organization", "organization"))
    return result


@lru_cache(maxsize=4)
def _standing(words: str) -> re.Pattern[str]:
    return re.compile(rf"以(?P<names>[^，。；：以的]{{2,40}}?)等?(?:企业|公司|龙头)?(?:{words})")


_SUPPORTED = re.compile(
    r"支持(?P<name>[^，。；：、的等与和]{2,8}?)(?:建设|开展|发展|做大|打造|设立|扩大|扩产|增资|加快|上市)"
)


def unread(text: str, mentions: list[Mention]) -> list[tuple[int, int]]:
    """Return where quoted names stand that nothing found speaks of; numbers in quotation marks count as read."""
    result = []
    for match in re.finditer(r"“([^“”]{2,40})”", text):
        start, end = match.span()
        covered = any(one.start <= start and end <= one.end for one in mentions)
        covered = covered or any(start <= one.start and one.end <= end for one in mentions)
        if not covered:
            result.append((start, end))
    return result
