# `make explore` and `make test` need git, make and python3 with venv; they make their own environment in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES ?= $(or $(JBGRAPH_SOURCES),$(wildcard ../shared/sources))
export JBGRAPH_SOURCES := $(SOURCES)

.PHONY: explore test check format docs bench soak screenshots clean

explore: $(VENV)/installed
	@mkdir -p build
	@$(BIN)/jbgraph validate
	@$(BIN)/jbgraph explore -o build/jiangbei.html
	@$(BIN)/jbgraph map -o build/goals-to-projects.html
	@$(BIN)/jbgraph map -o build/goals-to-projects.csv
	@$(BIN)/jbgraph info

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -q -n auto --maxprocesses 8 --dist loadfile

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

# All figures of docs/explanation/performance.md. SIZES="20000" takes some minutes, all three about an hour.
SIZES ?= 20000 1000000 10000000
bench: $(VENV)/installed-dev
	$(BIN)/python -m pip install -q -e '.[bench]'
	@for name in cold loading tables deadline workbook maps explorer analyses extraction; do $(BIN)/python benchmarks/$$name.py; done
	@for size in $(SIZES); do $(BIN)/python benchmarks/peers.py --triples $$size; done

# Ten minutes of mixed load with hostile clients beside it: nothing that the service accepts may be lost.
soak: $(VENV)/installed-dev
	$(BIN)/python benchmarks/soak.py

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
