#!/usr/bin/env bash
# Train, draw, judge and analyse within a stated time, and keep what is there when it is over.
# bash experiments/gacha/on_gpu.sh build/gacha "$OUT"
# Seconds of each part: JUDGE_S, TRAIN_S, DRAW_S, and GRACE_S for its start and end; more options: JUDGE_ARGS, TRAIN_ARGS, DRAW_ARGS.
# GATE=stop ends it when the ceiling does not hold on calibration worlds; GATE=go draws all the same.
# Where the worlds' folder has judge.npz or network.json, those are taken and nothing is trained.
set -u
worlds=$1
out=$2
work=${WORK:-$(mktemp -d)}
export PYTHONPATH=experiments PYTHONUNBUFFERED=1
judge_s=${JUDGE_S:-220} train_s=${TRAIN_S:-175} draw_s=${DRAW_S:-105}
python=${PYTHON:-python3} grace_s=${GRACE_S:-60}
mkdir -p "$out" "$work"
exec > >(tee "$work/log.txt") 2>&1

# At most eight files may come back: weights, draws and pictures as they are, all else in one.
deliver() {
  for one in "$work"/network_*.npz "$work/draws.npz" "$work/clips.npz"; do
    [ -f "$one" ] && cp "$one" "$out/"
  done
  tar -C "$work" --exclude 'network_*.npz' --exclude draws.npz --exclude clips.npz -cf "$out/rest.tar" .
}
trap deliver EXIT

say() { echo "== $1, ${SECONDS} s"; }

say start
"$python" -c "import PIL.features as f, torch; assert f.check('webp'); print(torch.__version__)" || exit 1
if [ -f "$worlds/judge.npz" ]; then
  cp "$worlds"/judge.* "$work/"
else
  timeout "$((judge_s + grace_s))" "$python" -m gacha.train_judge "$worlds" --out "$work" \
    --seconds "$judge_s" ${JUDGE_ARGS:-} || exit 1
fi
deliver
say judge
if ! grep -q '"holds": true' "$work/judge.json"; then
  say "the ceiling does not hold on calibration worlds"
  [ "${GATE:-go}" = stop ] && exit 3
fi
if [ -f "$worlds/network.json" ]; then
  cp "$worlds"/network* "$worlds"/training.json "$work/"
else
  timeout "$((train_s + grace_s))" "$python" -m gacha.train "$worlds" "$work" \
    --seconds "$train_s" ${TRAIN_ARGS:---compile} || exit 1
fi
deliver
say network
timeout "$((draw_s + grace_s))" "$python" -m gacha.draw "$worlds" "$work" \
  --seconds "$draw_s" ${DRAW_ARGS:---compile} || exit 1
deliver
say draws
timeout "$grace_s" "$python" -m gacha.analyse "$work"
say end
