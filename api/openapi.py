"""The OpenAPI document: FastAPI's, made plainer where a query parameter is concerned.

A parameter that may be missing is never null in an address, though its model says so.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi


def document(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _made(app)
    return app.openapi_schema


def _made(app: FastAPI) -> dict[str, Any]:
    made: dict[str, Any] = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    for methods in made["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _never_null(parameter["schema"])
            _one_media_type(operation)
    return made


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    others: list[dict[str, Any]] = [
        part for part in schema.get("anyOf", ()) if part.get("type") != "null"
    ]
    if len(others) != 1:
        return schema
    return {name: part for name, part in schema.items() if name != "anyOf"} | others[0]


def _one_media_type(operation: dict[str, Any]) -> None:
    """Problems are told as problem+json alone, never as plain JSON."""
    for response in operation["responses"].values():
        content = response.get("content", {})
        if "application/problem+json" in content:
            plain = content.pop("application/json", {})
            content["application/problem+json"].setdefault("schema", plain.get("schema", {}))
