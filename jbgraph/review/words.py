"""Words of the review in English and Chinese: kinds of proposals, classes, relations, gaps."""

from __future__ import annotations

KINDS = {
    "heading": ("headings", "标题"),
    "figure": ("figures", "数值"),
    "link": ("relations", "联系"),
    "size": ("sizes of sets", "编组数目"),
    "member": ("members of sets", "编组成员"),
    "mention": ("names", "名称"),
    "period": ("periods", "时期"),
}
KIND = {
    "heading": ("heading", "标题"),
    "figure": ("figure", "数值"),
    "link": ("relation", "联系"),
    "size": ("size of a set", "编组数目"),
    "member": ("member of a set", "编组成员"),
    "mention": ("name", "名称"),
    "period": ("period", "时期"),
}
CLASSES = {
    "Concept": ("concepts", "概念"), "Event": ("events", "事件"), "Goal": ("goals", "目标"),
    "Group": ("groups", "编组"),
    "Industry": ("industries", "产业"), "Measure": ("measures", "做法"), "Metric": ("metrics", "指标"),
    "Objective": ("objectives", "定位"), "Opportunity": ("opportunities", "机遇"),
    "Organization": ("organizations", "组织"), "Pathway": ("pathways", "路径"), "Period": ("periods", "时期"),
    "Person": ("persons", "人员"), "Place": ("places", "地点"), "Policy": ("policies", "政策文件"),
    "Post": ("posts", "岗位"), "Program": ("programs", "工程行动"), "Project": ("projects", "项目"),
    "Task": ("tasks", "任务"), "Unit": ("units", "单位"),
}  # fmt: skip
GAPS = {
    "numbering": ("numbering", "编号"),
    "numeral": ("numerals", "数字"),
    "quoted-name": ("quoted names", "引号名称"),
    "count": ("counts", "数目不符"),
    "table": ("tables", "表格"),
    "text": ("text", "文字"),
    "unit": ("units", "单位"),
}
CLASS = {
    "Concept": ("concept", "概念"), "Event": ("event", "事件"), "Goal": ("goal", "目标"), "Group": ("group", "编组"),
    "Industry": ("industry", "产业"), "Measure": ("measure", "做法"), "Metric": ("metric", "指标"),
    "Objective": ("objective", "定位"), "Opportunity": ("opportunity", "机遇"),
    "Organization": ("organization", "组织"), "Pathway": ("pathway", "路径"), "Person": ("person", "人员"),
    "Place": ("place", "地点"), "Policy": ("policy", "政策文件"), "Post": ("post", "岗位"),
    "Program": ("program", "工程行动"), "Project": ("project", "项目"), "Task": ("task", "任务"),
    "Unit": ("unit", "单位"),
}  # fmt: skip
DECISIONS = {"accept": ("accept", "接受"), "reject": ("reject", "驳回"), "correct": ("correct", "更正")}
COLUMNS = {
    "decision": ("decision", "决定"),
    "confidence": ("confidence", "置信度"),
    "about": ("kind", "种类"),
    "words": ("proposal", "提议"),
    "text": ("passage", "段落原文"),
    "quote_": ("quote", "引文"),
    "section": ("section", "章节"),
    "value": ("value", "数值"),
    "unit": ("unit", "单位"),
    "metric": ("metric", "指标"),
    "period": ("period", "时期"),
    "kind": ("target or actual", "性质"),
    "name": ("name", "名称"),
    "relation": ("relation", "关系"),
    "object": ("object", "对象"),
    "quote": ("other quote", "改引文"),
    "note": ("note", "备注"),
    "by": ("reviewer", "审核人"),
    "rule": ("rule", "规则"),
    "decided": ("decided before", "此前决定"),
    "id": ("id", "标识"),
}
CORRECTIONS = ("value", "unit", "metric", "period", "kind", "name", "relation", "object", "quote")
"""Columns in which a proposal is corrected."""
THING_COLUMNS = {
    "decision": ("decision", "决定"),
    "zh": ("name", "名称"),
    "kind_": ("class", "类别"),
    "about": ("more", "属性"),
    "alike": ("looks like", "相似名称"),
    "text": ("first named in", "首次出处"),
    "uses": ("statements", "陈述数"),
    "confidence": ("confidence", "置信度"),
    "en": ("English name", "英文名"),
    "new": ("other name", "改名称"),
    "kind": ("other class", "改类别"),
    "same": ("is the same as", "即为"),
    "by": ("reviewer", "审核人"),
    "id": ("id", "标识"),
}
THING_CORRECTIONS = ("en", "new", "kind", "same")
GAP_COLUMNS = {
    "kind": ("kind", "种类"),
    "said": ("what is open", "说明"),
    "quote": ("characters", "原文字符"),
    "section": ("section", "章节"),
    "text": ("passage", "段落原文"),
}
PAGE = {
    "review": ("Review", "审核"),
    "statements": ("Statements", "陈述"),
    "things": ("New things", "新事物"),
    "gaps": ("Not understood", "未能理解"),
    "reviewer": ("Reviewer", "审核人"),
    "save": ("Save decisions", "保存决定"),
    "saved": ("Then run: jbgraph accept", "然后运行：jbgraph accept"),
    "search": ("Search passages and proposals", "搜索原文与提议"),
    "all": ("all", "全部"),
    "open": ("open", "待定"),
    "decided": ("decided", "已定"),
    "doubtful": ("doubtful", "存疑"),
    "kind": ("kind", "种类"),
    "state": ("state", "状态"),
    "confidence": ("confidence", "置信度"),
    "concluded": ("concluded, not stated", "推断所得，非明述"),
    "before": ("decided before by", "此前审核："),
    "more": ("Show more", "显示更多"),
    "none": ("Nothing here.", "没有内容。"),
    "undo": ("undo", "撤销"),
    "of": ("of", "／"),
    "keys": (
        "Keys: ↓ ↑ move, A accept, R reject, C correct, U undo, / search",
        "按键：↓ ↑ 移动，A 接受，R 驳回，C 更正，U 撤销，/ 搜索",
    ),
    "reject-thing": ("reject", "驳回"),
    "uses": ("statements need it", "条陈述需要它"),
    "named-in": ("first named in", "首次出处"),
    "looks-like": ("looks like", "相似名称"),
    "kept": (
        "Decisions are kept in this browser until they are saved to a file.",
        "决定暂存于本浏览器，保存为文件后方可写入图谱。",
    ),
    "nobody": ("Write your name first.", "请先填写审核人。"),
    "note": ("note", "备注"),
}
"""Words of the page."""
