#!/bin/sh
# The programs that tests need beside Python: installed where this may be done, else named.
set -eu
packages=
command -v mvn >/dev/null 2>&1 || packages="$packages maven"
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || packages="$packages nodejs npm"
command -v chromium >/dev/null 2>&1 || [ -x "${PARLEY_CHROMIUM:-}" ] || packages="$packages chromium"
[ -n "$packages" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
    echo "Installing Debian's packages:$packages ..."
    # shellcheck disable=SC2086 # both are lists of words
    if $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            $packages </dev/null >/dev/null; then
        exit 0
    fi
fi
echo "parley: the tests need these packages, by Debian's names:$packages
Install them (apt-get install$packages) and run 'make test' again." >&2
exit 1
