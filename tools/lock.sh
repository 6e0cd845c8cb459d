#!/bin/sh
# Writes requirements.lock: every package that setup installs, pinned and hashed, without index addresses.
set -eu
cd "$(dirname "$0")/.."
uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
  --all-extras --group dev --output-file requirements.lock pyproject.toml
