#!/bin/sh
# Makes .venv hold exactly a lock and Parley itself (editable); quick when it already does.
# usage: sh requirements/install.sh run|notebook|dev
set -eu
cd "$(dirname "$0")/.."
kind=$1
lock=requirements/$kind.txt

fail() {
    printf '%s\n' "parley: $*" >&2
    exit 1
}

# Each lock contains the one before it: run.txt, notebook.txt, dev.txt. A larger one will do.
is_fresh() {
    [ -x .venv/bin/parley ] && .venv/bin/python -c '' 2>/dev/null || return 1
    for installed in $enough; do
        wanted="$(cat "requirements/$installed.txt" pyproject.toml | cksum) $(pwd -P)"
        if [ "$(cat ".venv/parley-$installed" 2>/dev/null)" = "$wanted" ]; then return 0; fi
    done
    return 1
}

# An environment that was once completed; it may hold an older lock, which pip can change.
is_whole() {
    [ -e .venv/parley-run ] || [ -e .venv/parley-notebook ] || [ -e .venv/parley-dev ] || return 1
    [ -x .venv/bin/parley ] || return 1
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# The first of the usual names that runs and is new enough; a name may exist and still not run.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    return 1
}

refuse_python() {
    found=$(python3 -c 'import platform; print("only Python " + platform.python_version())' 2>/dev/null || true)
    fail "Python 3.11 or later is needed; ${found:-no python3} was found.
Install a newer one (Debian 12, Ubuntu 24.04 and later: apt-get install python3 python3-venv),
or name it: make $target PYTHON=/path/to/python3.12"
}

make_environment() {
    python=$(find_python) || refuse_python
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "$python has no module venv. On Debian and Ubuntu: apt-get install python3-venv"
    echo "Making the virtual environment .venv with $("$python" --version) ..."
    "$python" -m venv --clear .venv || fail "python could not make .venv (its message is above).
If the disk is full, make room; if the folder is not yours, change its owner. Then try again."
}

pip() {
    .venv/bin/python -m pip --disable-pip-version-check "$@" ||
        fail "pip could not install $lock (its message is above). It needs the network, or your
configured package index, and about 1 GB of free disk. Then try again: make $target
If it still fails, remove the folder .venv first."
}

case $kind in
run) target="run" enough="dev notebook run" ;;
notebook) target="notebook" enough="dev notebook" ;;
dev) target="test" enough="dev" ;;
*) fail "usage: sh requirements/install.sh run|notebook|dev" ;;
esac

is_fresh && exit 0
# Without a stamp an earlier installation was cut off: pip would take half a package for whole.
is_whole || make_environment
rm -f .venv/parley-run .venv/parley-notebook .venv/parley-dev
echo "Installing $lock ..."
# --no-deps, since the lock is all there is to install: asked to work it out again, pip takes an
# extra (coverage[toml]) for a package without a pin as soon as a newer version is out.
pip install --quiet --require-hashes --no-deps -r "$lock"
pip install --quiet --no-deps --no-build-isolation --force-reinstall -e .
said=$(.venv/bin/python -m pip --disable-pip-version-check check) ||
    fail "$lock is not whole: $said"
printf '%s' "$(cat "$lock" pyproject.toml | cksum) $(pwd -P)" >".venv/parley-$kind"
