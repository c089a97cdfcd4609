"""The full-text index beside the view of texts: FTS5 or tsvector, and how often each word is said.

Both hold the same terms, as they are made in ``search.words``: the databases neither split nor stem. So both find the
same, and what is found is ranked in one place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Executable,
    MetaData,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from laeringslopp.access import Reader
from laeringslopp.search.ranking import Match
from laeringslopp.views.columns import Row, Shape
from laeringslopp.views.generations import table_of
from laeringslopp.views.ledger import Generation
from laeringslopp.views.standing import WIDTH

EVERYTHING = ""
"""Among the words: stands in every text, so it counts them."""
ALL = "*"
"""Among the organisations, of which none is called so: all of them together."""
MARKS = dict(zip((*WIDTH, "whose"), "oiew", strict=True))
"""What stands before a term in PostgreSQL: who finds by it (each term once for all who do), or that it tells whose."""
ASKED = 500


class Sight(NamedTuple):
    """How far somebody sees: to the narrowest of ``WIDTH`` in some organisations (None: all), elsewhere the open."""

    narrowest: str
    organisations: frozenset[str] | None


def sight_of(reader: Reader) -> Sight:
    """How far a reader sees for certain. What is exempt is found by those who see all of it; others may read it where
    it stands.
    """
    if reader.is_public:
        return Sight("open", frozenset())
    return Sight("exempt" if reader.levels is None else "internal", reader.organisations)


class Index:
    """Makes and writes the tables beside the texts."""

    def create(self, connection: Connection, generation: int) -> list[str]:
        """Makes them, empty; their names."""
        made = [words_table(generation)]
        if connection.dialect.name == "postgresql":
            made.append(vectors_table(generation))
        for table in made:
            table.create(connection)
        names = [table.name for table in made]
        if connection.dialect.name == "postgresql":
            return names
        # The terms are kept in the texts themselves. Theirs are no words of ours to fold: ascii leaves all else alone.
        columns = ", ".join(("whose", *WIDTH))
        name = _index_name(generation)
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='', contentless_delete=1, tokenize='ascii')"
            )
        )
        return [*names, name]

    def write(self, connection: Connection, shape: Shape, generation: int, rows: Sequence[Row]) -> None:
        """Takes in rows that are about to be written, in place of what stands there of them."""
        texts, said = table_of(shape, generation), defaultdict[tuple[str, str], list[int]](lambda: [0, 0, 0])
        columns = [texts.c[name] for name in ("whose", *WIDTH)]
        for at in range(0, len(rows), ASKED):
            some = [row["position"] for row in rows[at : at + ASKED]]
            for before in connection.execute(select(*columns).where(texts.c.position.in_(some))):
                _count(said, before._mapping, -1)
        for row in rows:
            _count(said, row, 1)
        counted = [
            {"term": term, "whose": whose, "reversed": term[::-1], **dict(zip(WIDTH, counts, strict=True))}
            for (term, whose), counts in said.items()
            if any(counts)
        ]
        if counted:
            connection.execute(_counting(words_table(generation), connection.dialect.name), counted)
        if connection.dialect.name == "postgresql":
            connection.execute(_upserting(vectors_table(generation)), [_vectors(row) for row in rows])
        else:
            connection.execute(_replacing(generation), [_tokens(row) for row in rows])


def _count(said: Mapping[tuple[str, str], list[int]], row: Any, by: int) -> None:
    terms, whose = set[str](), row["whose"] or ""
    for at, width in enumerate(WIDTH):
        if row[width]:
            terms.update([EVERYTHING], *(each.split() for each in row[width]))
        for term in terms:
            said[term, whose][at] += by
            said[term, ALL][at] += by


def _tokens(row: Row) -> Row:
    told = {width: " ".join(row[width] or ()) for width in WIDTH}
    return {"position": row["position"], "whose": _key(row["whose"] or ""), **told}


def _vectors(row: Row) -> Row:
    told, seen = set[str](), set[str]()
    for width in WIDTH:
        seen.update(term for each in row[width] or () for term in each.split())
        told.update(MARKS[width] + term for term in seen)
    return {"position": row["position"], "said": sorted({*told, _whose(row["whose"] or "")})}


def _whose(organisation: str) -> str:
    return MARKS["whose"] + _key(organisation)


def _key(organisation: str) -> str:
    """An organisation as one term."""
    return f"o{blake2b(organisation.encode(), digest_size=10).hexdigest()}"


@lru_cache(maxsize=64)
def words_table(generation: int) -> Table:
    """How many texts each word stands in, for each organisation and for all: open ones, with internal ones, and all.

    Whose they are comes first, so that what one reader counts lies side by side.
    """
    from sqlalchemy import Index as SqlIndex

    exact = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    counts = [Column(width, BigInteger, nullable=False) for width in WIDTH]
    name = f"texts_words__g{generation}"
    table = Table(
        name,
        MetaData(),
        Column("whose", exact, primary_key=True),
        Column("term", exact, primary_key=True),
        Column("reversed", exact, nullable=False),
        *counts,
        sqlite_with_rowid=False,
    )
    SqlIndex(f"{name}__reversed", table.c.whose, table.c.reversed)
    return table


@lru_cache(maxsize=64)
def vectors_table(generation: int) -> Table:
    """The index in PostgreSQL: a vector for each text, so that one search tells which words stand where."""
    from sqlalchemy import Index as SqlIndex

    name = _index_name(generation)
    table = Table(
        name,
        MetaData(),
        Column("position", BigInteger, primary_key=True),
        Column("said", TSVECTOR, nullable=False),
    )
    SqlIndex(f"{name}__said", table.c.said, postgresql_using="gin")
    return table


def _index_name(generation: int) -> str:
    return f"texts_index__g{generation}"


@lru_cache(maxsize=64)
def _counting(table: Table, dialect: str) -> Executable:
    statement: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    more = {width: table.c[width] + statement.excluded[width] for width in WIDTH}
    return statement.on_conflict_do_update(index_elements=["whose", "term"], set_=more)  # type: ignore[no-any-return]


@lru_cache(maxsize=64)
def _upserting(table: Table) -> Executable:
    said = func.array_to_tsvector(cast(bindparam("said"), ARRAY(Text)))
    statement: Any = postgresql.insert(table).values(position=bindparam("position"), said=said)
    return statement.on_conflict_do_update(  # type: ignore[no-any-return]
        index_elements=["position"], set_={"said": statement.excluded.said}
    )


@lru_cache(maxsize=64)
def _replacing(generation: int) -> Executable:
    names = ("whose", *WIDTH)
    values = ", ".join(f":{name}" for name in names)
    return text(
        f"INSERT OR REPLACE INTO {_index_name(generation)}(rowid, {', '.join(names)}) VALUES (:position, {values})"
    )


class Lookup:
    """What one reader may look up, in one snapshot of one generation."""

    def __init__(
        self, connection: Connection, shape: Shape, generation: Generation, sight: Sight, only: str | None = None
    ) -> None:
        """``only`` finds in one organisation alone."""
        self.position, number = generation.position, generation.number
        self._only = only
        self._connection, self._sight, self._generation = connection, sight, number
        self._texts, self._words = table_of(shape, number), words_table(number)
        self._is_postgres = connection.dialect.name == "postgresql"

    @property
    def _seen(self) -> ColumnElement[int]:
        """In how many texts the reader may see a word: in all that are open, and in more of its own organisations."""
        words, sight = self._words, self._sight
        within = words.c[sight.narrowest]
        if sight.organisations is None:
            return func.sum(within)
        return func.sum(case((words.c.whose == ALL, words.c.open), else_=within - words.c.open))

    @property
    def _counted_by(self) -> ColumnElement[bool]:
        return self._words.c.whose.in_([ALL, *sorted(self._sight.organisations or ())])

    def counts(self, terms: Collection[str]) -> dict[str, int]:
        """In how many texts that the reader may see each of these words stands; one that stands in none is left out."""
        return self._counted(self._words.c.term.in_(sorted(terms)), None) if terms else {}

    def beginning(self, start: str, most: int) -> dict[str, int]:
        """The commonest longer words that begin so."""
        return self._counted(_between(self._words.c.term, start), most, start)

    def ending(self, end: str, most: int) -> dict[str, int]:
        """The commonest longer words that end so."""
        return self._counted(_between(self._words.c.reversed, end[::-1]), most, end)

    def like(self, word: str, kept: int, by: int) -> dict[str, int]:
        """Words that begin or end with the same ``kept`` letters and are at most ``by`` letters longer or shorter."""
        words = self._words
        length = func.length(words.c.term).between(len(word) - by, len(word) + by)
        either = (_between(words.c.term, word[:kept]), _between(words.c.reversed, word[: -kept - 1 : -1]))
        return {k: v for each in either for k, v in self._counted(and_(each, length), None).items()}

    def _counted(self, where: ColumnElement[bool], most: int | None, but: str | None = None) -> dict[str, int]:
        words, seen = self._words, self._seen
        others = [words.c.term != but] if but is not None else []
        asked = (
            select(words.c.term, seen).where(self._counted_by, where, *others).group_by(words.c.term).having(seen > 0)
        )
        if most is not None:
            asked = asked.order_by(seen.desc(), words.c.term).limit(most)
        return {str(term): int(count) for term, count in self._connection.execute(asked)}

    def matching(self, every: Sequence[Collection[str]], most: int) -> list[Match]:
        """The newest texts that hold a word of each of these groups, in what the reader may see of them."""
        texts = self._texts
        columns = [
            texts.c[name] for name in ("position", "decision_id", "item_id", "noun", "of_failures", "whose", *WIDTH)
        ]
        if self._is_postgres:
            # The planner does not count what it costs to read a vector, and would read every one rather than the index.
            self._connection.execute(select(func.set_config("enable_seqscan", "off", True)))
            vectors = vectors_table(self._generation)
            found = select(vectors.c.position).where(self._holds(vectors.c.said, every))
            # A sum, lest the planner walks all texts from the newest on instead of asking the index.
            found = found.order_by((vectors.c.position + 0).desc()).limit(most)
            asked: Any = select(*columns).where(texts.c.position.in_(found))
        else:
            name = _index_name(self._generation)
            matching = text(f"SELECT rowid FROM {name} WHERE {name} MATCH :asked ORDER BY rowid DESC LIMIT :most")
            asked = select(*columns).where(
                texts.c.position.in_(matching.bindparams(asked=self._match(every), most=most).columns(Column("rowid")))
            )
        return [self._seen_of(row) for row in self._connection.execute(asked.order_by(texts.c.position))]

    def _match(self, every: Sequence[Collection[str]]) -> str:
        """The same to FTS5. A term is letters and digits, and stands in quotes all the same."""
        said = " AND ".join(f"({' OR '.join(_quoted(each))})" for each in every)
        only = "" if self._only is None else f' AND ({{whose}} : "{_key(self._only)}")'
        return f"({self._seen_match(said)}){only}"

    def _seen_match(self, said: str) -> str:
        columns = " ".join(WIDTH[: WIDTH.index(self._sight.narrowest) + 1])
        within = f"({{{columns}}} : ({said}))"
        if self._sight.organisations is None:
            return within
        whose = " OR ".join(_quoted(map(_key, self._sight.organisations)))
        open_ = f"({{open}} : ({said}))"
        return f"{open_} OR ({within} AND ({{whose}} : ({whose})))" if whose else open_

    def _holds(self, said: ColumnElement[Any], every: Sequence[Collection[str]]) -> ColumnElement[bool]:
        """The same to PostgreSQL. Each group is a condition of its own: so the index passes over what lacks one."""

        def some(terms: Iterable[str]) -> ColumnElement[bool]:
            return said.op("@@")(cast(literal(" | ".join(f"'{term}'" for term in sorted(terms))), TSQUERY))

        def held(width: str) -> ColumnElement[bool]:
            return and_(*(some(MARKS[width] + term for term in each) for each in every))

        only = [] if self._only is None else [some([_whose(self._only)])]
        sight = self._sight
        if sight.organisations is None:
            return and_(held(sight.narrowest), *only)
        within = [and_(held(sight.narrowest), some(map(_whose, sight.organisations)))] if sight.organisations else []
        return and_(or_(held("open"), *within), *only)

    def _seen_of(self, row: Any) -> Match:
        said = row._mapping
        sight = self._sight
        belongs = sight.organisations is None or said["whose"] in sight.organisations
        widths = WIDTH[: WIDTH.index(sight.narrowest) + 1] if belongs else WIDTH[:1]
        told = [said[width] for width in widths if said[width]]
        parts = told[0] if len(told) == 1 else [" ".join(filter(None, each)) for each in zip(*told, strict=True)]
        position, decision_id, item_id, noun, of_failures = row[:5]
        return Match(position, decision_id, item_id, noun, tuple(of_failures), tuple(parts) or ("", "", ""))


def _between(column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    """What begins so, and is no other word than letters and digits."""
    return and_(column >= start, column < f"{start}\U0010ffff")


def _quoted(terms: Iterable[str]) -> Iterator[str]:
    return (f'"{term}"' for term in sorted(terms))
