#!/usr/bin/env bash
# Installs a JDK and Maven if they are missing: OpenSearch, for the demo and the tests, runs on them.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/apt.sh

present() {
  command -v java >/dev/null && command -v javac >/dev/null && command -v mvn >/dev/null
}

present && exit 0
if can_install && apt_install openjdk-17-jdk-headless maven && present; then
  exit 0
fi
echo "Java or Maven is missing. Install a JDK of version 17 or later and Maven (on Debian and Ubuntu: sudo apt-get install --no-install-recommends openjdk-17-jdk-headless maven; else from https://adoptium.net/ and https://maven.apache.org/) so that java, javac and mvn are on the PATH." >&2
exit 1
