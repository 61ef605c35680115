"""Names in sentences of other places' reports: what a reader finds in them is found, and little else."""

from __future__ import annotations

import re

import pytest
from elsewhere import FIRST, Row
from elsewhere_later import LATER

from jbgraph.extraction.names import sentence

ROWS = (*FIRST, *LATER)
KINDS = ("Project", "Organization", "Place")
MISSED = (
    "推进青山工业园、雨花经开区扩区升级。",
    "推进祁连山国家公园、青海湖国家公园创建。",
    "建设天津滨海新区于家堡金融区。",
    "打造西部（重庆）科学城、两江协同创新区等创新高地。",
    "完成东风渠、人民渠整治，除险加固鲤鱼水库等小型水库18座。",
    "建设滨海大道景观带，改造文化路、解放路、建设路等道路6条。",
    "抓好东湖公园、文昌阁公园、烈士陵园等提升改造。",
    "实施秦岭生态保护修复、渭河综合治理等工程，关闭露天矿山32家。",
)
"""Sentences of which not every name is found yet."""


def plain(name: str) -> str:
    """Return a name without marks and without 项目, 工程 or 建设 at its end."""
    bare = re.sub(r"[\s“”《》·（）()—-]", "", name)
    return next((bare.removesuffix(word) for word in ("项目", "工程", "建设") if bare.endswith(word)), bare)


def found(row: Row) -> dict[str, set[str]]:
    """Return the names found in a row's sentence, by kind."""
    mentions = sentence(row[0], row[1])
    return {kind: {plain(one.name) for one in mentions if one.kind == kind} for kind in KINDS}


def wanted(row: Row) -> dict[str, set[str]]:
    """Return the names a reader finds in it, by kind."""
    return {kind: {plain(name) for name in names} for kind, names in zip(KINDS, row[2:], strict=True)}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row[0][:24], marks=[pytest.mark.xfail(strict=True)] if row[0] in MISSED else [])
        for row in ROWS
    ],
)
def test_what_a_reader_finds_is_found(row: Row) -> None:
    missed = {kind: names - found(row)[kind] for kind, names in wanted(row).items()}
    assert not any(missed.values()), missed


@pytest.mark.parametrize(("kind", "recall", "precision"), [("Project", 0.95, 0.93), ("Organization", 0.95, 0.9)])
def test_of_all_names_most_are_found_and_most_found_are_names(kind: str, recall: float, precision: float) -> None:
    right = sum(len(found(row)[kind] & wanted(row)[kind]) for row in ROWS)
    assert right / sum(len(wanted(row)[kind]) for row in ROWS) >= recall
    assert right / sum(len(found(row)[kind]) for row in ROWS) >= precision


def test_places_are_found() -> None:
    right = sum(len(found(row)["Place"] & wanted(row)["Place"]) for row in ROWS)
    assert right / sum(len(wanted(row)["Place"]) for row in ROWS) >= 0.85


def test_there_are_a_hundred_sentences_and_each_is_there_once() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS) >= 100
