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
parts = $(subst /, ,$1)
asked = --split $(word 1,$(parts)) --track $(word 2,$(parts))
stored = benchmark/submissions/$(word 3,$(parts))/scores.$(word 1,$(parts)).$(word 2,$(parts)).json

.DELETE_ON_ERROR:
.PHONY: run test lint scores scores-check papers wheel-test speed coverage clean always

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
	$(foreach result,$(RESULTS),mkdir -p $(dir $(call stored,$(result))) && cp $(MADE)/$(result).json $(call stored,$(result)) &&) true

scores-check: $(RESULTS:%=$(MADE)/%.json)  ## score the baselines again and fail on any difference from what is stored
	$(foreach result,$(RESULTS),diff -u $(call stored,$(result)) $(MADE)/$(result).json &&) true
	@echo "scored again: $(SYSTEMS), in the track given $(GIVEN), on $(SPLITS), each as stored"

$(MADE)/%.json: $(VENV)/run.stamp always
	mkdir -p $(@D)
	rm -f $(@:.json=.jsonl) $(@:.json=.jsonl).partial*
	$(BIN)/onrecord predict $(notdir $*) $(call asked,$*) -o $(@:.json=.jsonl)
	$(BIN)/onrecord score $(@:.json=.jsonl) $(call asked,$*) --json > $@

papers: $(VENV)/test.stamp  ## write the datasheet's tables, the README's boards and tests/pins.json anew, after a change of data
	$(BIN)/python tests/papers.py

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
