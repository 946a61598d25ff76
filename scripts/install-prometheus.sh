#!/usr/bin/env bash
# Installs Prometheus and promtool if they are missing. Starts no service: the demo and the tests start their own.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/apt.sh

present() {
  command -v "${PROMETHEUS:-prometheus}" >/dev/null && command -v "${PROMTOOL:-promtool}" >/dev/null
}

present && exit 0
if [ -n "${PROMETHEUS:-}${PROMTOOL:-}" ]; then
  echo "PROMETHEUS='${PROMETHEUS:-}' and PROMTOOL='${PROMTOOL:-}' name no programs that can be run. Correct or unset them." >&2
  exit 1
fi
if can_install && apt_install prometheus && present; then
  # The package has its service start at the next boot; nobody asked for that.
  systemctl disable --quiet prometheus 2>/dev/null || true
  exit 0
fi
echo "Prometheus is missing. Install the programs prometheus and promtool (on Debian and Ubuntu: sudo apt-get install --no-install-recommends prometheus; else from https://prometheus.io/download/) so that both are on the PATH, or set PROMETHEUS and PROMTOOL to where they are." >&2
exit 1
