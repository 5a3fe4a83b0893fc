# Set-up, demo, checks and tests. `make help` lists the targets.
#
# Everything goes into .venv and, where a Debian library is missing, through apt. Stamps in .venv
# make a repeated run instant.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Debian's own Python where it is new enough: a private build may be out of reach of other users.
PYTHON ?= $(shell for p in /usr/bin/python3 python3; do \
    $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
DEBIAN := .ci/install-debian-packages
# Every package is pinned and hashed, so there is nothing to resolve; wheels only, but for pyscard.
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-compile --no-deps
LOCKED := --require-hashes --only-binary :all:

# Hidden switches of the developer's shell that would slow or change what is run.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE

QT_LIBRARIES := libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1
XCB_LIBRARIES := libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 \
    libxcb-shape0 libxcb-xkb1 libxcb-randr0 libxcb-render0 libx11-xcb1 libxkbcommon-x11-0
TEST_TOOLS := strace pcscd vsmartcard-vpcd postgresql xvfb \
    speech-dispatcher speech-dispatcher-espeak-ng
# pyscard, which the tests need and a demo does not, has no wheel for Linux: it is compiled.
PYSCARD_TOOLS := gcc libc6-dev python3-dev libpcsclite-dev
HAS_SCREEN := $(strip $(DISPLAY)$(WAYLAND_DISPLAY))

.PHONY: help
help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

.PHONY: run
run: debian-run $(VENV)/run.stamp ## The demo: server, reader pad and kiosk on this machine
ifneq ($(HAS_SCREEN),)
	$(BIN)/beaupre demo
else
	@echo "No display: the demo runs off screen, pictures of what happens in demo-screens/, report in demo-report.json"
	$(BIN)/beaupre demo --headless --screenshots demo-screens --report demo-report.json
endif

# Tests of programs and servers wait for them half of their time: one worker more than there are cores.
# Each has its share in order, so that a town made for several tests is made once; who is done first
# takes over what another has left.
test: export PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell echo $$(( $$(nproc) + 1 )))
.PHONY: test
test: check ## Checks, then every test
	$(BIN)/pytest -n auto --dist worksteal --durations=20

.PHONY: check
check: setup ## Format, lint, types, import rules, QML: under a minute
	@$(MAKE) --no-print-directory --output-sync=target --keep-going -j check-format check-lint check-types \
	    check-imports check-qml

SOAK_S ?= 120
SEED ?= 0
.PHONY: soak
soak: setup ## Two servers on one PostgreSQL, killed again and again (SOAK_S=seconds, SEED=n)
	$(BIN)/pytest tests/soak --soak-s $(SOAK_S) --seed $(SEED)

BENCH_LINES := build/bench.jsonl
.PHONY: bench
bench: setup ## How quick it is: JSON lines, half an hour on an otherwise idle machine
	@mkdir -p $(dir $(BENCH_LINES))
	@$(BIN)/python -m bench all | tee $(BENCH_LINES)

.PHONY: bench-write
bench-write: setup ## Put the figures of the last `make bench` into docs/performance.md
	$(BIN)/python -m bench write --from $(BENCH_LINES)

.PHONY: setup
setup: debian-run debian-test $(VENV)/dev.stamp ## Only install what the above need

.PHONY: check-format check-lint check-types check-imports check-qml
check-format:
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --check .; exit 1; }
check-lint:
	@$(BIN)/ruff check --quiet .
check-types:
	@$(BIN)/mypy --no-error-summary
check-imports:
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
check-qml:
	@.ci/lint-qml $(VENV)

.PHONY: format
format: $(VENV)/dev.stamp ## Put the code into its one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: docs-pictures
docs-pictures: $(VENV)/dev.stamp ## The pictures of README.md and docs/kiosk.md, made anew
	@PYTHONPATH=.:tests $(BIN)/python -m support.kiosk_pictures

.PHONY: words
words: $(VENV)/dev.stamp ## Bring the catalogues of the kiosk's words up to date and compile them
	@.ci/words $(VENV)

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate $(UPGRADE)
.PHONY: lock
lock: $(VENV)/dev.stamp ## Pin and hash the requirements again (UPGRADE=--upgrade: newest)
	$(LOCK) --extra dev -o requirements/dev.txt pyproject.toml
	$(LOCK) --extra kiosk -c requirements/dev.txt -o requirements/kiosk.txt pyproject.toml
	$(LOCK) --extra server -c requirements/dev.txt -o requirements/server.txt pyproject.toml
	$(LOCK) --extra kiosk --extra server -c requirements/dev.txt -o requirements/run.txt \
	    pyproject.toml requirements/build.in

.PHONY: clean
clean: ## Remove everything make made
	rm -rf $(VENV) build dist demo-screens demo-report.json .mypy_cache .ruff_cache .pytest_cache \
	    .import_linter_cache .hypothesis

.PHONY: debian-run
debian-run:
	@$(DEBIAN) $(QT_LIBRARIES) $(if $(HAS_SCREEN),$(XCB_LIBRARIES))

.PHONY: debian-test
debian-test:
	@$(DEBIAN) $(TEST_TOOLS) $(PYSCARD_TOOLS)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (apt install python3)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(DEBIAN) python3-venv
	@echo "Making $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Fetching the libraries of kiosk and server (about 200 MB the first time) …"
	$(PIP_INSTALL) $(LOCKED) -r requirements/run.txt
	$(PIP_INSTALL) --quiet --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp | debian-test
	@echo "Fetching the tools of the tests …"
	$(PIP_INSTALL) $(LOCKED) --no-binary pyscard -r requirements/dev.txt
	@touch $@
