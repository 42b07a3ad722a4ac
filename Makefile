# Two commands do everything: `make lab` opens the course, `make test` checks the kit.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Tests start hundreds of Pythons: where nothing compiled may be kept, each compiles all it imports.
unexport PYTHONDONTWRITEBYTECODE
# Most tests wait for another process half of their time. A file's tests share what they make; notebooks
# are dealt out one by one (tests/conftest.py).
AT_ONCE := -n 3 --dist loadfile --no-loadscope-reorder
.DEFAULT_GOAL := help
.PHONY: help env env-test lab test test-bare proof bench mutants build format clean

help:  ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# The stamp is renewed when the lock or the project changes, so that `make lab` starts at once.
.venv/.students: uv.lock pyproject.toml tools/make_env.py
	@$(PYTHON) tools/make_env.py --no-dev
	@touch $@

.venv/.tests: uv.lock pyproject.toml tools/make_env.py
	@$(PYTHON) tools/make_env.py --extra cluster --extra credentials --extra hub
	@touch .venv/.students $@

env: .venv/.students  ## Make the environment in .venv, and nothing else

env-test: .venv/.tests

lab: .venv/.students  ## Open the course in JupyterLab, on lesson 00
	@$(BIN)/kuleshov lab

test: .venv/.tests  ## Pass every test that this machine can run, and say what it lacked
	@$(BIN)/kuleshov build --check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python tools/test_js.py
	@$(BIN)/python -m pytest -m "not proof" $(AT_ONCE)  # tests, and examples in docstrings

test-bare: .venv/.tests  ## Pass the tests that call programs where there are none but the README's
	@PATH=$(CURDIR)/.venv/bin:$$(bash tools/bare_path.sh) && export PATH && unset KULESHOV_REQUIRE && \
		$(BIN)/python -m pytest -m "not proof" $(AT_ONCE) tests/setup tests/tools tests/footage \
		tests/cli/test_commands.py tests/browser tests/show/rooms/test_gestures.py tests/grading/test_run.py

proof: .venv/.tests  ## What proves a claim at length: slow
	@$(BIN)/python -m pytest -m proof

bench: .venv/.tests  ## Speed and memory beside peers, written to benchmarks/results
	@$(PYTHON) tools/make_env.py --extra cluster --extra credentials --extra hub --group bench
	@$(BIN)/python -m benchmarks

mutants: .venv/.tests  ## Change lines on purpose, one at a time, and print those that no test notices
	@$(BIN)/python tools/mutants.py --jobs 2

build: .venv/.tests  ## Text sources to notebooks, lock to environment.yml, cards to docs
	@$(BIN)/kuleshov build

format: .venv/.tests  ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:  ## Remove what make made
	rm -rf .venv .uv
