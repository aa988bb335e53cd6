#!/bin/sh
# Writes the locks: every version with its hashes, no address of any index or folder.
# The settings of this machine's pip are left out, or they would end up in the locks.
set -eu
cd "$(dirname "$0")/.."

compile() {
    env -u PIP_FIND_LINKS -u PIP_TRUSTED_HOST CUSTOM_COMPILE_COMMAND="make lock" \
        .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
        --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
        --build-deps-for editable --extra fast "$@" pyproject.toml
}

compile --upgrade --output-file requirements/run.txt
compile --upgrade --constraint requirements/run.txt --extra notebook \
    --output-file requirements/notebook.txt
compile --upgrade --constraint requirements/notebook.txt --extra notebook --extra dev \
    --output-file requirements/dev.txt
if grep -nE '://|^-|^[^#]*(file:| @ )' requirements/*.txt; then
    echo "parley: the locks must not name an address, a folder or an option (lines above)." >&2
    exit 1
fi
