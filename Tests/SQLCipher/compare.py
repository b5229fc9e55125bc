#!/usr/bin/env python3
"""Does the work of Tests/Benchmarks/SealingWork.swift with SQLCipher 4 and with
plain SQLite, both from the PyPI package sqlcipher3 (pip install sqlcipher3), and
prints their ratios. Says why and ends with code 3 where the package is missing.

    python3 Tests/SQLCipher/compare.py [--people N] [--json]
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time

try:
    from sqlcipher3 import dbapi2 as sqlite
except ImportError:
    sys.stderr.write("SQLCipher is not compared: Python has no package sqlcipher3.\n")
    sys.exit(3)

BATCH = 1_000
PARTS = ["An", "Be", "Ci", "Do", "Ed", "Fa", "Gu", "Ha", "Iv", "Jo"]
# A raw key: no derivation, as in our own figures.
KEY = "x'" + "07" * 32 + "'"


def statements():
    """The SQL of SealingWork.swift, read from there, so that both do the same."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "Benchmarks", "SealingWork.swift"), encoding="utf-8") as file:
        text = file.read()

    def block(name):
        start = text.index(f'static let {name} = """') + len(f'static let {name} = """')
        return text[start : text.index('"""', start)]

    return block("schema"), block("insertSQL")


class Base:
    def __init__(self, path, key):
        self.path, self.key, self.db = path, key, None
        self.reopen()

    def reopen(self):
        if self.db:
            self.db.close()
        self.db = sqlite.connect(self.path, isolation_level=None, cached_statements=64)
        if self.key:
            self.db.execute(f'PRAGMA key = "{self.key}"')
        for pragma in (
            "journal_mode = WAL", "synchronous = FULL", "cache_size = -8192",
            "temp_store = MEMORY", "cache_spill = OFF",
        ):
            self.db.execute("PRAGMA " + pragma).fetchall()

    def run(self, sql, *values):
        self.db.execute(sql, values).fetchall()


def scattered(turn, limit):
    return (turn * 7_919 + 104_729) % max(1, limit)


def prefix(turn):
    first = PARTS[turn % 10]
    return first + "*" if turn % 3 == 0 else first + PARTS[(turn // 10) % 10].lower() + "*"


class Work:
    def __init__(self, people, insert):
        self.people, self.insert_sql = people, insert

    def insert(self, batch, base):
        start = batch * BATCH + 1
        base.run("BEGIN IMMEDIATE")
        base.run(self.insert_sql, start, min(self.people, start + BATCH - 1))
        base.run("COMMIT")

    def write(self, turn, base):
        base.run(
            "UPDATE person SET due = due + 1 WHERE row = ?1", scattered(turn, self.people) + 1
        )

    def scan(self, _turn, base):
        base.run("SELECT sum(length(note)), sum(due) FROM person NOT INDEXED")

    def search(self, turn, base):
        base.run(
            "SELECT person.* FROM (SELECT rowid AS found FROM search WHERE search MATCH ?1 LIMIT 40)"
            " JOIN person ON person.row = found",
            prefix(turn),
        )

    def mixture(self, turn, base):
        for step in range(40):
            number = turn * 40 + step
            row = scattered(number, self.people) + 1
            if step % 20 == 0:
                self.write(number, base)
            elif step % 20 < 5:
                self.search(number, base)
            elif step % 20 < 10:
                base.run(
                    "SELECT * FROM person WHERE worker = ?1 ORDER BY due, id LIMIT 40",
                    scattered(number, max(1, self.people // 250)),
                )
            else:
                base.run("SELECT * FROM person WHERE row = ?1", row)
                base.run(
                    "SELECT history.* FROM person JOIN history ON history.row_id = person.id"
                    " WHERE person.row = ?1",
                    row,
                )


def ratio(turns, sealed, plain, turn, reopens=False):
    ours, theirs = [], []
    for number in range(turns):
        order = [(sealed, ours), (plain, theirs)]
        for base, times in order if number % 2 == 0 else order[::-1]:
            if reopens:
                base.reopen()
                # SQLCipher opens its key with the first read.
                base.run("SELECT count(*) FROM sqlite_master")
            start = time.perf_counter()
            turn(number, base)
            times.append(time.perf_counter() - start)
    return statistics.median(ours) / statistics.median(theirs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    people = options.people
    schema, insert = statements()
    with tempfile.TemporaryDirectory() as folder:
        sealed = Base(os.path.join(folder, "sealed.db"), KEY)
        plain = Base(os.path.join(folder, "plain.db"), None)
        for base in (sealed, plain):
            base.db.executescript(schema)
        work = Work(people, insert)
        version = sealed.db.execute("PRAGMA cipher_version").fetchone()[0]
        sys.stderr.write(f"SQLCipher {version}, SQLite {sqlite.sqlite_version}\n")
        rows = [
            ("bulk insert", ratio((people + BATCH - 1) // BATCH, sealed, plain, work.insert)),
            ("1,000 durable single writes", ratio(1_000, sealed, plain, work.write)),
            (
                "full scan, cold cache",
                ratio(5 if people >= 500_000 else 21, sealed, plain, work.scan, reopens=True),
            ),
            ("prefix search", ratio(400, sealed, plain, work.search)),
            ("whole mix", ratio(200, sealed, plain, work.mixture)),
        ]
    if options.json:
        print(json.dumps([
            {"name": "SQLCipher / plain: " + name, "people": people, "value": value, "unit": "×",
             "budget": None, "ok": True}
            for name, value in rows
        ]))
    else:
        for name, value in rows:
            print(f"SQLCipher / plain: {name:<32} {people:>9,} {value:6.2f} ×")


if __name__ == "__main__":
    main()
