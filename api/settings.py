"""How the service is served: the environment variables, read once and checked."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import SetupError


class ServiceSettings(BaseSettings):
    """PARLEY_HOST, PARLEY_PORT and what else serving needs. An empty value is none."""

    model_config = SettingsConfigDict(env_prefix="PARLEY_", env_ignore_empty=True, extra="ignore")

    host: str = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8000, ge=0, le=65_535, description="the port; 0 picks a free one")
    cors_origins: str = Field("", description="origins, divided by commas, that may ask from pages")
    cypher: bool | None = Field(
        None, description="whether POST /v1/cypher is offered; by default on loopback alone"
    )
    warm: bool = Field(True, description="whether a release is read into memory before it is asked")
    answers_megabytes: int = Field(64, ge=1, description="memory for answers given before")
    tokens: Path | None = Field(None, description="the file of those who may ask; all without it")
    session_key: Path | None = Field(None, description="a file with the key that signs sessions")
    session_hours: int = Field(12, ge=1, le=24 * 30, description="how long a log-in lasts")
    hosts: str = Field("", description="further host names of the service, divided by commas")
    proxies: str = Field("", description="addresses of reverse proxies that are believed")
    workers: int = Field(1, ge=1, le=64, description="how many processes answer")
    connections: int = Field(1_000, ge=10, description="connections at once, in each process")
    client_requests: int = Field(200, ge=1, description="requests of one client at once")
    client_queries: int = Field(8, ge=1, description="Cypher queries of one client at once")
    body_bytes: int = Field(1_000_000, ge=1_000, description="how large a body may be")
    answer_seconds: float = Field(60.0, gt=0, description="how long an answer may take to begin")
    grace_seconds: int = Field(25, ge=0, description="how long requests may take after SIGTERM")
    audit: Path | None = Field(None, description="the file of the audit log")

    @property
    def origins(self) -> list[str]:
        """The origins that may ask from pages of theirs."""
        return [origin.strip() for origin in self.cors_origins.split(",") if origin.strip()]

    @property
    def host_names(self) -> frozenset[str]:
        """The host names under which the service is reached, besides this machine's own."""
        given = [name.strip().lower().rstrip(".") for name in self.hosts.split(",")]
        return frozenset({self.host.lower(), *given} - {""})

    @property
    def allows_cypher(self) -> bool:
        """Whether anyone who reaches the service may ask in Cypher."""
        return self.is_loopback if self.cypher is None else self.cypher

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def check_public(self, *, public: bool) -> None:
        """SetupError where others could reach the service and nobody said that they may."""
        if not (self.is_loopback or public or self.tokens):
            raise SetupError(
                f"{self.host} can be reached from other machines, and anyone there could read all: "
                "set PARLEY_TOKENS to a file of tokens, say --public if that is meant, or listen "
                "on 127.0.0.1"
            )
