# `make run` and `make test` set up all they need in .venv; nothing else has to be installed beforehand but Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SYSTEMS := majority random rules
SCORES := $(SYSTEMS:%=benchmark/submissions/%/scores.json)
MADE := $(VENV)/made

.DELETE_ON_ERROR:
.PHONY: run test lint scores scores-check wheel-test clean always

run: $(VENV)/run.stamp  ## score the baselines on the article and print the leaderboard
	$(BIN)/onrecord run --split article

test: $(VENV)/test.stamp  ## run the tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/lint.stamp  ## ruff (rules and format) and mypy strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

scores: $(SYSTEMS:%=$(MADE)/%.json)  ## score the baselines again and store what comes out
	for system in $(SYSTEMS); do mkdir -p benchmark/submissions/$$system && cp $(MADE)/$$system.json benchmark/submissions/$$system/scores.json; done

scores-check: $(SYSTEMS:%=$(MADE)/%.json)  ## score the baselines again and fail on any difference from what is stored
	for system in $(SYSTEMS); do diff -u benchmark/submissions/$$system/scores.json $(MADE)/$$system.json || exit 1; done
	@echo "scored again: $(SYSTEMS), each as stored"

$(SYSTEMS:%=$(MADE)/%.json): $(MADE)/%.json: $(VENV)/run.stamp always
	mkdir -p $(MADE)
	rm -f $(MADE)/$*.jsonl $(MADE)/$*.jsonl.partial*
	$(BIN)/onrecord predict $* --split article -o $(MADE)/$*.jsonl
	$(BIN)/onrecord score $(MADE)/$*.jsonl --split article --json > $@

wheel-test: $(VENV)/test.stamp  ## build the wheel and use it in an empty environment, far from the checkout
	sh tests/wheel.sh $(BIN)/python

always:

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@# The build backend warns of folders named like a package; this checkout has none.
	PYTHONWARNINGS=ignore $(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(PIP) install -c constraints.txt --group test
	touch $@

$(VENV)/lint.stamp: $(VENV)/test.stamp
	$(PIP) install -c constraints.txt --group lint
	touch $@

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade "pip>=25.1"

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
