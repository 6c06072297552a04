# make report · make test · make lab · make benchmark · make clean
# make report ARTICLE=path makes the report of another article in out/, make lab ARTICLE=path opens it;
# PYTHON=python3.12 picks the interpreter.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: report test lab benchmark lock clean

report: $(READY)
	@$(BIN)/closereading report $(if $(ARTICLE),-- "$$ARTICLE")

test: $(READY)
	@$(BIN)/python -m pytest

lab: $(READY)
	@$(BIN)/closereading lab $(if $(ARTICLE),-- "$$ARTICLE")

benchmark: $(READY)
	@$(BIN)/pip install -q --disable-pip-version-check --no-build-isolation -e ".[benchmark]"
	@$(BIN)/python -m benchmarks

# Keeps the pins that stand in the lock and still fit; delete the file first to renew them all.
lock: $(READY)
	@$(BIN)/pip install -q --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra test \
		--generate-hashes --no-header --output-file requirements.txt pyproject.toml

# --no-deps: the lock already names everything, with its hash.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "closereading needs Python 3.11 or newer; say which with PYTHON=python3.12")'
	@echo "Setting up $(VENV) (once, a few minutes)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf $(VENV) out .pytest_cache .ruff_cache .hypothesis
