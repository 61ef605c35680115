"""Names of made-up districts and of what there is in them, in Chinese and English."""

from __future__ import annotations

NAMES = {
    "Goal": ("率先推进{}现代化", "Lead in modernising {}"),
    "Objective": ("{}示范区", "Demonstration area for {}"),
    "Pathway": ("提升{}水平", "Raise the level of {}"),
    "Program": ("{}工程", "{} program"),
    "Task": ("加快{}建设", "Speed up {}"),
    "Measure": ("完善{}机制", "Better ways of {}"),
    "Project": ("{}项目", "{} project"),
    "Group": ("{}重点行动", "Key actions for {}"),
    "Industry": ("{}产业", "{} industry"),
    "Place": ("{}片区", "{} area"),
    "Organization": ("{}中心", "Centre for {}"),
    "Post": ("{}专员", "Officer for {}"),
    "Metric": ("{}规模", "Size of {}"),
    "Policy": ("{}规划", "Plan for {}"),
    "Event": ("{}大会", "{} congress"),
    "Opportunity": ("{}机遇", "Chance of {}"),
    "Concept": ("{}品质", "Quality of {}"),
}
FIELDS = (
    ("智能制造", "smart manufacturing"), ("数字经济", "digital economy"), ("生物医药", "biomedicine"),
    ("现代金融", "modern finance"), ("港口物流", "port logistics"), ("文化旅游", "culture and tourism"),
    ("绿色能源", "green energy"), ("软件信息", "software"), ("新型材料", "new materials"),
    ("汽车电子", "car electronics"),
    ("养老服务", "care for the old"), ("基础教育", "basic education"), ("公共卫生", "public health"),
    ("城市更新", "urban renewal"), ("生态环境", "ecology"), ("社会治理", "social governance"),
    ("科技创新", "innovation"),
    ("商贸消费", "trade and consumption"), ("对外开放", "opening up"), ("乡村振兴", "rural revival"),
    ("人才引育", "talent"), ("住房保障", "housing"), ("交通路网", "roads"), ("防汛水利", "flood control"),
)  # fmt: skip
KINDS_OF_FIELD = (
    ("", ""), ("核心区", " core"), ("示范带", " belt"), ("集聚地", " cluster"), ("服务链", " services"),
    ("新高地", " heights"), ("联合体", " union"), ("试验园", " trial park"), ("大走廊", " corridor"),
)  # fmt: skip
SYLLABLES = tuple(zip(
    "云安临江清河青山永宁长兴新华平原南岭东海西湖北川金沙玉泉石桥龙门凤台",
    ("yun", "an", "lin", "jiang", "qing", "he", "qing", "shan", "yong", "ning", "chang", "xing", "xin", "hua", "ping",
     "yuan", "nan", "ling", "dong", "hai", "xi", "hu", "bei", "chuan", "jin", "sha", "yu", "quan", "shi", "qiao",
     "long", "men", "feng", "tai"), strict=True,
))  # fmt: skip


def place_name(number: int) -> tuple[str, str]:
    """Return the name of a district in Chinese and English, of its own up to some 3,400 districts."""
    turn, rest = divmod(number, len(SYLLABLES) ** 2)
    (one, first), (two, second) = SYLLABLES[rest // len(SYLLABLES)], SYLLABLES[rest % len(SYLLABLES)]
    what, called = (("区", "District"), ("县", "County"), ("市", "City"))[turn % 3]
    return f"{one}{two}{what}", f"{(first + second).capitalize()} {called}"
