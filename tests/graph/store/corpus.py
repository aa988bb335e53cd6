"""A corpus of attacks and of harmless queries, made by a grammar from a fixed seed.

An attack is one of the hand-made ones, or a harmful clause put where a grammar allows it: after a
harmless beginning, in a subquery, in a union, behind comments, in other letters and blanks. A
harmless query is made of the same pieces without the harm, and with the harmful words as names,
strings and comments.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.graph.store.queries import REFUSED

SEED = 20_250_318
SECRET = "the-secret-of-the-file"

WRITES = (
    "CREATE (:Evil {id: 'evil'})",
    "MERGE (:Party {id: 'evil'})",
    "MERGE (e:Evil {id: 'evil'}) ON CREATE SET e.x = 1 ON MATCH SET e.x = 2",
    "MATCH (w:Party) SET w.name = 'evil'",
    "MATCH (w:Party) SET w += {name: 'evil'}",
    "MATCH (w:Party) SET w = {id: 'evil'}",
    "MATCH (w:Party) SET w:Evil",
    "MATCH (w:Party) REMOVE w.name",
    "MATCH (w:Party) REMOVE w:Party",
    "MATCH (w:Party) DETACH DELETE w",
    "MATCH ()-[w]->() DELETE w",
    "MATCH (a:Party), (b:Party) CREATE (a)-[:EVIL]->(b)",
    "MATCH (a:Party), (b:Party) MERGE (a)-[:SUPPORTS {evil: true}]->(b)",
    "FOREACH (i IN [1] | CREATE (:Evil {id: i}))",
    "FOREACH (i IN range(1, 9) | MERGE (:Evil {id: i}))",
    "UNWIND [1, 2] AS i CREATE (:Evil {id: i})",
)
READS_OUTSIDE = (
    "LOAD CSV FROM 'file://{secret}' AS line",
    "LOAD CSV WITH HEADERS FROM 'file://{secret}' AS line",
    "LOAD CSV FROM 'http://127.0.0.1:{port}/evil' AS line",
    "LOAD CSV FROM 'ftp://127.0.0.1:{port}/evil' AS line",
    "LOAD CSV FROM 'https://localhost:{port}/' + 'evil' AS line",
    "LOAD CSV FROM $id AS line FIELDTERMINATOR ';'",
)
CALLS = (
    "CALL dbms.listConfig() YIELD name AS line",
    "CALL dbms.components() YIELD name AS line",
    "CALL db.clearQueryCaches() YIELD value AS line",
    "CALL dbms.listConnections() YIELD connectionId AS line",
    "CALL dbms.killTransactions(['x']) YIELD username AS line",
    "CALL apoc.load.json('http://127.0.0.1:{port}/evil') YIELD value AS line",
    "CALL apoc.load.csv('file://{secret}') YIELD list AS line",
    "CALL apoc.cypher.doIt('CREATE (:Evil)', {}) YIELD value AS line",
    "CALL apoc.export.csv.all('/tmp/evil.csv', {}) YIELD file AS line",
    "CALL db.createLabel('Evil')",
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "CALL genai.vector.encodeBatch(['x'], 'OpenAI', {}) YIELD index AS line",
    "CALL sql.query('DELETE FROM Party') YIELD value AS line",
)
FUNCTIONS = (
    "apoc.load.json('file://{secret}')",
    "apoc.cypher.runFirstColumnSingle('CREATE (:Evil) RETURN 1', {})",
    "genai.vector.encode('x', 'OpenAI', {})",
    "apoc.util.sleep(10)",
    "java.lang.Runtime.getRuntime()",
    "`apoc.load.json`('x')",
    "db.nameFromElementId('x')",
    "file.readLines('{secret}')",
)
SERVER = (
    "SHOW USERS",
    "SHOW CURRENT USER",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "SHOW DATABASES YIELD name",
    "SHOW PROCEDURES EXECUTABLE",
    "SHOW FUNCTIONS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1', 'x'",
    "CREATE USER evil SET PASSWORD 'evil-evil-evil'",
    "ALTER USER neo4j SET PASSWORD 'evil-evil-evil'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'evil-evil-evil'",
    "DROP USER neo4j IF EXISTS",
    "CREATE DATABASE evil IF NOT EXISTS",
    "DROP DATABASE neo4j",
    "STOP DATABASE neo4j",
    "ALTER DATABASE neo4j SET ACCESS READ ONLY",
    "CREATE INDEX evil IF NOT EXISTS FOR (n:Party) ON (n.evil)",
    "CREATE CONSTRAINT evil IF NOT EXISTS FOR (n:Evil) REQUIRE n.id IS UNIQUE",
    "DROP CONSTRAINT party_id IF EXISTS",
    "DROP INDEX claim_object IF EXISTS",
    "CREATE FULLTEXT INDEX evil FOR (n:Party) ON EACH [n.name]",
    "GRANT ROLE admin TO neo4j",
    "USE system SHOW USERS",
    "ENABLE SERVER 'x'",
)
BEGINNINGS = (
    "MATCH (p:Party) ",
    "MATCH (p:Party {id: 'p-one'}) WHERE p.id <> 'x' ",
    "OPTIONAL MATCH (p:Party)-[:SUPPORTS]->(q) ",
    "UNWIND [1, 2, 3] AS u ",
    "WITH 1 AS one ",
    "WITH 'CREATE' AS `create` ",
    "MATCH (p:Party) WITH p LIMIT 1 ",
    "",
)
BLANKS = (" ", "\n", "\t", "  ", " /* RETURN 1 */ ", " // harmless\n", "\u00a0", "\r\n", "/**/")
Made = Callable[[random.Random], str]


def attacks(count: int, secret: str, port: int) -> list[str]:
    """Attacks, the hand-made ones first, all different; `secret` is a file, `port` a listener."""
    chance = random.Random(SEED)
    found = dict.fromkeys(REFUSED)
    while len(found) < count:
        made = chance.choice(_ATTACKS)(chance)
        found[made.replace("{secret}", secret).replace("{port}", str(port))] = None
    return list(found)[:count]


def _written(chance: random.Random) -> str:
    write = chance.choice(WRITES)
    ends = ("", " RETURN 1 AS x", " WITH 1 AS x RETURN x", " FINISH")
    beginning = chance.choice(BEGINNINGS)
    if beginning and write.startswith("MATCH"):
        beginning += "WITH 1 AS kept "
    return _varied(chance, beginning + write + chance.choice(ends))


def _inside(chance: random.Random) -> str:
    harm = chance.choice((*WRITES, *(f"{row} RETURN line" for row in (*READS_OUTSIDE, *CALLS))))
    frame = chance.choice(
        (
            "{start}CALL () { {harm} } RETURN 1 AS x",
            "{start}CALL { {harm} } RETURN 1 AS x",
            "{start}CALL { {harm} } IN TRANSACTIONS OF 1 ROWS RETURN 1 AS x",
            "{start}CALL { RETURN 1 AS y UNION {harm} } RETURN 1 AS x",
            "RETURN 1 AS line UNION {harm}",
            "RETURN 1 AS line UNION ALL {harm}",
            "{start}WITH 1 AS y CALL (y) { CALL () { {harm} } RETURN 2 AS z } RETURN z",
            "RETURN EXISTS { {harm} } AS x",
            "RETURN COUNT { {harm} } AS x",
            "RETURN COLLECT { {harm} } AS x",
        )
    )
    return _varied(
        chance, frame.replace("{start}", chance.choice(BEGINNINGS)).replace("{harm}", harm)
    )


def _outside(chance: random.Random) -> str:
    harm = chance.choice((*READS_OUTSIDE, *CALLS))
    return _varied(chance, f"{chance.choice(BEGINNINGS)}{harm} RETURN line")


def _function(chance: random.Random) -> str:
    harm = chance.choice(FUNCTIONS)
    frame = chance.choice(
        (
            *("RETURN {f} AS x", "UNWIND {f} AS x RETURN x", "WITH [{f}] AS x RETURN x"),
            *("MATCH (p:Party) WHERE {f} = 1 RETURN p", "RETURN [x IN [1] | {f}] AS x"),
            *("RETURN CASE WHEN {f} THEN 1 END AS x", "RETURN {a: {f}} AS x"),
            "MATCH (p:Party) RETURN p ORDER BY {f}",
        )
    )
    return _varied(chance, frame.replace("{f}", harm))


def _server(chance: random.Random) -> str:
    return _varied(chance, chance.choice(("", "", "USE neo4j ")) + chance.choice(SERVER))


def _several(chance: random.Random) -> str:
    harm = chance.choice((*WRITES, *SERVER))
    return _varied(chance, f"{chance.choice(('RETURN 1', 'MATCH (n) RETURN n'))};{harm}")


def _prefixed(chance: random.Random) -> str:
    prefix = chance.choice(
        ("EXPLAIN ", "PROFILE ", "CYPHER 5 ", "CYPHER 25 ", "CYPHER planner=cost ")
    )
    return _varied(chance, prefix + chance.choice((*WRITES, *SERVER)))


_ATTACKS: tuple[Made, ...] = (
    *(_written, _inside, _inside, _outside, _function),
    *(_server, _several, _prefixed),
)


def _varied(chance: random.Random, text: str) -> str:
    """The same query in other letters, blanks and comments; strings are left alone."""
    parts = text.split("'")
    for place in range(0, len(parts), 2):
        words = parts[place].split(" ")
        parts[place] = "".join(_joined(chance, words))
    return chance.choice(("", "", "/* MATCH */ ", "// RETURN 1\n", "\ufeff")) + "'".join(parts)


def _joined(chance: random.Random, words: list[str]) -> Iterator[str]:
    for number, word in enumerate(words):
        if number:
            yield chance.choice(BLANKS) if chance.random() < 0.15 else " "
        changed = chance.choice((str.upper, str.lower, str.title))
        is_clause = word.isupper() and word.isalpha()
        yield changed(word) if is_clause and chance.random() < 0.3 else word


NAMES = ("create", "delete", "`set`", "`load csv`", "merge", "show", "call_", "terminate", "`x;y`")
TEXTS = (
    *("CREATE (n)", "LOAD CSV FROM 'x'", "; DROP", "SHOW USERS", "apoc.load.json(1)"),
    *("CALL dbms.x()", "// no", "/* no */", "\\", "SET x = 1", "ünïcode ☃"),
)
EXPRESSIONS = (
    *("1 + 2", "[1, 2, 3][0]", "{a: 1}.a", "size([1, 2])", "toUpper('x')", "coalesce(null, 1)"),
    *("date('2025-03-18')", "date.truncate('year', date('2025-03-18'))", "duration('P1D').days"),
    *("reduce(s = 0, x IN [1, 2] | s + x)", "[x IN range(1, 3) WHERE x > 1 | x * 2]", "$id"),
    *("all(x IN [1] WHERE x = 1)", "CASE WHEN true THEN 1 ELSE 2 END", "'a' STARTS WITH 'b'"),
    *("toString(1.5)", "abs(-1)", "split('a,b', ',')", "datetime('2025-03-18T12:00:00Z').year"),
    *("point({x: 1, y: 2}).x", "duration.between(date('2014-01-01'), date('2014-01-02')).days"),
    *("localdatetime('2025-03-18T12:00:00').month", "head([1])", "keys({a: 1})", "1 IN [1, 2]"),
)
PATTERNS = (
    *("(p:Party)", "(p:Party)-[:SUPPORTS]->(q)", "(p:Party)--(q:Party)", "(p:Party {id: $id})"),
    *("(p)-[r]->(q)", "(p:Party)-[:SUPPORTS*1..2]->(q)", "path = (p:Party)-[:SUPPORTS]->(q)"),
)
WHERES = (
    *("", " WHERE p.id = 'p-one'", " WHERE p.id STARTS WITH 'p'", " WHERE EXISTS { (p)--() }"),
    *(" WHERE COUNT { (p)--() } > 0", " WHERE p.`set` IS NULL", " WHERE NOT p.id IN ['x']"),
)


def harmless(count: int) -> list[str]:
    """Queries that only read, all different."""
    chance = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < count:
        found[chance.choice(_HARMLESS)(chance)] = None
    return list(found)


def _value(chance: random.Random) -> str:
    text = chance.choice(TEXTS).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'" if chance.random() < 0.4 else chance.choice(EXPRESSIONS)


def _returned(chance: random.Random) -> str:
    return f"RETURN {_value(chance)} AS {chance.choice(NAMES)}, {_value(chance)} AS other"


def _matched(chance: random.Random) -> str:
    start = chance.choice(("MATCH ", "OPTIONAL MATCH "))
    found = chance.choice(
        ("count(*) AS n", "p.id AS id ORDER BY id LIMIT 5", "DISTINCT p.name AS x")
    )
    where = chance.choice(WHERES)
    return f"{start}{chance.choice(PATTERNS)}{where} RETURN {found}"


def _piped(chance: random.Random) -> str:
    inner = chance.choice(
        (
            "CALL (p) { MATCH (p)--(o) RETURN count(o) AS c }",
            "OPTIONAL MATCH (p)-[:SUPPORTS]->(o) WITH p, count(o) AS c",
            "WITH p, size(p.id) AS c",
            "UNWIND [1, 2] AS c",
        )
    )
    return f"MATCH (p:Party){chance.choice(WHERES)} {inner} RETURN p.id AS id, c ORDER BY id, c"


def _united(chance: random.Random) -> str:
    kind = chance.choice(("UNION", "UNION ALL"))
    return f"RETURN {_value(chance)} AS x {kind} RETURN {_value(chance)} AS x"


def _commented(chance: random.Random) -> str:
    text = chance.choice(TEXTS).replace("*/", "")
    comment = chance.choice((f"/* {text} */ ", f"// {text}\n"))
    return comment + chance.choice((_returned, _matched, _piped))(chance) + chance.choice(("", ";"))


def _unwound(chance: random.Random) -> str:
    name = chance.choice(NAMES)
    return f"UNWIND [{_value(chance)}, {_value(chance)}] AS {name} RETURN count({name}) AS n"


def _listed(chance: random.Random) -> str:
    procedure, column = chance.choice(
        (
            ("labels", "label"),
            ("relationshipTypes", "relationshipType"),
            ("propertyKeys", "propertyKey"),
        )
    )
    return f"CALL db.{procedure}() YIELD {column} RETURN count({column}) AS {chance.choice(NAMES)}"


_HARMLESS: tuple[Made, ...] = (
    *(_returned, _returned, _matched, _piped, _united, _commented, _unwound, _listed),
)
