# make run · make test · make check · make demo-reset. The first one installs what is missing.

# The newest-enough Python by trying each: a name on the path may be a shim for a version that is not there.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && exit; done; \
	for name in python3 python; do command -v $$name >/dev/null && echo $$name && exit; done)

.PHONY: run test check demo-reset install format screenshots

define ask
@test -n "$(PYTHON)" || { echo "未能启动：没有找到 Python。请安装 Python 3.11 或更新版本后重试。" >&2; exit 1; }
@exec $(PYTHON) scripts/run.py $@
endef

run test demo-reset install:
	$(ask)

check:
	$(ask)

format: install
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

screenshots: install
	@.venv/bin/python scripts/screenshots.py
