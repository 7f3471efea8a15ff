# make demo   set up and correct a real article
# make test   set up and run all tests, types, lint and import contracts
PYTHON ?= python3
BIN := .venv/bin

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test

demo: .venv/installed
	@$(BIN)/mtfix fix examples/nagorno-karabakh/article.txt --exit-zero

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# what the demonstration needs: a few seconds
.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "mtfix needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv .venv
	$(PIP) --editable .
	@touch $@

# what the tests need
.venv/ready: .venv/installed
	$(PIP) --editable '.[dev]'
	@touch $@
