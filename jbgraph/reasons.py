"""Why the system refused, in the system's English words and in Chinese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.ECONNRESET: "连接被重置",
    errno.EEXIST: "已存在",
    errno.EFBIG: "文件过大",
    errno.EHOSTUNREACH: "无法到达主机",
    errno.EIO: "读写出错",
    errno.EISDIR: "是文件夹",
    errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENETUNREACH: "无法到达网络",
    errno.ENOENT: "没有此文件或文件夹",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENOTDIR: "不是文件夹",
    errno.EPERM: "不允许此操作",
    errno.EROFS: "文件系统只读",
    errno.ETIMEDOUT: "超时",
}


def reason(error: BaseException | str) -> tuple[str, str]:
    """Return why something failed, in English and in Chinese; in English twice where we have no Chinese for it.

    >>> reason(OSError(errno.ENOSPC, "No space left on device"))
    ('No space left on device', '磁盘空间不足')
    """
    if not isinstance(error, OSError):
        return str(error), str(error)
    said = error.strerror or str(error)
    return said, "超时" if isinstance(error, TimeoutError) else _REASONS.get(error.errno or 0, said)
