# Two commands on a fresh machine: `make site` and `make test`. Everything is made inside this folder.
.DELETE_ON_ERROR:
.PHONY: help site serve test golden lint bench catalogues clean browser

PYTHON = .venv/bin/python
PIP = $(PYTHON) -m pip --quiet --disable-pip-version-check install

help:
	@echo 'make site        建站到 site/ / build the site into site/'
	@echo 'make serve       边写边看 / see the site live while writing'
	@echo 'make test        全部测试 / all tests'
	@echo 'make golden      重写 tests/golden 的预期页面，再看 diff / rewrite what tests/golden expects, then read the diff'
	@echo 'make lint        代码风格、类型、翻译 / style, types, catalogues'
	@echo 'make bench       速度与内存表 / the table of speed and memory'
	@echo 'make catalogues  更新并编译翻译 / update and compile the translations'
	@echo 'make clean       清掉以上产物 / remove all that was made'

site: .venv/installed
	@.venv/bin/omnikb build
	@echo '边写边看 / see it live:  make serve'

serve: .venv/installed
	@.venv/bin/omnikb serve

test: .venv/installed-test browser
	@$(PYTHON) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

golden: .venv/installed-test
	@$(PYTHON) -m tests.golden.trees

lint: .venv/installed-lint
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --quiet --check .
	@$(PYTHON) -m mypy --no-error-summary
	@$(PYTHON) tests/architecture/catalogues.py --check

# SEARCH_DATA=FOLDER names a collection of questions, as benchmarks/retrieval.py says
bench: .venv/installed-test
	@$(PYTHON) -m benchmarks
	@$(PYTHON) -m benchmarks.search

catalogues: .venv/installed-lint
	@$(PYTHON) tests/architecture/catalogues.py

clean:
	@rm -rf .venv site .omnikb .mypy_cache .ruff_cache .pytest_cache .hypothesis dist .site.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first interpreter that is new enough and can make a .venv. A stock Debian has Python without the latter.
$(PYTHON):
	@chosen=; found=; \
	for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null || continue; \
	  found=$${found:-$$candidate}; \
	  if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then chosen=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo '需要 Python 3.11.5 或更新的版本。/ Python 3.11.5 or newer is needed.' >&2; exit 1; \
	elif [ -z "$$chosen" ]; then \
	  echo "$$found 缺少 venv，请先安装：apt install python3-venv / $$found has no venv; install it first: apt install python3-venv" >&2; exit 1; \
	fi; \
	"$$chosen" -m venv --clear .venv || { rm -rf .venv; exit 1; }

.venv/installed: pyproject.toml | $(PYTHON)
	@echo '正在安装 OmniKB 到 .venv（第一次约一分钟）… / Installing OmniKB into .venv (about a minute the first time) …'
	@$(PIP) --editable .
	@touch $@

# `pip install --group` came with pip 25.1.
.venv/installed-test: .venv/installed
	@$(PIP) 'pip>=25.1'
	@$(PIP) --group test --group engines --group catalogues
	@touch $@

# With what the tests need, for their types are checked too.
.venv/installed-lint: .venv/installed-test
	@$(PIP) --group lint
	@touch $@

browser:
	@[ "$$OMNIKB_SKIP_BROWSER" != 1 ] || exit 0; \
	for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do \
	  command -v "$$name" >/dev/null && exit 0; \
	done; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root='sudo -n'; \
	if command -v apt-get >/dev/null && $$as_root true 2>/dev/null; then \
	  echo '正在安装测试用的 Chromium 和中文字体… / Installing Chromium and a Chinese font for the tests …'; \
	  $$as_root apt-get -qq update >/dev/null && \
	  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y chromium fonts-noto-cjk >/dev/null && exit 0; \
	fi; \
	echo '浏览器测试需要 Chromium：请安装 chromium 和 fonts-noto-cjk，或设 OMNIKB_SKIP_BROWSER=1 跳过。/' \
	  'The browser tests need Chromium: install chromium and fonts-noto-cjk, or set OMNIKB_SKIP_BROWSER=1 to skip them.' >&2; exit 1
