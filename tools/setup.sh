#!/bin/sh
# Sets up .venv from the lock files. Needs Python >= 3.11 with venv, and nothing else.
#
#   sh tools/setup.sh runtime    what `make run` needs
#   sh tools/setup.sh tests      what `make test` needs on top of it
#
# Everything is installed with --require-hashes; only the package itself (editable) has none.
set -eu
cd "$(dirname "$0")/.."
what=${1:?"runtime or tests"}
venv=.venv

say() { printf '\033[1m%s\033[0m %s\n' "▸" "$1"; }
stop() { printf 'make: %s\n' "$1" >&2; exit 1; }

find_python() {
    for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
        [ -n "$name" ] || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$name"; return 0; }
    done
    return 1
}

make_venv() {
    python=$(find_python) || stop "no Python 3.11 or newer was found (looked for python3.13, 3.12, 3.11 and python3). Install one, or name it: make PYTHON=/path/to/python3"
    say "virtual environment ($("$python" -V 2>&1))"
    rm -rf "$venv"
    "$python" -m venv "$venv" >/dev/null 2>&1 && return 0
    # Debian and Ubuntu keep venv in a package of its own.
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "$package (this Python has no venv)"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package"; } >"$log" 2>&1 </dev/null \
            || { tail -n 20 "$log" >&2; stop "$package could not be installed; install it and run make again."; }
        rm -rf "$venv"
        "$python" -m venv "$venv" && return 0
    fi
    rm -rf "$venv"
    stop "$python has no venv module. On Debian or Ubuntu: sudo apt install $package"
}

# uv does not read pip's configuration: where pip was told of another index, tell uv of the same one.
use_the_index_of_pip() {
    [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] || return 0
    index=${PIP_INDEX_URL:-$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$index" ] || { UV_DEFAULT_INDEX=$index; export UV_DEFAULT_INDEX; }
}

# install LOCK: the locked packages by uv, or by pip where uv is not to be had.
install() {
    if [ -x "$venv/bin/uv" ]; then
        VIRTUAL_ENV=$venv "$venv/bin/uv" pip install -q --require-hashes -r "$1"
    else
        "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$1"
    fi
}

# npm is usable when it is there and its Node is one the asset tools still know.
npm_is_usable() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' >/dev/null 2>&1
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

"$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || make_venv
if ! { [ -x "$venv/bin/uv" ] && "$venv/bin/python" -c 'import hatchling'; } 2>/dev/null; then
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || make_venv
    say "uv"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r tools/bootstrap.lock
fi
use_the_index_of_pip
case $what in
    runtime) say "locked packages"; install requirements.lock ;;
    tests) say "locked packages for the tests"; install requirements-dev.lock ;;
    *) stop "tools/setup.sh knows 'runtime' and 'tests', not '$what'." ;;
esac
npm_is_usable || { say "npm (this machine has no Node 20 or newer)"; install tools/nodejs.lock; }
say "dungviec"
if [ -x "$venv/bin/uv" ]; then
    VIRTUAL_ENV=$venv "$venv/bin/uv" pip install -q --no-deps --no-build-isolation -e .
else
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
# Some machines forbid Python to keep compiled modules; every later command would then compile half of the libraries anew.
say "first start"
nowhere=$(mktemp -d)
trap 'rm -rf "$log" "$nowhere"' EXIT
env -u PYTHONDONTWRITEBYTECODE DUNGVIEC_HOME="$nowhere" "$venv/bin/python" tools/warm.py >"$log" 2>&1 || { cat "$log" >&2; stop "the first start failed."; }
