# The two commands: `make report` (the example study to theme tables) and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STUDY ?= src/imcommerce_qual/example
TO ?= report
JOBS ?= auto

.PHONY: report test oracle check lint types contracts bench requirements clean
.DEFAULT_GOAL := report

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "imqual needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python cannot make a virtual environment here (on Debian: apt install python3-venv)"; exit 1; }

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q src/imcommerce_qual
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Adding the tools for tests and checks (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

report: $(VENV)/.run  ## the study's findings in the terminal, and as files in $(TO)/
	@$(BIN)/imqual --study $(STUDY) report --to $(TO)

test: $(VENV)/.dev  ## every test
	@$(BIN)/python -m pytest -n $(JOBS)

$(VENV)/.oracle: requirements-oracle.txt $(VENV)/.dev
	@echo "Adding the libraries that agreement is compared with (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-oracle.txt
	@touch $@

oracle: $(VENV)/.oracle  ## libraries to compare agreement with; without them those tests are left out

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

contracts: $(VENV)/.dev
	@$(BIN)/lint-imports

check: lint types contracts test  ## everything that CI checks

bench: $(VENV)/.run  ## start-up and large-study speed, as ratios to baselines of the same run
	@$(BIN)/python benchmarks/run.py

requirements:  ## pin the versions again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
	  pyproject.toml --extra png --group build -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
	  pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
	  --group oracle -c requirements.txt -c requirements-dev.txt -o requirements-oracle.txt

clean:
	rm -rf $(VENV) $(TO) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
