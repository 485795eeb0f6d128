# `make run` and `make test` set up all they need in .venv; nothing else has to be installed beforehand but Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SYSTEMS := majority random rules
GIVEN := majority random lookup
MADE := $(VENV)/made
SPLITS := article test
# One file for each of split/track/system.
RESULTS := $(foreach split,$(SPLITS),$(SYSTEMS:%=$(split)/text/%) $(GIVEN:%=$(split)/given/%))

.DELETE_ON_ERROR:
.PHONY: run test lint scores scores-check wheel-test speed coverage clean always

run: $(VENV)/run.stamp  ## score the baselines on the article and on the test split, and print both leaderboards
	$(BIN)/onrecord run --split article
	$(BIN)/onrecord run --split test

test: $(VENV)/test.stamp  ## run the tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/lint.stamp  ## ruff (rules and format) and mypy strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

scores: $(RESULTS:%=$(MADE)/%.json)  ## score the baselines again and store what comes out
	for result in $(RESULTS); do \
	  stored=benchmark/submissions/$$(basename $$result)/scores.$$(dirname $$result | tr / .).json; \
	  mkdir -p $$(dirname $$stored) && cp $(MADE)/$$result.json $$stored || exit 1; done

scores-check: $(RESULTS:%=$(MADE)/%.json)  ## score the baselines again and fail on any difference from what is stored
	for result in $(RESULTS); do \
	  diff -u benchmark/submissions/$$(basename $$result)/scores.$$(dirname $$result | tr / .).json $(MADE)/$$result.json \
	  || exit 1; done
	@echo "scored again: $(SYSTEMS), in the track given $(GIVEN), on $(SPLITS), each as stored"

$(MADE)/%.json: $(VENV)/run.stamp always
	mkdir -p $(@D)
	rm -f $(@:.json=.jsonl) $(@:.json=.jsonl).partial*
	$(BIN)/onrecord predict $(notdir $*) --split $(firstword $(subst /, ,$*)) --track $(word 2,$(subst /, ,$*)) \
	  -o $(@:.json=.jsonl)
	$(BIN)/onrecord score $(@:.json=.jsonl) --split $(firstword $(subst /, ,$*)) --track $(word 2,$(subst /, ,$*)) --json > $@

wheel-test: $(VENV)/test.stamp  ## build the wheel and use it in an empty environment, far from the checkout
	sh tests/wheel.sh $(BIN)/python

speed: $(VENV)/test.stamp  ## time the scorer beside its peers, about a quarter of an hour; figures in benchmark/speed/README.md
	PYTHONPATH=benchmark $(BIN)/python -m speed
	$(PIP) install -c constraints.txt --group speed
	PYTHONPATH=benchmark $(BIN)/python -m speed.systems

coverage: $(VENV)/test.stamp  ## simulate how often the intervals hold the true figure
	$(BIN)/python benchmark/simulations/coverage.py

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
