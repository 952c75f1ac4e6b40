# make build   the sample project's articles in Korean and Brazilian Portuguese, from nothing
# make test    the whole test suite
# make corpus  gets the specifications' test data, which the strongest tests read
# make test-browser   the review page in a real browser (needs chromium and chromium-driver)
# make breaks  breaks some sixty conditions, one at a time, and says which the tests do not notice (an hour)
# make faults  makes file calls fail and runs die in every command that writes (EACH=2: two calls of each kind, not 40)
# make fuzz    feeds every reader of files with damaged ones, a minute each (SECONDS=60)
# make recipes  builds the sites of docs/sites.md with the real generators, those from PyPI and npm, and hugo and jekyll
#               where they are installed (PACKAGES=: without npm); a hand-off to OmegaT and back, where it is installed
# make lint    style, types, direction of imports
# make pins    chooses the versions in requirements/ anew, with their hashes
# make floors  runs the quick tests with the lowest versions that pyproject.toml allows

PYTHON ?= python3
SECONDS ?= 60
LOCALE ?= ko pt_BR

VENV := .venv
BIN := $(VENV)/bin

# Only what requirements/ names, in the form that is hashed there; whatever index pip is set up with serves it.
INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement
INSTALL_PROJECT := $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .

.PHONY: recipes build test corpus breaks faults fuzz test-browser lint pins floors readme clean

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

fuzz: $(VENV)/.dev
	$(BIN)/python tests/fuzz/fuzzer.py --seconds $(SECONDS)

breaks: $(VENV)/.dev
	$(BIN)/python tests/breaks/run.py

faults: $(VENV)/.dev
	$(BIN)/pytest -q tests/faults
	$(BIN)/python tests/faults/run.py $(if $(EACH),--each $(EACH))

RECIPES := $(VENV)/recipes
PACKAGES := antora docusaurus starlight

recipes: $(VENV)/.dev $(VENV)/.recipes $(VENV)/.recipes-npm
	RECIPES_BIN=$(subst $() ,:,$(patsubst %,$(CURDIR)/$(RECIPES)/%,bin $(PACKAGES:%=npm/%/node_modules/.bin))) \
	    $(BIN)/pytest -q -rs tests/recipes

readme: $(VENV)/.dev
	$(BIN)/python tests/docs/readme.py

clean:
	rm -rf $(VENV) build .l10n

# Debian's python3 may come without ensurepip; then the pip that is there installs one.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	    $(PYTHON) -m venv --without-pip --clear $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet \
	        --require-hashes --no-deps --requirement requirements/pip.txt; }

$(VENV)/.build: requirements/build.txt pyproject.toml | $(BIN)/python
	$(INSTALL) requirements/build.txt
	$(INSTALL_PROJECT)
	@touch $@

$(VENV)/.browser: requirements/browser.txt $(VENV)/.dev
	$(INSTALL) requirements/browser.txt
	@touch $@

$(VENV)/.recipes: requirements/recipes.txt | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/recipes
	$(VENV)/recipes/bin/python -m pip install --quiet --require-hashes --no-deps --requirement requirements/recipes.txt
	@touch $@

# Without npm the sites that need it are skipped, and the reason is given. Each generator has a folder of its own, since
# they want different versions of the same packages.
$(VENV)/.recipes-npm: $(PACKAGES:%=tests/recipes/npm/%/package.json) | $(VENV)/.recipes
	mkdir -p $(RECIPES) && cp -r tests/recipes/npm $(RECIPES)
	@if command -v npm >/dev/null; then for package in $(PACKAGES); do \
	    npm install --prefix $(RECIPES)/npm/$$package --no-audit --no-fund --loglevel=error || exit 1; done; $(if $(PACKAGES),touch $@,true); fi

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(INSTALL) requirements/dev.txt
	$(INSTALL_PROJECT)
	@touch $@

# For every Python from the lowest on and every platform. Nothing that is younger than a week: by then most releases
# that somebody else than their authors made have been found. What builds and what tests are of the same versions.
PIN := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.10 --generate-hashes \
    --no-emit-index-url --exclude-newer '7 days' --custom-compile-command 'make pins'
PYTHONS := 3.10 3.11 3.12 3.13 3.14
SETS := dev build browser pip uv recipes

pins: | $(BIN)/python
	$(INSTALL) requirements/uv.txt
	$(PIN) pyproject.toml requirements/backend.in --extra all --extra dev -o requirements/dev.txt
	$(PIN) pyproject.toml requirements/backend.in --extra bergamot --extra argos --extra llm \
	    -c requirements/dev.txt -o requirements/build.txt
	$(PIN) pyproject.toml requirements/browser.in --extra browser -c requirements/dev.txt \
	    --no-emit-package playwright --no-emit-package pyee --no-emit-package greenlet -o requirements/browser.txt
	$(PIN) requirements/pip.in -o requirements/pip.txt
	$(PIN) requirements/uv.in -o requirements/uv.txt
	$(PIN) requirements/recipes.in -o requirements/recipes.txt
	@for python in $(PYTHONS); do for set in $(SETS); do \
	    $(BIN)/uv pip install --quiet --dry-run --require-hashes --no-deps --only-binary :all: --target $(VENV)/pins \
	        --python-version $$python --requirement requirements/$$set.txt || exit 1; \
	done; done

FLOORS := $(VENV)/floors
QUICK := catalog checks drafting engines exports formats memory web workflow

floors: | $(BIN)/python
	$(INSTALL) requirements/uv.txt
	$(BIN)/uv pip compile --quiet --resolution lowest-direct --generate-hashes --no-emit-index-url --extra all --extra dev \
	    --python $(BIN)/python pyproject.toml requirements/backend.in -o $(FLOORS).txt
	$(PYTHON) -m venv $(FLOORS)
	$(FLOORS)/bin/python -m pip install --quiet --require-hashes --no-deps --requirement $(FLOORS).txt
	$(FLOORS)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(FLOORS)/bin/pytest -q -n 2 $(addprefix tests/,$(QUICK))
