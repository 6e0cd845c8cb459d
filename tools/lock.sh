#!/bin/sh
# Writes requirements.lock: every package that setup installs, pinned and hashed, without index addresses.
# Beside it requirements-models.lock: what runs on torch, but for torch itself, whose build each machine chooses.
set -eu
cd "$(dirname "$0")/.."
compile() {
  uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet "$@" pyproject.toml
}
compile --group dev --output-file requirements.lock $(extras=$(python3 -c '
import tomllib
extras = tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]
print(*(f"--extra {name}" for name in sorted(extras) if name != "diffusers"))
'); echo "$extras")
compile --extra diffusers --constraint requirements.lock --output-file requirements-models.lock \
  --no-annotate $(python3 -c '
import re
print(*(f"--no-emit-package {name}" for name in re.findall(r"^([a-z0-9_.-]+)==", open("requirements.lock").read(), re.M)))
') --no-emit-package torch --no-emit-package triton
python3 - <<'END'
import re
text = open("requirements-models.lock").read()
kept = re.sub(r"(?m)^(nvidia-|cuda-)[^\n]*(\n    [^\n]*)*\n", "", text)
open("requirements-models.lock", "w").write(kept)
END
