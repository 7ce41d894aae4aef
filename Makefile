# The commands of SocialLens. `make` lists them.
VENV := .venv
BIN := $(VENV)/bin
SPARK := .venv-spark
PIP := $(BIN)/python -m pip
INSTALL := $(PIP) install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header
TOOL := $(BIN)/uv tool run --quiet
# The long files first (tests/conftest.py orders them): then neither process waits at the end.
PYTEST := $(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder -r s

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo-server setup test soak fuzz check static style types types-windows spark lock sbom vulnerabilities demo bench bench-classify pictures audit

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Open the dashboard: on the embedded data at first, then on your own
	$(BIN)/sociallens serve --open

demo-server: $(VENV)/installed-dev ## Open a public server of the demo data, with made-up readers who sign in
	$(BIN)/python -m tests.doors

setup: $(VENV)/installed ## Only install; leaves the command at .venv/bin/sociallens

test: $(VENV)/installed-dev ## Pass all tests, in a browser and a spreadsheet program too
	$(BIN)/python -m tests.programs
	$(PYTEST)

soak: ## Try at length what `make test` tries briefly: chance, kills, power cuts
	SOCIALLENS_TESTS=whole $(MAKE) test

fuzz: $(VENV)/installed-dev ## Change files of each text format by chance, 200,000 times, and read them
	$(BIN)/python -m benchmarks.fuzz

check: static test ## Format, lint, strict types, import contracts, licences and all tests

static: style types types-windows

style: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/installed-dev
	$(BIN)/mypy

# With a cache of its own: of one cache, each platform would throw away what the other found.
types-windows: $(VENV)/installed-dev
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 sociallens app.py pages

spark: $(VENV)/installed-dev $(SPARK)/installed ## Pass the tests on Apache Spark itself; needs Java 17
	SPARK_HOME=$$(echo $(CURDIR)/$(SPARK)/lib/python*/site-packages/pyspark) \
		$(BIN)/pytest -m spark -r s tests/test_spark.py

bench: $(VENV)/installed-dev ## Measure what is fast: clicks, first load, queries
	$(BIN)/python -m tests.programs
	$(BIN)/python -m benchmarks.speed

bench-classify: $(VENV)/installed-dev ## Measure the classifier on the labelled texts
	$(BIN)/python -m benchmarks.classification

demo: $(VENV)/installed ## Make the embedded data again
	$(BIN)/sociallens demo

pictures: $(VENV)/installed-dev ## Make the pictures of the README again
	$(BIN)/python -m tests.programs
	$(BIN)/python -m tests.pictures

audit: $(VENV)/installed-dev ## Take pictures of all pages and count their faults; STORE=path OUT=path
	$(BIN)/python -m tests.programs
	$(BIN)/python -m tests.audit

lock: | $(BIN)/uv ## Write both locks again from pyproject.toml; UPGRADE=--upgrade for newer versions
	$(COMPILE) $(UPGRADE) --group build pyproject.toml -o requirements.lock
	$(COMPILE) $(UPGRADE) --group build --group dev -c requirements.lock pyproject.toml \
		-o requirements-dev.lock

sbom: | $(BIN)/uv ## List what the runtime lock brings, in the form of CycloneDX: OUT=sbom.json
	$(TOOL) --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements.lock \
		--pyproject pyproject.toml --output-reproducible -o $(or $(OUT),sbom.json)

# Strict: without the data of PyPI or OSV it would end well, having looked at nothing.
vulnerabilities: | $(BIN)/uv ## Ask PyPI what is known against the runtime lock; FROM=osv asks OSV
	$(TOOL) --from pip-audit==2.10.1 pip-audit --strict --vulnerability-service $(or $(FROM),pypi) \
		--disable-pip --require-hashes -r requirements.lock

$(BIN)/uv: | $(BIN)/python
	@$(PIP) install --quiet uv

# The stamps: a target is made again when its lock has changed since.
$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing SocialLens into $(VENV) (some minutes, once)..."
	@$(INSTALL) -r requirements.lock
	@$(PIP) install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing the tools of the tests..."
	@$(INSTALL) --no-binary pyspark-client --no-build-isolation -r requirements-dev.lock
	@touch $@

# Apart: the client of Spark that the project uses has the same name as Spark itself.
$(SPARK)/installed: Makefile | $(BIN)/python
	@echo "Installing Apache Spark into $(SPARK) (half a gigabyte)..."
	@$(BIN)/python -m venv $(SPARK)
	@$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check 'pyspark==4.3.0'
	@touch $@

# PYTHON=/path/to/python chooses one; otherwise the first that is recent enough.
$(BIN)/python:
	@for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if ! "$$python" -c 'import ensurepip' 2>/dev/null; then \
			version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
			echo "$$python has no venv module; install it first: apt-get install python$$version-venv" >&2; \
			exit 1; \
		fi; \
		exec "$$python" -m venv $(VENV); \
	done; \
	echo "SocialLens needs Python 3.11 or later; found: $$($(or $(PYTHON),python3) --version 2>&1)" >&2; \
	exit 1
