#!/usr/bin/env bash
# Trains from scratch the agents that come with the app, for 2×2×2 in both arithmetics, and puts them
# into public/agents/. A run goes on after rank 7 (6 is never found) until its time is up, so that the
# agent finds 7 often and not once. Each file tells the command that made it (its `origin`).
# usage: bash scripts/train-agents.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p public/agents
for arithmetic in z2 standard; do
  npm run -s discover -- --size 2x2x2 --arithmetic "$arithmetic" --seed 1 --target-rank 6 \
    --minutes "${1:-20}" --agent "public/agents/2x2x2-$arithmetic.agent" > /dev/null || [ $? = 1 ]
done
