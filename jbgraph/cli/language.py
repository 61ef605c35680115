"""The language of the command line: known before anything is said, for help texts are made when it starts."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def language() -> str:
    """Return `zh` or `en`: from --lang on the command line, else from JBGRAPH_LANG or the locale."""
    for index, word in enumerate(sys.argv):
        if word == "--lang" and sys.argv[index + 1 : index + 2]:
            return "zh" if sys.argv[index + 1] == "zh" else "en"
        if word.startswith("--lang="):
            return "zh" if word == "--lang=zh" else "en"
    for name in ("JBGRAPH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


LANG = language()


def say(en: str, zh: str) -> str:
    """Return the text in the language of this process."""
    return zh if LANG == "zh" else en


def translate() -> None:
    """Let click say its own words in Chinese: it asks gettext, which looks here when the environment says zh."""
    import gettext

    os.environ["LANGUAGE"] = "zh"
    gettext.bindtextdomain("messages", str(Path(__file__).parents[1] / "locale"))


if LANG == "zh":
    translate()
