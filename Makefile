# What one can do with this checkout; `make` alone lists it. Needs Python 3.11 or newer, nothing else.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PURE := $(addprefix claims/,facts.py quantities.py reasons.py agreement.py origins.py positions.py headlines.py disagreements.py)
PURE += $(addprefix claims/search/,words.py query.py marks.py)
PURE += $(addprefix claims/proposals/,proposed.py sentences.py cues.py stances.py manners.py figures.py days.py)
PURE += $(addprefix claims/proposals/,hedges.py governing.py subjects.py saying.py voices.py reading.py)
PURE += $(addprefix claims/proposals/,groups.py contents.py statements.py)
PURE += claims/suggestions/alike.py
PURE += $(addprefix claims/reliability/,alpha.py matching.py pairing.py figures.py)
PURE += sources/lib/anchoring.py

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-sqlite test-postgres lint format setup python

help: ## Explain each target in a line (this list)
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' Makefile

# Sets a variable for `make run` where neither the environment nor .env does.
unless_set = [ -n "$${$(1)+set}" ] || grep -Eqs '^ *(export +)?$(1) *=' .env || export $(1)="$(2)"

run: $(VENV)/.requirements var/secret_key ## Serve the site with the example corpus on 127.0.0.1:8000 (PORT=8123: elsewhere; EMPTY=yes: without)
	@$(call unless_set,SECRET_KEY,$$(cat var/secret_key)); $(call unless_set,PUBLIC_PAGES,true); \
	$(call unless_set,SELF_REVIEW,true); \
	$(BIN)/python manage.py prepare_site --port "$(PORT)" $(if $(EMPTY),--no-seeds); \
	exec $(BIN)/gunicorn project.wsgi --bind "127.0.0.1:$(PORT)" --worker-class gthread --threads 8 \
		--no-control-socket --log-level warning

test: test-sqlite test-postgres ## Run all tests, on SQLite and on a PostgreSQL of their own

test-sqlite: $(VENV)/.requirements-dev ## Run all tests on SQLite
	DATABASE_URL=sqlite://:memory: $(BIN)/python -m pytest -n 2

test-postgres: $(VENV)/.requirements-dev ## Run all tests on PostgreSQL (from a wheel: nothing is installed in the system)
	$(BIN)/python -W ignore:XDG_RUNTIME_DIR -m tests.postgres $(BIN)/python -m pytest -n 2

lint: $(VENV)/.requirements-dev ## Check style, templates, types of the pure modules, and that no migration is missing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(BIN)/mypy $(PURE)
	DEBUG=true DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run

format: $(VENV)/.requirements-dev ## Put the style of code and templates in order, as make lint asks for
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html')

setup: $(VENV)/.requirements-dev ## Install what developing needs into .venv (run, test and lint do so themselves)

# What is installed: done anew only after the lists of requirements changed.
$(VENV)/.requirements: requirements.txt | python
	@echo "Installing the requirements into $(VENV) …"
	@$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.requirements-dev: requirements.txt requirements-dev.txt | python
	@echo "Installing what developing needs into $(VENV) …"
	@$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $(VENV)/.requirements $@

# The environment; made anew where it does not work.
python:
	@$(BIN)/python -m pip --version >/dev/null 2>&1 && exit; \
	for python in python3.11 python3 python3.12 python3.13 python3.14; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -m venv --clear $(VENV) && exit; \
		echo "$$python makes no virtual environment here. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; \
	done; \
	echo "Python 3.11 or newer is needed, as python3.11 or python3; none was found." >&2; exit 1

# The key that signs sessions: made once, for its owner's eyes only.
var/secret_key: | $(VENV)/.requirements
	@umask 077; mkdir -p var; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@
