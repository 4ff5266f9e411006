# -*- coding: utf-8 -*-
"""First door of `make`: refuses an old Python in words, then hands over to portal.py.

Written so that any Python, even 2.7, can read it as far as the refusal.
"""

import sys

TOO_OLD = """未能启动：需要 Python 3.11 或更新版本，当前为 {0}.{1}。
请安装后重试，例如 Debian/Ubuntu：sudo apt install python3.11 python3.11-venv；
或指明其位置：make run PYTHON=/usr/local/bin/python3.11
"""

if sys.version_info < (3, 11):
    message = TOO_OLD.format(*sys.version_info)
    encoded = message if isinstance(message, bytes) else message.encode("utf-8")
    getattr(sys.stderr, "buffer", sys.stderr).write(encoded)
    sys.exit(1)

from portal import main

main(sys.argv[1:])
