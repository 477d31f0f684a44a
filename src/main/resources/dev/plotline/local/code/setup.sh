#!/bin/sh
# setup.sh HOME: finds or sets up what code is run with: a Python with the modules below, bubblewrap,
# and a TypeScript compiler where node has none. Prints the Python's path on standard output and what
# it does on standard error; exits with 1 and one sentence when it can't. Asks the machine each time.
#
# PLOTLINE_PYTHON names a Python that is taken as it is. As root, everything is put where the users
# that sessions run as can reach it.
set -u
home=${1:?usage: setup.sh HOME}
modules='pandas matplotlib openpyxl xlrd odf docx pypdf'
packages='pandas matplotlib openpyxl xlrd odfpy python-docx pypdf scipy'
debian='python3-pandas python3-matplotlib python3-openpyxl python3-xlrd python3-odf python3-docx python3-pypdf'
typescript=@swc/wasm-typescript@1.16.2
session_user=60100

say() { echo "plotline: $*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }
can_apt() { is_root && has apt-get; }

# Whether a user who owns nothing can enter a folder.
is_open() {
  at=$1
  while [ "$at" != / ] && [ "$at" != . ]; do
    case $(ls -ld "$at" 2>/dev/null) in ?????????[xt]*) ;; *) return 1 ;; esac
    at=$(dirname "$at")
  done
}

# Runs a command as a session will: as another user when this is root.
as_session() {
  if is_root && has setpriv; then
    setpriv --reuid=$session_user --regid=$session_user --clear-groups --no-new-privs -- "$@"
  else
    "$@"
  fi
}

apt() {
  if ! apt-get install --simulate -qq "$@" >/dev/null 2>&1; then
    apt-get update -qq -o DPkg::Lock::Timeout=300 >&2 || return 1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >&2
}

# Prints the interpreter itself, which a shim (pyenv, asdf) is not, when it has all modules.
look_at() {
  has "$1" || return 1
  (cd / && as_session "$1" -I -c '
import importlib.util, sys
assert sys.version_info >= (3, 9)
assert all(importlib.util.find_spec(name) for name in sys.argv[1:])
print(sys.executable)' $modules 2>/dev/null)
}

find_python() {
  for candidate in "$base/venv/bin/python" /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3 \
    python3 python3.14 python3.13 python3.12 python3.11 python3.10 python3.9; do
    look_at "$candidate" && return
  done
  return 1
}

# Loads everything once: a library for another processor or C library shows only here.
loads() {
  (cd / && MPLBACKEND=Agg as_session "$1" -I -c '
import importlib, sys
for name in sys.argv[1:]: importlib.import_module(name)' $modules) >&2
}

with_uv() {
  has uv || return 1
  say "setting up Python and its libraries in $base/venv with uv, once ..."
  UV_PYTHON_INSTALL_DIR=$base/python uv venv --clear --python '>=3.9' "$base/venv" >&2 &&
    uv pip install --python "$base/venv/bin/python" $packages >&2
}

with_pip() {
  for candidate in /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3 python3; do
    has "$candidate" || continue
    (cd / && as_session "$candidate" -I -c 'import sys, venv, ensurepip; assert sys.version_info >= (3, 9)') \
      2>/dev/null || continue
    say "setting up Python's libraries in $base/venv with pip, once ..."
    "$candidate" -m venv --clear "$base/venv" >&2 &&
      "$base/venv/bin/python" -m pip install --disable-pip-version-check $packages >&2 && return
  done
  return 1
}

with_apt() {
  can_apt || return 1
  say "installing Python and its libraries from the system's packages, once (about a minute) ..."
  apt python3 $debian
}

make_python() {
  for way in with_uv with_pip with_apt; do
    $way && python=$(find_python) && loads "$python" && return
  done
  say "no Python with $(echo $packages | sed 's/ /, /g') could be set up: install uv or the package python3-venv and start again, or set PLOTLINE_PYTHON."
  return 1
}

make_sandbox() {
  [ "$(uname -s)" = Linux ] || return
  has bwrap && return
  if can_apt; then
    say "installing bubblewrap, the sandbox tool ..."
    apt bubblewrap && return
  fi
  say "bubblewrap, the better sandbox, is missing: install the package bubblewrap."
}

make_typescript() {
  has node || return
  [ -f "$base/typescript/wasm.js" ] && return
  node -e 'process.exit(require("module").stripTypeScriptTypes ? 0 : 1)' && return
  if has npm && has tar; then
    say "fetching the TypeScript compiler, once ..."
    fresh=$base/typescript.new.$$
    mkdir -p "$fresh" && (cd "$fresh" && npm pack --silent "$typescript" >&2 && tar xzf ./*.tgz) &&
      chmod -R a+rX "$fresh/package" && { mv "$fresh/package" "$base/typescript" 2>/dev/null || :; }
    rm -rf "$fresh"
    [ -f "$base/typescript/wasm.js" ] && return
  fi
  say "TypeScript is missing: install Node.js 22.13 or newer."
}

umask 022
mkdir -p "$home" || { say "the folder $home can't be made: set PLOTLINE_HOME to another."; exit 1; }
base=$(cd "$home" && pwd -P)
if is_root && ! is_open "$base"; then
  base=/var/lib/plotline
  mkdir -p "$base" || { say "the folder $base can't be made."; exit 1; }
fi
if has flock; then
  exec 9>"$base/setup.lock"
  flock -n 9 || { say "waiting for another set-up to end ..."; flock 9; }
fi
make_sandbox
make_typescript
if [ -n "${PLOTLINE_PYTHON:-}" ]; then
  has "$PLOTLINE_PYTHON" || { say "PLOTLINE_PYTHON=$PLOTLINE_PYTHON can't be run: name a Python of at least 3.9."; exit 1; }
  command -v "$PLOTLINE_PYTHON"
  exit
fi
python=$(find_python) || make_python || exit 1
echo "$python"
