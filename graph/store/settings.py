"""Which store is meant: the environment variables, read once and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import SetupError

SCHEMES = ("bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc")


class StoreSettings(BaseSettings):
    """PARLEY_STORE, or PARLEY_NEO4J_URI and what belongs to it. An empty value is none."""

    model_config = SettingsConfigDict(env_prefix="PARLEY_", env_ignore_empty=True, extra="ignore")

    store: Path | None = Field(None, description="the folder of the embedded store")
    neo4j_uri: str | None = Field(None, description="bolt://, neo4j:// or neo4j+s:// address")
    neo4j_user: str = Field("neo4j", description="the account that loads")
    neo4j_password: SecretStr | None = Field(None, description="its password")
    neo4j_password_file: Path | None = Field(None, description="a file that holds it")
    neo4j_database: str = Field("neo4j", description="the database")
    neo4j_reader_user: str | None = Field(None, description="an account that only reads")
    neo4j_reader_password: SecretStr | None = Field(None, description="its password")

    @field_validator("store", "neo4j_password_file", mode="before")
    @classmethod
    def _expanded(cls, value: Any) -> Any:
        return Path(value).expanduser() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _password_from_file(self) -> Self:
        """Takes the password from its file, as containers hand it over."""
        if self.neo4j_password_file and self.neo4j_password is None:
            try:
                content = self.neo4j_password_file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError):
                raise SetupError(
                    f"PARLEY_NEO4J_PASSWORD_FILE is {self.neo4j_password_file}, which cannot be "
                    "read: name a file of text that this user may read"
                ) from None
            self.neo4j_password = SecretStr(content)
        return self

    def check(self) -> None:
        """SetupError where the address or an account is incomplete."""
        if self.neo4j_uri is None:
            return
        scheme = self.neo4j_uri.partition("://")[0]
        if scheme not in SCHEMES or "://" not in self.neo4j_uri:
            raise SetupError(
                f"PARLEY_NEO4J_URI is {self.neo4j_uri!r}: it begins with one of "
                f"{', '.join(f'{name}://' for name in SCHEMES)}"
            )
        if self.neo4j_password is None:
            raise SetupError(
                "PARLEY_NEO4J_URI is set but PARLEY_NEO4J_PASSWORD is not: set both, or "
                "name a file that holds it by PARLEY_NEO4J_PASSWORD_FILE"
            )
        if (self.neo4j_reader_user is None) != (self.neo4j_reader_password is None):
            raise SetupError(
                "PARLEY_NEO4J_READER_USER and PARLEY_NEO4J_READER_PASSWORD go together: set both"
            )
