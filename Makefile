# Parley: `make help` says what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run notebook test lint fuzz stress bench lock licences audit release clean
MAKEFLAGS += --no-print-directory

help: ## show this list
	@echo "Parley: who demands what, of whom, over which asset, and says who?"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '%-14s %s\n' "$$name" "$$what"; done
	@echo
	@echo "  PARLEY_HOST and PARLEY_PORT say where 'make run' serves (127.0.0.1:8000)."
	@echo "  PARLEY_ENGINES restricts 'make test', e.g. PARLEY_ENGINES='none embedded'."

run: ## install what is needed, load the shipped dossiers, serve on 127.0.0.1:8000
	@sh requirements/install.sh run && exec .venv/bin/parley run

notebook: ## install what is needed, load the shipped dossiers if nothing is, open JupyterLab
	@sh requirements/install.sh notebook && exec sh notebooks/open.sh

test: ## install what tests need, then lint and test on all three engines
	@sh requirements/install.sh dev
	@sh tests/support/tools.sh
	@.venv/bin/python -m tests.support.jars
	@$(MAKE) lint
	@PARLEY_CHROMIUM="$${PARLEY_CHROMIUM:-$$(command -v chromium)}" exec .venv/bin/python -m tests.run

lint: ## check style, formatting and types (ruff, mypy)
	@sh requirements/install.sh dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

fuzz: ## ask every route 1,000 strange questions of each sort, by its OpenAPI document (minutes)
	@sh requirements/install.sh dev
	@PARLEY_FUZZ=$${PARLEY_FUZZ:-1000} .venv/bin/python -m pytest --engine embedded tests/api/test_fuzz.py --timeout 3600

stress: ## faults at length: killed loaders, lost answers, full disks, restores (an hour or more)
	@sh requirements/install.sh dev
	@.venv/bin/python -m tests.support.jars
	@.venv/bin/python -m stress.run $(STRESS)

bench: ## measure what README quotes, as ratios in one run (some minutes)
	@sh requirements/install.sh dev
	@.venv/bin/python -m tests.support.jars
	@.venv/bin/python -m benchmarks.loading --claims 100000 --engine embedded
	@.venv/bin/python -m benchmarks.loading --claims 100000 --engine neo4j-2026
	@.venv/bin/python -m benchmarks.positions --claims 60000
	@.venv/bin/python -m benchmarks.questions
	@.venv/bin/python -m benchmarks.query_api
	@.venv/bin/python -m benchmarks.growth
	@.venv/bin/python -m benchmarks.notebook
	@.venv/bin/python -m benchmarks.networks
	@.venv/bin/python -m benchmarks.checking
	@.venv/bin/python -m benchmarks.agreement
	@.venv/bin/python -m benchmarks.pages

lock: ## renew requirements/run.txt, notebook.txt and dev.txt from pyproject.toml
	@sh requirements/install.sh dev
	@sh requirements/lock.sh

licences: ## renew docs/licences.md from requirements/run.txt
	@sh requirements/install.sh dev
	@.venv/bin/python requirements/licences.py

audit: ## look for known flaws of the packages that are locked (pip-audit, and floors)
	@sh requirements/install.sh dev
	@.venv/bin/python requirements/audit.py

release: ## make dist/: wheel, source archive, bill of materials (CycloneDX), checksums
	@sh requirements/install.sh dev
	@sh requirements/release.sh

clean: ## remove the virtual environment and everything that tools left in this folder
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.* htmlcov build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
