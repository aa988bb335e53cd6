#!/bin/sh
# Makes dist/: the wheel, the source archive, the bill of materials, and their checksums.
set -eu
cd "$(dirname "$0")/.."
rm -rf dist
mkdir dist
.venv/bin/python -m hatchling build -d dist
.venv/bin/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml \
    --mc-type application --spec-version 1.6 --output-reproducible --of JSON \
    --output-file dist/parley.cdx.json
.venv/bin/python -m requirements.bill dist/parley.cdx.json
(cd dist && sha256sum -- * >SHA256SUMS)
ls -l dist
