# make build   the sample project's articles in Korean and Brazilian Portuguese, from nothing
# make test    the whole test suite
# make corpus  gets the specifications' test data, which the strongest tests read
# make test-browser   the review page in a real browser (needs chromium and chromium-driver)
# make breaks  breaks some sixty conditions, one at a time, and says which the tests do not notice (an hour)
# make lint    style, types, direction of imports

PYTHON ?= python3
LOCALE ?= ko pt_BR

VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test corpus breaks test-browser lint readme clean

build: $(VENV)/.build
	@for locale in $(LOCALE); do \
	    $(BIN)/l10n models install en $$locale || echo "No model could be had: building what is translated already."; \
	done
	$(BIN)/l10n build $(foreach locale,$(LOCALE),--locale $(locale))
	@echo "The articles lie in $(CURDIR)/build:"
	@cd build && find $(LOCALE) -type f | sort | sed 's|^|  |'

test: $(VENV)/.dev
	$(BIN)/pytest -n 2 -q

corpus: $(VENV)/.dev
	$(BIN)/python tests/corpus.py

test-browser: $(VENV)/.browser
	@command -v chromedriver >/dev/null || { echo "Install chromium and chromium-driver first."; exit 1; }
	$(BIN)/pytest -q tests/browser

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

breaks: $(VENV)/.dev
	$(BIN)/python tests/breaks/run.py

readme: $(VENV)/.dev
	$(BIN)/python tests/docs/readme.py

clean:
	rm -rf $(VENV) build .l10n

# Debian's python3 may come without ensurepip; then the pip that is there installs one.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	    $(PYTHON) -m venv --without-pip --clear $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }

$(VENV)/.build: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[bergamot,argos,llm]'
	@touch $@

# axe-core's script is all that is wanted of the package that carries it, not the browsers of its own driver.
$(VENV)/.browser: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --editable '.[browser]'
	@$(BIN)/python -m pip install --quiet --no-deps 'axe-playwright-python>=0.1.8'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[all,dev]'
	@touch $@
