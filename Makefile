# demo: see it work.  test: everything that CI runs.  The rest is for work on the code.
.DEFAULT_GOAL := help
.PHONY: help demo test bench generate format tour clean

VENV ?= .venv
PYTHON := $(VENV)/bin/python
export VENV

help:
	@echo "make demo      start auraed, run examples, a virtual machine too, show the state, stop it"
	@echo "make test      install what the tests need and run all of them"
	@echo "make bench     measure the numbers of SPECIFICATION.md"
	@echo "make generate  make generated files again"
	@echo "make format    format the code"
	@echo "make tour      run the README's tour and write its output there"

demo:
	@tools/install.sh run
	@$(PYTHON) -m tools.demo

test:
	@tools/install.sh dev
	@$(PYTHON) -m tools.run_tests $(ARGS)

bench:
	@tools/install.sh dev
	@$(PYTHON) -m bench

generate:
	@tools/install.sh dev
	@$(PYTHON) -m tools.generate

format:
	@tools/install.sh dev
	@$(VENV)/bin/ruff check --fix --quiet .
	@$(VENV)/bin/ruff format --quiet .

tour:
	@tools/install.sh run
	@$(PYTHON) -m tools.tour

clean:
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
