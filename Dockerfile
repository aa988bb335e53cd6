# Parley in a container. `docker build .` is all that is needed; docs/containers.md says more.
# The first stage installs what the lock names into /app; the second takes that folder alone.

FROM python:3.13.9-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements/run.txt requirements/run.txt
# Wheels alone: nothing is compiled, here or later. The lock's hashes say which.
RUN python -m venv /app && /app/bin/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY cypher cypher
COPY graph graph
COPY loaders loaders
COPY api api
RUN /app/bin/python -m pip install --quiet --no-deps --no-build-isolation . && /app/bin/python -m pip uninstall --quiet --yes pip

FROM python:3.13.9-slim-bookworm
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Parley" \
      org.opencontainers.image.description="A knowledge graph of negotiation positions" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
# /data is the embedded store's, /secret the made password's, /access the tokens': volumes take
# their owner.
RUN useradd --system --uid 10001 --no-create-home --home-dir /data parley && install -d -o parley -g parley -m 0700 /data /secret /access
COPY --from=build /app /app
COPY loaders/dossiers /dossiers
COPY containers/make_secret.py /app/make_secret.py
ENV PATH=/app/bin:/usr/local/bin:/usr/bin:/bin PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PARLEY_STORE=/data/store PARLEY_HOST=0.0.0.0 PARLEY_PORT=8000
USER 10001:10001
WORKDIR /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["parley"]
CMD ["serve", "--public"]
