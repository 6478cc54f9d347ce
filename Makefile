# The commands of this repository. `make help` lists them.

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# So many processes test at once: two for two cores, and one for the time in which the journeys wait.
TESTERS ?= 3
# Compiled files are kept: the tests start many processes of ours, and each would compile anew.
export PYTHONDONTWRITEBYTECODE :=

# On the build machine, with nobody to look: what failed runs once more, alone. Both outcomes are printed.
ONCE_MORE = { echo "Once more, alone, what failed:"; $(BIN)/pytest -q -n 1 --dist loadgroup --last-failed; }

.PHONY: help sandbox test quick proof chaos soak mutants bench lock env env-test format
.DEFAULT_GOAL := help

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

sandbox: env ## Try Earshot without any account. FRESH=1 starts over.
	@exec $(PY) -m handlers sandbox $(if $(FRESH),--fresh) $(ARGS)

test: env-test ## Every check, on SQLite and on PostgreSQL, and on two Pythons if there are two.
	@$(MAKE) --no-print-directory style types imports
	$(BIN)/pytest -q -n $(TESTERS) --dist loadgroup $(if $(AGAIN),|| $(ONCE_MORE))
	@TESTERS=$(TESTERS) .ci/other-python $(PY)

quick: env-test ## Style, types, import rules, and the tests of what was changed.
	@$(MAKE) --no-print-directory -j 2 style types imports changed

proof: env-test ## What takes longer: both databases throughout, large property runs.
	$(BIN)/pytest -q -n $(TESTERS) --dist loadgroup -m proof

chaos: env-test ## Kill our processes while the platforms fail; KILLS=200, SEED=1, DATABASES="sqlite postgresql".
	@$(PY) -m tests.chaos

soak: env-test ## Traffic at twenty times its speed, and whether anything grows; MINUTES=24 is eight hours.
	@$(PY) -m tests.chaos.soak

.PHONY: style types imports changed
style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

changed:
	$(PY) -m tests.quick -n 2

mutants: env-test ## Change the code, a little at a time, and see what no test notices; NUMBER=60, SEED=1, AREA="desk outbox", GIVEN=1.
	@$(PY) -m tests.mutation

bench: env-test ## The measurements, all of them; fails at the end where a goal was missed.
	@missed=0; for file in tests/benchmarks/bench_*.py; do \
		$(PY) -m tests.benchmarks.$$(basename $$file .py) || missed=1; \
	done; exit $$missed

format: env-test ## Lay out the code.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Write the requirements files anew from pyproject.toml. Needs uv.
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv"; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-annotate --no-header pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-annotate --no-header --extra test -c requirements.txt \
		pyproject.toml -o requirements-test.txt

env: ## Make the environment that runs Earshot.
	@stamp="$$(cksum < requirements.txt)"; with_tests="$$(cksum < requirements-test.txt)"; \
	if [ "$$(cat $(VENV)/.locked 2>/dev/null)" != "$$stamp" ] \
		&& [ "$$(cat $(VENV)/.locked 2>/dev/null)" != "$$with_tests" ]; then \
		$(MAKE) --no-print-directory install FILE=requirements.txt STAMP="$$stamp"; \
	fi

env-test: ## The same with what the tests need.
	@stamp="$$(cksum < requirements-test.txt)"; \
	if [ "$$(cat $(VENV)/.locked 2>/dev/null)" != "$$stamp" ]; then \
		$(MAKE) --no-print-directory install FILE=requirements-test.txt STAMP="$$stamp"; \
	fi

.PHONY: install
install:
	@python="$$(PYTHON='$(PYTHON)' .ci/python)" || exit 1; \
	if ! $(PY) -c "import sys" 2>/dev/null; then \
		echo "Making the environment in $(VENV) with $$python …"; \
		rm -rf $(VENV); "$$python" -m venv $(VENV) || exit 1; \
	fi
	@echo "Installing $(FILE) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(FILE)
	@$(PY) -c "import pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path('purelib'), 'earshot.pth').write_text('$(CURDIR)\n')"
	@printf '#!/bin/sh\nexec "%s/$(PY)" -m handlers "$$@"\n' "$(CURDIR)" > $(BIN)/earshot
	@chmod +x $(BIN)/earshot
	@echo "$(STAMP)" > $(VENV)/.locked
