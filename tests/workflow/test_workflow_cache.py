"""The cache gives what was kept in it, or nothing."""

from __future__ import annotations

import sqlite3

import pytest

from l10n.model import Draft, text_hash
from l10n.project import find_project
from l10n.workflow.cache import open_cache

MARK = Draft.of("mt pseudo@1", "A river", "강")
DAMAGES = (
    "update {table} set {column} = replace({column}, '강', '산')",
    "update {table} set {column} = substr({column}, 1, length({column}) - 1)",
    "update {table} set {column} = ''",
    "update {table} set {column} = 7",
    "update {table} set {column} = x'ff'",
)


@pytest.fixture
def project(tmp_path):
    """A project whose cache holds one value of each kind."""
    (tmp_path / "source").mkdir()
    (tmp_path / "l10n.toml").write_text('locales = ["ko"]\n', "utf-8")
    found = find_project(tmp_path)
    with open_cache(found) as cache:
        cache.keep_build("ko", "first", "00", {"강": 1})
        cache.keep_draft("ko", MARK, "강")
        cache["A river"] = "강"
    return found


def held(project) -> list[object]:
    with open_cache(project) as cache:
        return [cache.build("ko", "first", "00"), cache.draft("ko", text_hash("A river")), cache.get("A river")]


def spoil(project, statement: str) -> None:
    database = sqlite3.connect(project.state / "cache.sqlite")
    with database:
        assert 1 == database.execute(statement).rowcount
    database.close()


def test_what_was_kept_comes_back(project):
    """A build's record, a draft with its mark, and an engine's answer."""
    assert [{"강": 1}, (MARK, "강"), "강"] == held(project)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(
    ("number", "table", "column"), [(0, "builds", "record"), (1, "drafted", "text"), (2, "drafts", "text")]
)
def test_a_damaged_value_is_none(project, number, table, column, damage):
    """SQLite does not notice a byte that the disk has changed; the value is missing then, and never another."""
    column = "record" if table == "builds" else "text"
    if table == "builds":  # JSON writes it so
        damage = damage.replace("'강'", "'ac15'").replace("'산'", "'c0b0'")
    before = held(project)
    spoil(project, damage.format(table=table, column=column))
    assert [None if place == number else value for place, value in enumerate(before)] == held(project)


@pytest.mark.parametrize(
    ("number", "statement"),
    [
        (0, "update builds set article = 'first', inputs = '00'"),
        (1, "update drafted set source = '{river}'"),
        (1, "update drafted set source = '{river}', mark = '{mark}'"),
        (2, "update drafts set key = 'A river'"),
    ],
)
def test_a_value_of_another_key_is_none(tmp_path, project, number, statement):
    """A row that has got under another key is no value of that key."""
    with open_cache(project) as cache:
        for table in ("builds", "drafted", "drafts"):
            spoil(project, f"delete from {table}")
        cache.keep_build("ko", "second", "01", {"강": 2})
        cache.keep_draft("ko", Draft.of("mt pseudo@1", "A hill", "강"), "강")
        cache["A hill"] = "산"
    spoil(project, statement.format(river=text_hash("A river"), mark=MARK.render()))
    assert held(project)[number] is None
