"""The two engines behind one store: embedded, or a Neo4j server, by the settings."""

from __future__ import annotations

from dataclasses import replace

from graph.errors import StoreDenied
from graph.store.bolt import Store, Transaction
from graph.store.drivers import Endpoint
from graph.store.schema import migrate, stored_version
from graph.store.settings import StoreSettings

__all__ = ["Endpoint", "Store", "StoreSettings", "Transaction", "open_store"]


def open_store(settings: StoreSettings, *, writable: bool = False) -> Store:
    """The store that the settings name; a writable one has the latest schema.

    An embedded store always has it, and is made where there is none. SetupError where the settings
    or the machine will not do, StoreUnavailable or StoreDenied where the database does not let us
    in.
    """
    settings.check()
    store = _neo4j(settings, writable) if settings.neo4j_uri else _embedded(settings, writable)
    try:
        if writable:
            migrate(store)
        stored_version(store)
    except BaseException:
        store.close()
        raise
    return store


def _embedded(settings: StoreSettings, writable: bool) -> Store:
    from graph.store.embedded import Hold, default_folder  # noqa: PLC0415 - not on Windows

    hold = Hold(settings.store or default_folder())

    def endpoint() -> Endpoint:
        attachment = hold.attachment
        reader, writer = attachment.reader, attachment.writer
        return Endpoint(
            engine="embedded",
            uri=attachment.uri,
            database=attachment.database,
            reader=(reader.user, reader.password),
            writer=(writer.user, writer.password) if writable else None,
            words=f"embedded store at {attachment.folder}",
            folder=attachment.folder,
        )

    def renew() -> Endpoint:
        hold.renew()
        return endpoint()

    found = endpoint()
    account = (hold.attachment.writer.user, hold.attachment.writer.password)
    try:
        with Store(replace(found, writer=account)) as store:
            migrate(store)  # so that a reader finds an empty store, and not one without labels
    except BaseException:
        hold.close()
        raise
    return Store(found, hold.close, renew)


def _neo4j(settings: StoreSettings, writable: bool) -> Store:
    if settings.neo4j_uri is None or settings.neo4j_password is None:
        raise StoreDenied("no Neo4j server is configured: set PARLEY_NEO4J_URI and its password")
    account = (settings.neo4j_user, settings.neo4j_password.get_secret_value())
    reader = account
    if settings.neo4j_reader_user and settings.neo4j_reader_password:
        reader = (settings.neo4j_reader_user, settings.neo4j_reader_password.get_secret_value())
    endpoint = Endpoint(
        engine="neo4j",
        uri=settings.neo4j_uri,
        database=settings.neo4j_database,
        reader=reader,
        writer=account if writable else None,
        words=f"Neo4j database at {settings.neo4j_uri}",
    )
    return Store(endpoint)
