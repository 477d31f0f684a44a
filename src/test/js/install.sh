#!/bin/sh
# install.sh FOLDER: puts AWS's SDK for JavaScript into FOLDER for the test that drives the local
# interpreter with it. Where that can't be, FOLDER/missing.txt says why, and the test shows it.
set -u
folder=${1:?usage: install.sh FOLDER}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
mkdir -p "$folder" || exit 1
cmp -s "$here/package.json" "$folder/installed.json" && exit 0
rm -f "$folder/missing.txt"

miss() {
  echo "$1" >"$folder/missing.txt"
  echo "plotline: the test with AWS's SDK for JavaScript will be skipped: $1" >&2
  exit 0
}

command -v npm >/dev/null 2>&1 || miss "npm is not here: install Node.js 20 or newer with npm."
cp "$here/package.json" "$here/package-lock.json" "$folder/"
(cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >npm.log 2>&1) ||
  miss "npm could not install it: $(tail -n 1 "$folder/npm.log")"
cp "$here/package.json" "$folder/installed.json"
