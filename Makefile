# Two commands: `make run` shows the office on a demo city; `make test` checks everything.
# They need Python >= 3.11 and make; all else they fetch by the lock files.

PORT ?= 8000
BIN  := .venv/bin
.DEFAULT_GOAL := help

# Python keeps its compiled modules: a second start is much faster.
unexport PYTHONDONTWRITEBYTECODE
export PYTHON

# ---- for everybody

.PHONY: help run test bench lock assets wheel clean
help:                ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: assets           ## the demo city, one placement round, the office on 127.0.0.1 (PORT=8000)
	@exec $(BIN)/dungviec demo --port $(PORT)

test: .venv/.ready-tests assets  ## all checks and tests (STEPS="lint types" runs some)
	@exec $(BIN)/python tools/run_tests.py $(STEPS)

bench: .venv/.ready-tests  ## the engine and the law beside their baselines, as ratios (NAMES=law runs one)
	@exec $(BIN)/python -m benchmarks $(NAMES)

# ---- for developers

assets: .venv/.ready  ## the office's CSS, scripts and fonts (only when something changed)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/build_assets.py

wheel: .venv/.ready  ## dist/dungviec-*.whl with everything inside
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/uv build -q --wheel --no-build-isolation --out-dir dist
	@ls dist/*.whl

lock: .venv/.ready-tests  ## the lock files from pyproject.toml (UPGRADE=1: newer versions)
	@sh tools/lock.sh

clean:               ## away with everything that was made (the lock files stay)
	rm -rf .venv node_modules dist build var src/dungviec/office/shell/static/dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# ---- set-up, each part only when what it is made from has changed

SETUP := tools/setup.sh tools/bootstrap.lock tools/nodejs.lock pyproject.toml hatch_build.py

.venv/.ready: requirements.lock $(SETUP)
	@sh tools/setup.sh runtime
	@touch $@

.venv/.ready-tests: requirements-dev.lock .venv/.ready
	@sh tools/setup.sh tests
	@touch $@
