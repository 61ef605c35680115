"""Reading a file: what it is by its bytes, and the reader for it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from jbgraph.errors import JbgraphError
from jbgraph.reading import plain
from jbgraph.reading.building import LONGEST_TEXT, too_long
from jbgraph.reading.decoding import decode
from jbgraph.reading.repair import repaired
from jbgraph.reading.text import Block, Text

LARGEST_FILE = 64 * 2**20
"""Bytes of a pdf or docx: a report with all its pictures is smaller."""
LARGEST_TEXT = 16 * 2**20
"""Bytes of a text or html file."""

_SAVE = ("open it and save it as .docx", "打开后另存为.docx格式")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What is not read, by its first bytes: what it is called, and the way out.
_OTHERS: tuple[tuple[bytes, tuple[str, str], tuple[str, str]], ...] = (
    (b"{\\rtf", ("an .rtf file", "RTF文件"), _SAVE),
    (
        b"\x89PNG",
        ("a picture", "图片"),
        (
            "run text recognition (OCR) on it and give the text or a searchable pdf",
            "先做文字识别（OCR），再使用识别出的文本或可搜索的PDF",
        ),
    ),
    (
        b"\xff\xd8\xff",
        ("a picture", "图片"),
        (
            "run text recognition (OCR) on it and give the text or a searchable pdf",
            "先做文字识别（OCR），再使用识别出的文本或可搜索的PDF",
        ),
    ),
    (
        b"II*\x00",
        ("a picture", "图片"),
        (
            "run text recognition (OCR) on it and give the text or a searchable pdf",
            "先做文字识别（OCR），再使用识别出的文本或可搜索的PDF",
        ),
    ),
    (
        b"GIF8",
        ("a picture", "图片"),
        (
            "run text recognition (OCR) on it and give the text or a searchable pdf",
            "先做文字识别（OCR），再使用识别出的文本或可搜索的PDF",
        ),
    ),
    (b"Rar!", ("a packed file", "压缩包"), ("unpack it and give the document inside", "解压后使用其中的文件")),
    (b"7z\xbc\xaf", ("a packed file", "压缩包"), ("unpack it and give the document inside", "解压后使用其中的文件")),
    (b"\x1f\x8b", ("a packed file", "压缩包"), ("unpack it and give the document inside", "解压后使用其中的文件")),
    (b"CAJ", ("a .caj file", "CAJ文件"), ("print it to a pdf in its reader", "在阅读器中打印为PDF")),
    (b"HN\x00", ("a .caj file", "CAJ文件"), ("print it to a pdf in its reader", "在阅读器中打印为PDF")),
    (b"SQLite", ("a database", "数据库文件"), ("give the document itself", "请使用文件本身")),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)


def read(path: str | Path) -> Text:
    """Return what a file says: its text as published and the blocks of it, repaired for reading.

    Text (UTF-8, UTF-16, GB18030 with GBK, Big5), Markdown, HTML, Word (.docx) and PDF with a text layer are told apart
    by their bytes, not their names. The same bytes give the same text.

    :raises JbgraphError: if the file is missing, too large, locked, damaged, a scan, or of another kind; the hint says
        what to do.
    """
    file = Path(path)
    data = _bytes(file)
    kind = _kind(data, file)
    try:
        published, blocks, encoding, notes = _parsed(data, kind, file.name)
    except ModuleNotFoundError as error:
        raise JbgraphError(
            (f"{error.name} is not installed", f"未安装 {error.name}"), hint="pip install 'jbgraph[extract]'"
        ) from None
    if not blocks:
        raise JbgraphError(
            ("there is no text in the file", "文件中没有文字"),
            where=file.name,
            hint=("check that it is the right file", "请确认文件是否正确"),
        )
    found, repairs = repaired(blocks)
    digest = hashlib.sha256(data).hexdigest()
    return Text(published, tuple(found), file.name, digest, kind, encoding, tuple(notes + repairs))


def _parsed(data: bytes, kind: str, where: str) -> tuple[str, list[Block], str, list[tuple[str, str]]]:
    """Return the published text of a file, its blocks, its encoding, and what was left out."""
    if kind == "application/pdf":
        from jbgraph.reading import pdf

        published, blocks, notes = pdf.read(data, where)
        return published, blocks, "", notes
    if kind == _DOCX:
        from jbgraph.reading import docx

        published, blocks, notes = docx.read(data, where)
        return published, blocks, "", notes
    text, encoding = decode(data, where)
    if len(text) > LONGEST_TEXT:
        raise too_long(where)
    if kind == "text/html":
        from jbgraph.reading import html

        return *html.read(text, where), encoding, []
    return text, plain.blocks(text), encoding, []


def _bytes(file: Path) -> bytes:
    try:
        if file.is_dir():
            raise JbgraphError(
                ("this is a folder, not a document", "这是文件夹，不是文件"),
                where=file.name,
                hint=("name the files in it", "请写出其中的文件"),
            )
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise JbgraphError(
            (f"the document cannot be read: {error.strerror}", f"无法读取文件：{error.strerror}"),
            where=str(file),
            hint=("check the name and that you may read it", "请检查文件名和读取权限"),
        ) from None
    packed = data.startswith((b"%PDF", b"PK\x03\x04"))
    limit = LARGEST_FILE if packed else LARGEST_TEXT
    if len(data) > limit:
        raise JbgraphError(
            (f"the document is larger than {limit // 2**20} MB", f"文件超过{limit // 2**20} MB"),
            where=file.name,
            hint=(
                "a report is far smaller: check the file, leave out pictures, or cut it into its documents",
                "一份报告远小于此：请检查文件、去掉图片或按文件拆开",
            ),
        )
    return data


def _kind(data: bytes, file: Path) -> str:
    """Return the media type of what can be read."""
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, file)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise JbgraphError(
                ("the document is locked with a password", "文件有密码保护"),
                where=file.name,
                hint=("open it with the password and save it without one", "用密码打开，另存为不加密的文件"),
            )
        raise _unread(
            file,
            ("a file of an older office program (.doc, .wps, .xls)", "旧版办公软件的文件（.doc、.wps、.xls）"),
            _SAVE,
        )
    for mark, name, hint in _OTHERS:
        if data.startswith(mark):
            raise _unread(file, name, hint)
    if _HTML.match(data.lstrip(b"\xef\xbb\xbf")[:4096]) or file.suffix.lower() in (".html", ".htm", ".xhtml"):
        return "text/html"
    return "text/markdown" if file.suffix.lower() in (".md", ".markdown") else "text/plain"


def _packed(data: bytes, file: Path) -> str:
    """Return the media type of a zip file: a docx, else an error that says what it is."""
    import io
    import zipfile

    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise JbgraphError(
            ("the file is damaged: it does not open as a packed file", "文件已损坏：无法解开"),
            where=file.name,
            hint=("fetch or save it again", "请重新下载或另存"),
        ) from None
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return _DOCX
    if "xl/workbook.xml" in names:
        raise _unread(
            file,
            ("a workbook (.xlsx)", "工作簿（.xlsx）"),
            (
                "copy its tables into a .docx, or save each sheet as text with tabs",
                "把表格复制到.docx，或将每张工作表另存为制表符分隔的文本",
            ),
        )
    if "OFD.xml" in names:
        raise _unread(file, ("an .ofd file", "OFD文件"), ("save it as a pdf in its reader", "在阅读器中另存为PDF"))
    if "content.xml" in names or "ppt/presentation.xml" in names or "mimetype" in names:
        raise _unread(file, ("a file of another office program", "其他办公软件的文件"), _SAVE)
    raise _unread(file, ("a packed file", "压缩包"), ("unpack it and give the document inside", "解压后使用其中的文件"))


def _unread(file: Path, name: tuple[str, str], hint: tuple[str, str]) -> JbgraphError:
    return JbgraphError(
        (f"{name[0]} cannot be read here", f"不能读取{name[1]}"),
        where=file.name,
        hint=hint,
    )
