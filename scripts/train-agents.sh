#!/usr/bin/env bash
# Trains from scratch the agents that come with the app, for 2×2×2 in both arithmetics, and puts them
# into public/agents/. A run goes on after rank 7 (6 is never found) until its time is up, so that the
# agent finds 7 often and not once. Over the integers it goes on with games that may take 7 moves, where
# they would have to take fewer, half of them in the canonical basis, and learns more from its games of 7.
# Each file tells the commands that made it (its `origin`).
# usage: bash scripts/train-agents.sh [MINUTES] [ARITHMETIC…]
#   MINUTES of going on (default 10); ARITHMETIC z2 or standard (default both)
#   BACKEND=webgpu in the environment: on a large GPU, with the games and batches that pay there
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-10}
arithmetics=("${@:2}")
[ ${#arithmetics[@]} -gt 0 ] || arithmetics=(z2 standard)
on=()
if [ "${BACKEND:-wasm}" = webgpu ]; then
  on=(--backend webgpu --set acting.games=384 --set learning.batch=512 --set learning.microBatch=0)
fi
mkdir -p public/agents
checkpoints=$(mktemp -d)
trap 'rm -r "$checkpoints"' EXIT
for arithmetic in "${arithmetics[@]}"; do
  run=(npm run -s discover -- --size 2x2x2 --arithmetic "$arithmetic" --preset small --seed 3 "${on[@]}")
  "${run[@]}" --minutes 40 --save "$checkpoints/$arithmetic" > /dev/null
  more=()
  if [ "$arithmetic" = standard ]; then
    more=(--set acting.limitSlack=0 --set acting.basisShare=0.5)
    more+=(--set experience.bestShare=0.4 --set experience.playedShare=0.2)
  fi
  "${run[@]}" --target-rank 6 --minutes "$minutes" --resume "$checkpoints/$arithmetic" "${more[@]}" \
    --agent "public/agents/2x2x2-$arithmetic.agent" > /dev/null || [ $? = 1 ]
done
