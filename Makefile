# The commands of MLA Desk. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
VENV := $(or $(MLA_VENV),.venv)
IN := $(VENV)/bin

export PORT

.PHONY: help run test faults bench bench-reminders lint types catalogue documents venv clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

run: ## start everything and print the address; Ctrl-C stops it; PORT=8001 takes another port
	@$(PYTHON) config/bootstrap.py run

test: ## run the whole test suite; ARGS="-k clock" takes a part
	@$(PYTHON) config/bootstrap.py test $(ARGS)

faults: venv ## kill, freeze and flush what sends reminders, and count; ARGS="--only R1 --size 100"
	@$(IN)/python -m tests.faults $(ARGS)

lint: venv ## check the style
	@$(IN)/ruff check .
	@$(IN)/ruff format --check .

types: venv ## check the types
	@$(IN)/mypy .

catalogue: venv ## collect and compile the sentences of both languages
	@$(IN)/python -m config.catalogue

documents: venv ## write docs/procedures from the rows of the procedures
	@$(IN)/python -m config.procedure_documents

bench-reminders: venv ## measure reminders against plain smtplib; ARGS="--sizes 10000" for less
	@$(IN)/python -m bench.reminders $(ARGS)

bench: venv ## measure every page against an empty one; ARGS="--sizes 10000" for less
	@$(IN)/python -m bench.pages $(ARGS)

venv: ## make or renew the Python environment with the tools of the developers
	@$(PYTHON) config/bootstrap.py venv --dev

clean: ## remove the environment, the demonstration's data and all caches
	@if [ -x $(IN)/python ]; then MLA_TEST_ENGINE=1 $(IN)/python -m config.engines clean; fi
	@if [ -x $(IN)/python ]; then $(IN)/python -m config.engines clean; fi
	@rm -rf .run .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov .coverage staticfiles
	@rm -rf .venv
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
