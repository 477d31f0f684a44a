#!/bin/sh
# setup.sh HOME: finds a Python that can do what the analyst's code needs, or sets one up, and the
# sandbox tool. Prints the Python's path on standard output and what it does on standard error; exits
# with 1 and one sentence when it can't. Asks the machine each time and remembers nothing.
#
# PLOTLINE_PYTHON names a Python that is taken as it is.
set -u
home=${1:?usage: setup.sh HOME}
modules='pandas matplotlib openpyxl xlrd odf docx pypdf'
packages='pandas matplotlib openpyxl xlrd odfpy python-docx pypdf scipy'
debian='python3-pandas python3-matplotlib python3-openpyxl python3-xlrd python3-odf python3-docx python3-pypdf'

say() { echo "plotline: $*" >&2; }
root() { [ "$(id -u)" = 0 ]; }
debian() { root && command -v apt-get >/dev/null 2>&1; }

# What PYTHON lacks, on one line; nothing when it has all.
lacks() {
  "$1" -I -c '
import sys, importlib.util
if sys.version_info < (3, 9):
    print("Python 3.9 or newer")
else:
    print(" ".join(m for m in sys.argv[1:] if importlib.util.find_spec(m) is None))
' $modules 2>/dev/null || echo 'a working interpreter'
}

# Prints the interpreter itself when a candidate can be used, and ends. A shim (pyenv, asdf) is a
# script that needs its user's environment, which no session has; and what lies in root's own folder
# can't be run by the user that a session of root's becomes.
try() {
  command -v "$1" >/dev/null 2>&1 || return 1
  python=$("$1" -I -c 'import sys; print(sys.executable)' 2>/dev/null) && [ -x "$python" ] || return 1
  case $(readlink -f "$python") in /root/*) root && return 1 ;; esac
  [ -z "$(lacks "$python")" ] || return 1
  echo "$python"
  exit 0
}

look() {
  try "$home/python/bin/python"
  for name in /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3 python3 \
    python3.14 python3.13 python3.12 python3.11 python3.10 python3.9; do
    try "$name"
  done
}

apt() {
  if ! apt-get install --simulate -qq "$@" >/dev/null 2>&1; then
    apt-get update -qq -o DPkg::Lock::Timeout=300 >&2 || return 1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >&2
}

tool() {
  case $(uname -s) in Linux) ;; *) return 0 ;; esac
  command -v bwrap >/dev/null 2>&1 && return 0
  if debian; then
    say "Installing bubblewrap, the sandbox tool ..."
    apt bubblewrap && return 0
  fi
  say "the sandbox tool is missing: install the package bubblewrap (sudo apt-get install bubblewrap)."
}

tool
if [ -n "${PLOTLINE_PYTHON:-}" ]; then
  command -v "$PLOTLINE_PYTHON" && exit 0
  say "PLOTLINE_PYTHON=$PLOTLINE_PYTHON is not a program."
  exit 1
fi
look
# As root a session runs as another user, who must be able to reach the environment.
place=$home/python
case $place in /root/*) root && place= ;; esac
if [ -n "$place" ]; then
  mkdir -p "$home" || { say "the folder $home can't be made."; exit 1; }
  if command -v uv >/dev/null 2>&1; then
    say "Setting up Python in $place with uv, once ..."
    uv venv -q --clear "$place" >&2 &&
      uv pip install -q --python "$place/bin/python" $packages >&2 && look
  fi
  for base in /usr/bin/python3 /opt/homebrew/bin/python3 python3; do
    if "$base" -c 'import venv, ensurepip, sys; assert sys.version_info >= (3, 9)' 2>/dev/null; then
      say "Setting up Python in $place with venv and pip, once ..."
      "$base" -m venv --clear "$place" >&2 &&
        "$place/bin/python" -m pip install -q --disable-pip-version-check $packages >&2 && look
      break
    fi
  done
fi
if debian; then
  say "Installing Debian's Python packages for data analysis, once (about a minute) ..."
  apt python3 $debian && look
fi
say "no Python with $(echo $packages | sed 's/ /, /g') was found: install uv (or: sudo apt-get install $debian) and start again, or set PLOTLINE_PYTHON."
exit 1
