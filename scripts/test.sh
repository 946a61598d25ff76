#!/usr/bin/env bash
# Installs what the tests need and runs all of them. Ends with 'N passed, N failed' and fails if anything did.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0

step() {
  local name=$1
  shift
  echo "== $name"
  if "$@"; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "FAILED: $name"
  fi
}

# A step that counts its own tests: its JSON report is read by the jq-like expression given.
counted() {
  local name=$1 report=$2 ok=$3 bad=$4
  shift 4
  echo "== $name"
  rm -f "$report"
  mkdir -p "$(dirname "$report")"
  "$@" && local code=0 || local code=$?
  if [ -f "$report" ]; then
    local good ill
    good=$(node -p "const r = require('./$report'); $ok")
    ill=$(node -p "const r = require('./$report'); $bad")
    passed=$((passed + good))
    failed=$((failed + ill))
    [ "$code" -eq 0 ] || [ "$ill" -gt 0 ] || failed=$((failed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $name wrote no report"
  fi
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

set -e
scripts/install-prometheus.sh
scripts/install-java.sh
scripts/install-chromium.sh
make --no-print-directory node_modules
set +e
export PATH="$PWD/node_modules/.bin:$PATH"

step 'scikit-learn in a virtual environment' scripts/python-venv.sh
step 'types' npm run --silent typecheck
step 'lint' npm run --silent lint
counted 'unit, property, scikit-learn, golden frames, real Prometheus' test-results/jest.json \
  r.numPassedTests 'r.numFailedTests + r.numRuntimeErrorTestSuites' \
  jest --json --outputFile=test-results/jest.json
step 'build' make --no-print-directory build
step 'sizes' tsx bench/size.ts
counted 'the built plugin in a browser' test-results/e2e.json \
  'r.stats.expected + r.stats.flaky' r.stats.unexpected \
  env PLAYWRIGHT_JSON_OUTPUT_FILE=test-results/e2e.json playwright test --reporter=list,json
finish
