# Everything runs in a virtual environment of its own; on a fresh machine Python 3.11 or later is all that is needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: report test test-browser snapshots lint generate generated docs clean

report: $(VENV)/installed
	$(BIN)/evlint check --fail-on never
	$(BIN)/evlint report -o report.html

test: $(VENV)/developed
	$(BIN)/python -m pytest -n 2

snapshots: $(VENV)/developed
	EVLINT_SNAPSHOTS=update $(BIN)/python -m pytest tests/unit/test_report_formats.py tests/e2e/test_reports.py

# The HTML report in a real browser: needs Chromium (Debian: apt install chromium) and npm.
test-browser: $(VENV)/developed tests/browser/node_modules/axe-core/package.json
	EVLINT_BROWSER=required $(BIN)/python -m pytest -n 2 --dist loadfile tests/browser

tests/browser/node_modules/axe-core/package.json: tests/browser/package-lock.json
	npm ci --prefix tests/browser --no-audit --no-fund --silent
	touch $@

lint: $(VENV)/developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

generate: $(VENV)/developed
	$(BIN)/python docs/generate.py

generated: $(VENV)/developed
	$(BIN)/python docs/generate.py --check

# A warning of the site's generator (a link that leads nowhere, a page in no menu) is an error here.
docs: $(VENV)/developed
	$(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) tests/browser/node_modules report.html site build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

# The constraints hold the versions that the tests passed with; users get lower bounds only.
$(VENV)/developed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' -c constraints.txt
	touch $@ $(VENV)/installed
