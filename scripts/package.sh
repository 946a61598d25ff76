#!/usr/bin/env bash
# Packs dist/ as artifacts/<plugin id>-<version>.zip, the one folder inside named by the plugin's id, with a sha1 beside it.
set -euo pipefail
cd "$(dirname "$0")/.."
id=$(node -p "require('./dist/plugin.json').id")
version=$(node -p "require('./dist/plugin.json').info.version")
zip="$id-$version.zip"
rm -rf artifacts
mkdir -p "artifacts/$id"
cp -r dist/. "artifacts/$id"
(
  cd artifacts
  if command -v zip >/dev/null; then zip -qr "$zip" "$id"; else python3 -m zipfile -c "$zip" "$id"; fi
  rm -r "$id"
  sha1sum "$zip" | tee "$zip.sha1"
)
