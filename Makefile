# hiroba: everything a person or an automatic check needs, by one word each.
# `make serve` needs Python 3.11 or newer with venv, and nothing else.

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
NODE_MODULES := node_modules/.package-lock.json
JS_TESTS := $(sort $(shell find tests/web_client -name 'test_*.js' 2>/dev/null))
BENCHES := $(patsubst bench/%.py,bench.%,$(filter-out %/__init__.py,$(wildcard bench/*.py)))
PYTEST := $(BIN)/python -m pytest
# Three at a time on two cores, as each now and then waits for the real time of a page or a line; a
# module in one piece, in the order in which tests/conftest.py puts them.
SIDE_BY_SIDE := -n 3 --dist loadscope --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help serve test check check-python check-web check-tree fix generated spec fuzz soak bench \
	golden guide vendor constraints clean test-tools

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

serve: $(RUNTIME) ## Start a demo school on this computer
	@$(BIN)/hiroba serve --demo $(ARGS)

test: $(DEV) test-tools $(NODE_MODULES) ## Run every test, browsers included (ARGS= for pytest)
	@web=0; $(if $(JS_TESTS),node --test $(JS_TESTS) || web=$$?;) \
	python=0; $(PYTEST) $(SIDE_BY_SIDE) $(ARGS) || python=$$?; \
	[ $$web = 0 ] || echo "The tests of the web client failed, see above."; \
	exit $$((web | python))

check: check-python check-web check-tree ## Check format, lint, types, imports and tidiness

check-python: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check-web: $(NODE_MODULES)
	node_modules/.bin/biome ci .
	node_modules/.bin/tsc --project .
	node --test --test-reporter=dot tests/web_client/test_strings.js

check-tree: $(DEV)
	$(PYTEST) -q tests/test_tidy.py tests/test_vendor.py tests/test_documents.py \
		tests/test_generated.py

generated: $(DEV) ## Write what is made from the declarations
	$(BIN)/python -m tools.generate

fix: generated $(NODE_MODULES) ## Format, and mend what the linters can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	node_modules/.bin/biome check --write .

spec: $(DEV) ## List the rows of the specification that no test names
	@$(BIN)/python -m tests.spec_rows

fuzz: $(DEV) ## Run the tests without a browser with many examples
	HIROBA_TEST_SIZE=fuzz $(PYTEST) -m "not browser" $(ARGS)

soak: $(DEV) test-tools ## Run everything in its largest size (hours)
	HIROBA_TEST_SIZE=soak $(PYTEST) $(ARGS)

bench: $(DEV) ## Measure, against yardsticks taken in the same run
	@set -e; for module in $(BENCHES); do echo "== $$module"; $(BIN)/python -m $$module; done

golden: $(DEV) ## Keep the log of a new release, which later ones must still read
	$(BIN)/python -m tests.golden_logs

guide: $(DEV) test-tools ## Take the guides' pictures anew (ARGS= names of some)
	$(BIN)/python -m tools.guide $(ARGS)

vendor: ## Make the client's third-party bundle again
	cd tools/vendor && npm ci --no-progress && npm run --silent bundle

constraints: ## Take the newest allowed versions and write them down
	$(PYTHON) -m venv --clear build/constraints
	build/constraints/bin/python -m pip install --quiet --editable .[dev]
	{ echo '# Exact versions that make installs repeatable; `make constraints` writes this file.'; \
	build/constraints/bin/python -m pip freeze --exclude-editable; } > constraints.txt

clean: ## Remove everything that make has made
	rm -rf $(VENV) node_modules tools/vendor/node_modules build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

test-tools:
	@tools/ensure-test-tools

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "hiroba needs Python 3.11 or newer with venv." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing hiroba into $(VENV) …"
	@$(PIP) --editable .
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing hiroba and its checks into $(VENV) …"
	@$(PIP) --editable .[dev]
	@touch $@ $(RUNTIME)

$(NODE_MODULES): package.json package-lock.json
	@tools/ensure-test-tools --without-browser
	@npm ci --no-progress --loglevel=error
	@touch $@
