#!/usr/bin/env bash
# Holds presets to real model servers: installs each from PyPI into a folder of its own, sends it requests, scrapes its metrics
# with a real Prometheus, and compares the preset's numbers with what was sent. Arguments: some of the servers; default: all.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$#" -gt 0 ]; then servers=("$@"); else servers=(bentoml kserve mlserver opentelemetry ray triton); fi
home=.cache/model-servers

for server in "${servers[@]}"; do
  requirements=scripts/model-servers/$server/requirements.txt
  if [ ! -f "$requirements" ]; then
    echo "There is no model server named $server here. Name some of: $(ls scripts/model-servers | grep -v '\.ts$' | tr '\n' ' ')" >&2
    exit 1
  fi
  # Triton's Python backend brings an interpreter of its own that must fit the standard library: Debian's does.
  python=${PYTHON:-python3}
  if [ "$server" = triton ] && [ -x /usr/bin/python3 ]; then python=/usr/bin/python3; fi
  stamp="$("$python" -c 'import sys; print(sys.executable, sys.version)') $(cat "$requirements")"
  [ "$(cat "$home/$server/stamp" 2>/dev/null)" = "$stamp" ] && continue
  echo "Installing $server into $home/$server ..."
  rm -rf "${home:?}/$server"
  mkdir -p "$home"
  "$python" -m venv "$home/$server"
  "$home/$server/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
  # Last, so that a run that was broken off is done again.
  echo "$stamp" >"$home/$server/stamp"
done

scripts/install-prometheus.sh
MODEL_SERVERS="${servers[*]}" node_modules/.bin/jest --runInBand --testMatch '<rootDir>/scripts/model-servers/*.test.ts'
