#!/usr/bin/env bash
# Makes .venv with the Python packages that tests compare with, unless it is there already. Needs no network then.
# For a benchmark's packages: python-venv.sh FOLDER REQUIREMENTS
set -euo pipefail
cd "$(dirname "$0")/.."

venv=${1:-.venv}
requirements=${2:-src/statistics/scikit-learn/requirements.txt}
python=${PYTHON:-python3}

if ! command -v "$python" >/dev/null; then
  echo "Python is missing: no command named $python. Install Python 3.10 to 3.13 (on Debian: apt-get install python3 python3-venv), then run this again." >&2
  exit 1
fi
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
case $version in
3.10 | 3.11 | 3.12 | 3.13) ;;
*)
  echo "The pinned scikit-learn has no package for Python $version. Install Python 3.10 to 3.13 and name it: PYTHON=python3.12 $0" >&2
  exit 1
  ;;
esac

stamp="$version $(sha256sum "$requirements" | cut -d' ' -f1)"
if [ "$(cat "$venv/stamp" 2>/dev/null)" = "$stamp" ] && [ -x "$venv/bin/python" ]; then
  exit 0
fi

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing python3-venv ..."
    apt-get update -qq
    apt-get install -y -qq python3-venv >/dev/null
  fi
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Python's venv module is missing. Install it (on Debian: apt-get install python3-venv), then run this again." >&2
    exit 1
  fi
fi

echo "Making $venv with the packages of $requirements ..."
rm -rf "$venv"
"$python" -m venv "$venv"
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: -r "$requirements"; then
  echo "The Python packages of $requirements could not be installed; pip's message above says why. Mend it, then run this again." >&2
  exit 1
fi
# Last, so that a run that was broken off is done again.
echo "$stamp" >"$venv/stamp"
