# `make explore` and `make test` need git, make and python3 with venv; they make their own environment in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES ?= $(or $(JBGRAPH_SOURCES),$(wildcard ../shared/sources))
export JBGRAPH_SOURCES := $(SOURCES)

.PHONY: explore test check format docs bench screenshots clean

explore: $(VENV)/installed
	@mkdir -p build
	@$(BIN)/jbgraph validate
	@$(BIN)/jbgraph explore -o build/jiangbei.html
	@$(BIN)/jbgraph map -o build/goals-to-projects.html
	@$(BIN)/jbgraph map -o build/goals-to-projects.csv
	@$(BIN)/jbgraph info

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -q

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/jbgraph validate
	$(BIN)/python docs/generate.py --check

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/installed-dev
	$(BIN)/python docs/generate.py

bench: $(VENV)/installed-dev
	@for file in benchmarks/*.py; do $(BIN)/python $$file; done

# The explorer in every size, language and colour, for a person to look at: build/screenshots.
screenshots: $(VENV)/installed-dev
	JBGRAPH_SCREENSHOTS=build/screenshots $(BIN)/python -m pytest -q tests/explorer/test_page_screenshots.py

clean:
	rm -rf build dist $(VENV)

$(VENV)/python-made:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python-made pyproject.toml
	$(BIN)/python -m pip install -q -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/python-made pyproject.toml
	$(BIN)/python -m pip install -q -e '.[dev]'
	@touch $@ $(VENV)/installed
