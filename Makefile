# The two commands of the README are `make run` and `make test`; everything else serves them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
FRONT := hatch_build.py $(shell find ui/static/src ui/frontend ui/locale -type f -not -path '*/node_modules/*' -not -name '*.mo' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup provider mining run test fuzz check format lock catalogues screenshots bench clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(STAMP) ui/static/dist/manifest.json ## Make the environment in .venv and build the front end

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cauce needs Python 3.11 or newer; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make an environment: install its venv module (Debian: apt-get install python3-venv)."; exit 1; }

$(STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

ui/static/dist/manifest.json: $(FRONT) | $(STAMP)
	$(BIN)/python hatch_build.py
	@touch $@

run: setup ## Start Cauce with its demo municipality on this machine
	$(BIN)/cauce run

test: setup ## Run every test, on SQLite and PostgreSQL and in a real browser
	$(BIN)/python tests/chromium.py
	$(BIN)/python -m pytest -n 2 --dist worksteal

fuzz: setup ## Try the API with many more requests than the tests do
	CAUCE_FUZZ_EXAMPLES=$${EXAMPLES:-200} $(BIN)/python -m pytest -q tests/integration/api/test_fuzz.py

provider: setup ## Try signing in against a real OpenID Connect provider (npm's oidc-provider)
	mkdir -p var/provider
	$(BIN)/python -c 'import hatch_build, subprocess; subprocess.run([*hatch_build.npm(), "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", "var/provider", "oidc-provider@9"], check=True)'
	$(BIN)/python -m pytest -q -rs tests/integration/vouching/test_real_provider.py

mining: setup ## Read event logs with a tool of process mining (pm4py, in an environment of its own)
	mkdir -p var
	$(BIN)/python -m venv var/mining
	var/mining/bin/python -m pip install --quiet --disable-pip-version-check pm4py==2.7.*
	$(BIN)/python -m pytest -q -rs tests/integration/cli/test_logs.py

check: setup ## Lint, types, formatting and the walls between the floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: | $(VENV)/bin/python ## Resolve the dependencies anew into requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --group dev pyproject.toml -o requirements.lock

catalogues: setup ## Take new sentences up into the catalogues, to be translated
	@mkdir -p var
	$(BIN)/pybabel -q extract -F ui/locale/babel.cfg -k translate -k gettext_noop -k N_ --no-location --sort-output --omit-header -o var/cauce.pot ui engine processes
	$(BIN)/pybabel -q update -i var/cauce.pot -d ui/locale -D cauce --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100

screenshots: setup ## Take the pictures of the documentation anew
	CAUCE_SCREENSHOTS=1 $(BIN)/python -m pytest -m browser -q

bench: setup ## Measure the engine beside the limit of this machine's databases
	$(BIN)/cauce bench w1

clean: ## Remove the environment, the bundle and the local data
	rm -rf $(VENV) var ui/static/dist ui/frontend/node_modules
