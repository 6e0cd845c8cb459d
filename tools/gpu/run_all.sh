#!/usr/bin/env bash
# Everything that only a GPU can tell, in one go, on a machine that has no network.
#
#   CALL=FOLDER tools/gpu/run_all.sh OUT
#
# CALL is a folder of `groundplan shade --backend wan-vace --dry-run`. Each part has a limit of its
# own and writes OUT/PART.json, also where it fails or is stopped: then with its exit status and
# last words, and with what it had measured. LIMIT [s] is of all parts together.
# For checking it on a CPU: DEVICE=cpu SHAPE=tiny STEPS=3 and a small call, with
# TRAINED="--size 64x64 --frames 5 --width 128 --layers 2".
set -u
out=${1:?usage: CALL=FOLDER tools/gpu/run_all.sh OUT}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
device=${DEVICE:-cuda}
shape=${SHAPE:-vace-1.3b}
began=$SECONDS
whole=${LIMIT:-225}
export PYTHONPATH=${PYTHONPATH:+$PYTHONPATH:}$here/../../src HF_HUB_OFFLINE=1 PYTHONUNBUFFERED=1
mkdir -p "$out"

# In memory where there is room: the model of 1.3 billion weights takes 5 GB.
room=/tmp
free_kib=$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)
[ "${free_kib:-0}" -gt 12000000 ] && room=/dev/shm
work=$(mktemp -d "$room/groundplan.XXXXXX")
trap 'rm -rf "$work"' EXIT

# part NAME LIMIT_S COMMAND...: standard output or, where it writes one, OUT/NAME.json is kept.
part() {
  local name=$1 limit=$2 left=$((whole - SECONDS + began)) status
  shift 2
  [ "$left" -lt "$limit" ] && limit=$left
  if [ "$limit" -lt 5 ]; then
    status="not begun"
    : >"$work/$name.log"
  else
    timeout -k 5 "$limit" "$@" >"$work/$name.txt" 2>"$work/$name.log"
    status=$?
  fi
  { echo "== $name: status $status, $((SECONDS - began)) s since the start"; tail -c 6000 "$work/$name.log"; } \
    | tee -a "$out/log.txt"
  "$python" - "$out/$name.json" "$work/$name.txt" "$work/$name.log" "$status" "$limit" <<'PY'
import json, pathlib, sys

kept, printed, log, status, limit = sys.argv[1:]
kept = pathlib.Path(kept)


def read(path):
    path = pathlib.Path(path)
    return path.read_text() if path.exists() else ""


text = read(kept) or read(printed)
try:
    found = json.loads(text)
except ValueError:
    found = {"said": text[-2000:]}
if status != "0":
    found |= {"status": status, "limit_s": int(limit), "log": read(log)[-2000:]}
kept.write_text(json.dumps(found, indent=2) + "\n")
PY
  cat "$out/$name.json"
}

part machine 30 "$python" "$here/machine.py"
part realtime 165 "$python" "$here/realtime_factor.py" wan-vace --device "$device" \
  --random "$shape" --model "$work/wan-$shape" --call "${CALL:?the folder of a dry run}" \
  --steps "${STEPS:-50}" --budget-s "${STEPS_S:-50}" --json --out "$out/realtime.json"
if [ "$device" = cuda ]; then
  both="cuda cpu"
else
  both=cpu
fi
# shellcheck disable=SC2086  # several words each
part training 60 "$python" "$here/training_speed.py" --devices $both --steps 5 \
  --gpu-precision bfloat16 --json --out "$out/training.json" ${TRAINED:-}
# shellcheck disable=SC2086
part training_large 75 "$python" "$here/training_speed.py" --devices "$device" --steps 3 \
  --precision bfloat16 --gradient-checkpointing --model "$work/wan-$shape" \
  --size 832x480 --frames 33 --json --out "$out/training_large.json" ${TRAINED:-}
