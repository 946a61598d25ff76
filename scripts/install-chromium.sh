#!/usr/bin/env bash
# Installs Chromium for the browser tests if it is missing. CHROMIUM names another one.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/apt.sh

present() {
  command -v "${CHROMIUM:-chromium}" >/dev/null
}

present && exit 0
if [ -n "${CHROMIUM:-}" ]; then
  echo "CHROMIUM='$CHROMIUM' names no program that can be run. Correct or unset it." >&2
  exit 1
fi
if can_install && apt_install chromium && present; then
  exit 0
fi
echo "Chromium is missing. Install it (on Debian: sudo apt-get install --no-install-recommends chromium), or set CHROMIUM to the path of a Chromium or Chrome." >&2
exit 1
