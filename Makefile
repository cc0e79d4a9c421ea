# Two commands a newcomer needs: `make demo` and `make test`. Both set up all they use in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-hosts validate lint types check clean

.venv/ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=24"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch .venv/ready

demo: .venv/ready  ## build the fixture articles, offline; ends with demo-out/report.html
	# Exit code 3 means that some look-ups failed: among the recorded answers are a 429 and a 500.
	$(BIN)/embedkit build fixtures/articles -o demo-out --replay fixtures/http || test $$? -eq 3
	@echo "Look at demo-out/report.html"

test: .venv/ready  ## every test
	$(BIN)/python -m pytest

tests/validators/node_modules: tests/validators/package-lock.json
	npm ci --prefix tests/validators
	touch tests/validators/node_modules

test-hosts: .venv/ready  ## Flask, Django, Wagtail, Markdown engines, Pelican and MkDocs, each in an environment of its own
	$(BIN)/nox

validate: .venv/ready tests/validators/node_modules  ## outputs by the formats' own validators (needs node and java)
	$(BIN)/python -m pytest tests/test_validators.py

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready
	$(BIN)/mypy

check: lint types test

clean:
	rm -rf .venv demo-out build dist .mypy_cache .ruff_cache .pytest_cache
