"""Which Chinese fonts the machine has, and which of them stands for each font that a paper names."""

from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

SERIF = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Source Han Serif",
    "思源宋体",
    "SimSun",
    "宋体",
    "STSong",
    "FandolSong",
    "AR PL UMing CN",
)
SANS = (
    "SimHei",
    "黑体",
    "STHeiti",
    "FandolHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "思源黑体",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
#: What stands for a font of GB/T 9704, best first. The chain goes on with SERIF: 仿宋 faces lack characters of names.
FACES = {
    "仿宋_GB2312": (
        "FangSong_GB2312",
        "仿宋_GB2312",
        "FangSong",
        "仿宋",
        "STFangsong",
        "华文仿宋",
        "FandolFang",
        "FandolFang R",
    ),
    "楷体_GB2312": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "华文楷体", "FandolKai"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
    "黑体": SANS,
    "宋体": ("SimSun", "宋体", "STSong", "FandolSong"),
}
LATIN = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "TeX Gyre Termes")
#: Where no 小标宋 is there, the bold face of another comes nearest.
BOLD_INSTEAD = "方正小标宋简体"


class NoChineseFont(Exception):
    """No font of the machine has Chinese characters: a PDF would show boxes. `message_zh` says what to do."""

    message_zh = (
        "本机没有安装中文字体（仿宋、宋体、思源宋体都没有），只能下载 docx；"
        "请系统管理员安装 fonts-noto-cjk 软件包，或者把仿宋、小标宋等字体文件放入 PORTAL_FONTS 所指的文件夹，"
        "重新启动后即可生成 PDF。"
    )


@lru_cache(maxsize=2)
def _found(folder: str) -> tuple[typst.Fonts, frozenset[str]]:
    """The machine's fonts and those of `folder`, looked up once a process (0.1 s)."""
    fonts = typst.Fonts(font_paths=[Path(folder)] if folder else [])
    return fonts, frozenset(fonts.families())


def found() -> typst.Fonts:
    return _found(settings.PORTAL_FONTS)[0]


def families() -> frozenset[str]:
    return _found(settings.PORTAL_FONTS)[1]


def are_there() -> bool:
    return bool(families() & {name for chain in (SERIF, SANS, *FACES.values()) for name in chain})


def check() -> None:
    """Raises NoChineseFont."""
    if not are_there():
        raise NoChineseFont


def chain(name: str) -> list[str]:
    """The fonts of the machine that stand for `name`, best first."""
    wanted = dict.fromkeys((*FACES.get(name, (name,)), *SERIF, *SANS))
    return [family for family in wanted if family in families()]


def latin(name: str) -> str:
    """The font for Latin letters and figures; empty where those of the Chinese font have to do."""
    return next((family for family in (name, *LATIN) if family in families()), "")
