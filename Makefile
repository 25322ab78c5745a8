# make run    make the environment, install, migrate, and serve (Telegram with BOT_TOKEN, else a playground in the browser)
# make test   install and run all tests
# make check  format, lint, types and the rules of who may import whom
# make audit  look for known vulnerabilities in what is locked (needs the network)
# make bench  measure how fast it is, beside peers in an environment of theirs (made at first use, which needs the network)
# make chaos  kill the bot two hundred times while people use it, and reckon up; then a fleet of three on PostgreSQL, and
#             PostgreSQL itself; then every time zone (an hour)
# make million a day with a million people on paper: how late reminders come, what the database bears (15 minutes)
# make soak   5,000 people over a simulated week against an oracle, and the bot's memory (half an hour)
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check cover audit bench chaos soak million lock format clean
.DEFAULT_GOAL := run

run: .venv/run.stamp
	@$(BIN)/unsit run

test: .venv/dev.stamp
	$(BIN)/pytest -n auto --dist worksteal

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m content check

cover: .venv/dev.stamp
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term-missing:skip-covered

# Out of `make test`, which needs no network. In an environment of its own, so that it adds nothing to ours.
audit: .venv/dev.stamp
	$(BIN)/uvx pip-audit==2.9.0 --disable-pip --require-hashes --requirement requirements.lock
	$(BIN)/uvx pip-audit==2.9.0 --disable-pip --require-hashes --requirement requirements-dev.lock

bench: .venv/dev.stamp
	$(BIN)/python -m bench

chaos: .venv/dev.stamp
	$(BIN)/python -m trials kills
	$(BIN)/python -m trials fleet
	$(BIN)/python -m trials zones

soak: .venv/dev.stamp
	$(BIN)/python -m trials week

million: .venv/dev.stamp
	$(BIN)/python -m trials million

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Exact versions with hashes, for every platform and Python from 3.11 on; addresses stay out of it.
lock: .venv/dev.stamp
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" --extra build --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" --extra build --extra dev \
	    --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" \
	    --output-file bench/peers/requirements.txt bench/peers/requirements.in

.venv: .venv/run.stamp

# pip comes last: where Debian lacks python3-venv, a half-made environment is tried again.
.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Unsit needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/pip
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv .venv-peers build *.egg-info
