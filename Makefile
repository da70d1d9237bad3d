# Five verbs: demo test check bench fmt. Each works on a fresh clone with Python 3.11 or later and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV := .venv
PY := $(VENV)/bin/python
ARGS ?=
WORKERS ?= 2
hash = $(shell cat $(1) 2>/dev/null | cksum | tr " " "-")
RUNTIME := $(VENV)/.runtime-$(call hash,requirements.lock)
DEV := $(VENV)/.dev-$(call hash,requirements.lock requirements-dev.lock)
PIP := $(PY) -m pip --quiet --disable-pip-version-check

.PHONY: help demo serve test check bench fmt lock eval-record eval-baseline

help: ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(RUNTIME) ## everything at once, with a local Slack to try it in; prints the address
	@$(PY) -m bot demo $(ARGS)

serve: $(RUNTIME) ## the bot as it runs for real, settings from the environment
	@$(PY) -m bot serve $(ARGS)

test: $(DEV) ## the whole suite; on the services of DATABASE_URL and REDIS_URL where set
	@$(PY) -m pytest -n $(WORKERS) $(ARGS)

check: $(DEV) ## format, lint, types, import contracts, migrations equal models, the evaluation gate
	@$(VENV)/bin/ruff format --check --quiet . || { echo "make fmt mends this"; exit 1; }
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/basedpyright --level error
	@$(VENV)/bin/basedpyright --level error -p .ci/pyright-tests.json
	@$(VENV)/bin/lint-imports --no-logo
	@if [ -f storage/schema_check.py ]; then $(PY) -m storage.schema_check; fi
	@$(PY) -m bot eval --gate

# After a change of prompt, reader or form: kept replies anew, by the stand-in model. `make check` then says whether it is a fall.
eval-record: $(DEV)
	@$(PY) -m bot eval --model synthetic --save-cassettes jobs/evals/cassettes/golden.jsonl.gz || test $$? -eq 1

# Takes what rules and stand-in answer today as what a later change is held against; prints first how it compares with the old.
eval-baseline: eval-record
	@$(PY) -m bot eval --gate --write-baseline || test $$? -eq 1

bench: $(DEV) ## the benchmarks: a table, and build/bench.json
	@$(PY) -m tests.bench $(ARGS)

fmt: $(DEV) ## formats, and mends what the linter can
	@$(VENV)/bin/ruff check --fix-only --quiet . || true
	@$(VENV)/bin/ruff format .

lock: $(DEV) ## writes both locks anew from pyproject.toml; UPGRADE=1 takes newer versions
	@.ci/lock $(if $(UPGRADE),--upgrade)

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found; set PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment; on Debian install python3-venv" >&2; exit 1; }

# The name of a stamp holds the hash of its lock, so an install happens once for each lock.
$(RUNTIME): | $(PY)
	@echo "installing into $(VENV) (once for each lock)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@rm -f $(VENV)/.runtime-* && touch $@

$(DEV): | $(RUNTIME)
	@echo "installing what tests need"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@rm -f $(VENV)/.dev-* && touch $@
