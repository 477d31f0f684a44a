#!/bin/sh
# Brings what some tests need: Chromium, from npm Slack's JavaScript client and axe-core, and Jupyter.
# Where something can't be had, it says in one line what is missing; the tests that need it are skipped.
set -u
here=$(dirname "$0")
into=$1

install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 && return
  apt-get update >/dev/null 2>&1 && apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1
}

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  install chromium fonts-liberation || echo "Chromium is missing, so the tests in a browser are skipped: apt-get install chromium" >&2
fi
if ! command -v npm >/dev/null; then
  install nodejs npm || echo "npm is missing, so the tests with Slack's JavaScript client and axe-core are skipped: apt-get install nodejs npm" >&2
fi
if command -v npm >/dev/null && ! cmp -s "$here/../js/package-lock.json" "$into/done.json"; then
  mkdir -p "$into"
  cp "$here/../js/package.json" "$here/../js/package-lock.json" "$into"
  if (cd "$into" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2); then
    cp "$here/../js/package-lock.json" "$into/done.json"
  else
    echo "npm could not bring Slack's JavaScript client and axe-core, so the tests with them are skipped" >&2
  fi
fi

jupyter=$into/../jupyter
imports="import nbconvert, nbformat, ipykernel, pandas, matplotlib"
if ! /usr/bin/python3 -c "$imports" 2>/dev/null && ! "$jupyter/bin/python3" -c "$imports" 2>/dev/null; then
  # A Jupyter of our own elsewhere, because Debian's knows only Debian's libraries.
  install jupyter-nbconvert python3-ipykernel python3-pandas python3-matplotlib ||
    { python3 -m venv "$jupyter" && "$jupyter/bin/pip" install -q nbconvert ipykernel pandas matplotlib; } >/dev/null 2>&1 ||
    echo "Jupyter is missing, so the tests that run notebooks are skipped: pip install nbconvert ipykernel pandas matplotlib" >&2
fi
exit 0
