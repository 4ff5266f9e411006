"""Names of files that every file system takes: 255 bytes in UTF-8, in which a Chinese character has three."""

NOT_IN_FILE_NAMES = str.maketrans('\\/:*?"<>|\r\n\t', "＼／：＊？”＜＞｜   ")
LONGEST = 255
#: What stands behind the last dot of a name and is no extension any more.
LONGEST_EXTENSION = 16


def safe(name: str, before: str = "") -> str:
    """`before` and `name` within the bounds, cut before its extension, without what file systems refuse."""
    stem, dot, extension = name.translate(NOT_IN_FILE_NAMES).strip().rpartition(".")
    if not stem or len(extension) > LONGEST_EXTENSION:
        stem, dot, extension = f"{stem}{dot}{extension}", "", ""
    end = f"{dot}{extension}"
    return before + cut(stem, LONGEST - len(f"{before}{end}".encode())) + end


def cut(text: str, most: int) -> str:
    """As much of `text` as has `most` bytes, in whole characters."""
    return text.encode()[:most].decode(errors="ignore").strip()
