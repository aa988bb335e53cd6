#!/bin/sh
# Opens JupyterLab on these notebooks, with a store in which something is loaded.
# PARLEY_JUPYTER adds words to its command, such as --no-browser or --port=8889.
set -eu
cd "$(dirname "$0")/.."
loaded=$(.venv/bin/parley status)
case $loaded in
*"nothing is loaded yet"*) .venv/bin/parley load --shipped ;;
esac
# Jupyter refuses to run as root unless told so, as in a container; it listens on loopback alone.
as_root=
if [ "$(id -u)" = 0 ]; then as_root=--allow-root; fi
# shellcheck disable=SC2086 # both are lists of words
exec .venv/bin/python -m jupyterlab --ServerApp.root_dir=notebooks --ServerApp.ip=127.0.0.1 \
    --LabApp.extension_manager=readonly \
    --LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate \
    $as_root ${PARLEY_JUPYTER:-}
