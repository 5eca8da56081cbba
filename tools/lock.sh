#!/bin/sh
# Writes the lock files from pyproject.toml and tools/*.in: every version with its hashes, for Python >= 3.11 on any system.
# No index, no address and no path of this machine gets in: uv's own and pip's local settings are put aside.
#   UPGRADE=1 takes newer versions; without it only what pyproject asks for changes.
set -eu
cd "$(dirname "$0")/.."
unset UV_FIND_LINKS UV_EXTRA_INDEX_URL UV_INDEX PIP_FIND_LINKS PIP_EXTRA_INDEX_URL || true

lock() {
    out=$1
    shift
    .venv/bin/uv pip compile -q --no-config --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links ${UPGRADE:+--upgrade} -o "$out" "$@"
    printf '%-24s %s packages\n' "$out" "$(grep -c '==' "$out")"
}

lock requirements.lock pyproject.toml
lock requirements-dev.lock -c requirements.lock --extra dev --extra postgres pyproject.toml
lock tools/bootstrap.lock -c requirements-dev.lock tools/bootstrap.in
lock tools/nodejs.lock tools/nodejs.in
