.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

PYTHON ?= python3
PORT ?= 8000
REGISTER ?= sqlite:///laeringslopp.db
STORE ?=
FAULTS ?= 220
FAULT_SEED ?= 20260312
ATTACKS ?= 100000
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
COMPILE := CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	--strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(ARGS)

.PHONY: help run test lint types unit browser faults attack format bench requirements catalogues rules contract casetable disclosing mutants pictures papers designsystem idiomorph clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PYTHON=$(PYTHON)  PORT=$(PORT)  REGISTER=$(REGISTER)  ARGS= (more arguments for unit, bench, requirements …)"
	@echo "  make run STORE=postgres keeps the register in a PostgreSQL server of its own, in .postgres/"

ifeq ($(STORE),postgres)
run: $(VENV)/.postgres
	@$(BIN)/python scripts/postgres.py --port $(PORT)
else
run: $(VENV)/.run ## start the service, with an example if the register is empty
	@$(BIN)/laeringslopp --register "$(REGISTER)" demo --if-empty
	@$(BIN)/laeringslopp --register "$(REGISTER)" serve --port $(PORT)
endif

test: lint types unit ## check everything, from nothing

lint: $(VENV)/.dev ## check the code's form
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python scripts/catalogues.py --check
	@$(BIN)/python scripts/rules.py --check
	@$(BIN)/python -m scripts.contract --check

types: $(VENV)/.dev ## check the types
	@$(BIN)/mypy

unit: $(VENV)/.dev ## run the tests and the features, in a real Chromium too
	@sh scripts/chromium.sh
	@sh scripts/nginx.sh
	@$(BIN)/python -m pytest -n "$$($(BIN)/python -c 'import os; print(os.cpu_count() + 1)')" --dist loadgroup $(ARGS)

browser: $(VENV)/.dev ## look at every page in every state, in all three languages, in a real Chromium
	@sh scripts/chromium.sh
	@BROWSER=whole $(BIN)/python -m pytest tests/browser $(ARGS)

faults: $(VENV)/.dev ## kill, fill, take away and damage, hundreds of times (FAULTS=rounds FAULT_SEED=number)
	@FAULTS=$(FAULTS) FAULT_SEED=$(FAULT_SEED) timeout 900 $(BIN)/python -m pytest tests/faults $(ARGS)

attack: $(VENV)/.dev ## thousands of calls that the API's document allows and does not, and 100,000 changed bodies (ATTACKS= bodies)
	@$(BIN)/python -m scripts.attack $(ARGS)
	@$(BIN)/python -m tests.attack.mutated $(ATTACKS)

format: $(VENV)/.dev ## mend the code's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.dev ## measure the speed
	@$(BIN)/python -m benchmarks $(ARGS)

requirements: $(VENV)/.dev ## lock the dependencies anew (ARGS=--upgrade for newer versions)
	@$(COMPILE) --extra cli --extra client --extra service --extra documents -o requirements/run.txt pyproject.toml requirements/run.in
	@$(COMPILE) --extra postgres -o requirements/postgres.txt pyproject.toml requirements/postgres.in
	@$(COMPILE) --extra cli --extra client --extra service --extra postgres --extra documents --extra mcp --extra telemetry --extra testing -o requirements/dev.txt \
		pyproject.toml requirements/run.in requirements/postgres.in requirements/dev.in

contract: $(VENV)/.dev ## bring docs/openapi.json up to date with the service, unless that would break it (ARGS='--break "why"')
	@$(BIN)/python -m scripts.contract $(ARGS)

casetable: $(VENV)/.dev ## bring the table of docs/backtest.md up to date with rules and cases
	@$(BIN)/python scripts/backtest_page.py

disclosing: $(VENV)/.dev ## bring the table of docs/disclosing.md up to date with the rules
	@$(BIN)/python -m scripts.disclosing

mutants: $(VENV)/.dev ## change the rules place by place, and see that a scenario notices (a quarter of an hour)
	@$(BIN)/python scripts/mutants.py --whole
	@$(BIN)/python scripts/mutants.py $(ARGS)

catalogues: $(VENV)/.dev ## bring the translations up to date with the code
	@$(BIN)/python scripts/catalogues.py $(ARGS)

rules: $(VENV)/.dev ## bring the packaged scenarios and docs/rules.md up to date with the rules
	@$(BIN)/python scripts/rules.py $(ARGS)

pictures: $(VENV)/.dev ## make the pictures in docs/pictures from the shipped cases (needs chromium)
	@sh scripts/chromium.sh
	@$(BIN)/python -m scripts.pictures

papers: $(VENV)/.dev ## write the case papers in docs/papers from the shipped cases, with pictures of their pages
	@$(BIN)/python -m scripts.papers

designsystem: $(VENV)/.dev ## fetch Designsystemet's stylesheets anew (needs npm)
	@$(BIN)/python scripts/designsystem.py $(ARGS)

idiomorph: $(VENV)/.dev ## fetch idiomorph anew, with which a page updates itself (needs npm)
	@$(BIN)/python scripts/idiomorph.py $(ARGS)

clean: ## remove what make made, but no register
	@rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Læringsløpp needs Python 3.11 or newer, and $(PYTHON) is not. Name another: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/pip || { echo "Making $(VENV) …"; $(PYTHON) -m venv $(VENV); }
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml
	@echo "Installing requirements/run.txt …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.postgres: $(VENV)/.run requirements/postgres.txt
	@echo "Installing requirements/postgres.txt …"
	@$(PIP) install --require-hashes -r requirements/postgres.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.txt pyproject.toml
	@echo "Installing requirements/dev.txt …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $(VENV)/.run $(VENV)/.postgres $@
