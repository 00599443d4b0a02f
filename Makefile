# caseflow: `make run` to try it, `make test` to change it, `make help` for the rest.

PORT ?= 8000
CASEFLOW_DATA ?= var
export CASEFLOW_DATA

BIN := .venv/bin
PYTEST := .ci/tjanster $(BIN)/python -m pytest
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help run test coverage lint format bench chaos lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: ## install, create a demo municipality in ./var and serve it (PORT, CASEFLOW_DATA, CASEFLOW_DATABASE_URL)
	@.ci/systempaket run
	@.ci/miljo run
	@.ci/starta $(PORT)

test: ## install what tests need and run everything: lint, types, architecture, tests
	@.ci/systempaket test
	@.ci/miljo test
	@$(MAKE) --no-print-directory check-code
	@$(PYTEST) -n auto

coverage: ## the tests once more, with the lines and branches that none of them reaches (slower)
	@.ci/systempaket test
	@.ci/miljo test
	@$(PYTEST) -n auto --cov --cov-report=term

lint: ## ruff, mypy and import-linter
	@.ci/miljo test
	@$(MAKE) --no-print-directory check-code

.PHONY: check-code
check-code:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: ## let ruff format the code and mend what it can
	@.ci/miljo test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: ## the benchmarks in tests/bench; they report, they do not assert
	@.ci/systempaket test
	@.ci/miljo test
	@$(PYTEST) tests/bench -p no:randomly --capture=no

N ?= 1
chaos: ## the tests in tests/chaos N times in a row (N=20): workers killed, servers stopped, connections cut
	@.ci/systempaket test
	@.ci/miljo test
	@for round in $$(seq $(N)); do \
		echo "chaos: round $$round of $(N)"; \
		$(PYTEST) -q -n auto tests/chaos || exit 1; \
	done
	@echo "chaos: passed $(N) times in a row"

lock: ## resolve the dependencies anew into the two locks (UPGRADE=1 takes the newest)
	@.ci/lock $(UV_VERSION) $(if $(UPGRADE),--upgrade)
