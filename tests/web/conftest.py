"""A small project behind its page, and a client that talks to it as a browser would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx2")

from starlette.testclient import TestClient

from l10n.project import Project, find_project
from l10n.web.app import create_app
from l10n.web.guard import Guard, allowed_hosts
from l10n.web.session import Session
from l10n.workflow.catalogs import update
from l10n.workflow.review.articles import ReviewUnit, article_id, open_article

SOURCE = """# First Call

The call lasted 20 minutes.

## What Was Said

- Trade came first.
- Ships came **second**.

| Goods | Rate |
| --- | --- |
| Cars | 25% |

<script>alert("source")</script>
"""


def clock() -> datetime:
    return datetime(2025, 6, 8, 12, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Page:
    """The page of one project, seen from a browser that has opened it."""

    project: Project
    guard: Guard
    session: Session
    client: TestClient
    base: str

    @property
    def catalog(self) -> Path:
        return self.project.catalog_path("ko", "call")

    @property
    def units(self) -> tuple[ReviewUnit, ...]:
        article = next(iter(self.project.articles()))
        return open_article(self.project, "ko", article).units

    def unit(self, source: str) -> ReviewUnit:
        return next(unit for unit in self.units if unit.message.msgid == source)

    def post(self, path: str, data: dict[str, object] | None = None, **headers: str):
        own = {"Origin": "http://127.0.0.1:8420", "X-Form-Token": self.guard.form_token}
        sent = {name: value for name, value in {**own, **headers}.items() if value}
        return self.client.post(path, data=data or {}, headers=sent)

    def save(self, unit: ReviewUnit, text: str | list[str], **values: str):
        return self.post(f"{self.base}/unit/{unit.id}", {"text": text, "etag": unit.etag, **values})


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one article in Korean, nothing translated."""
    tmp_path = tmp_path_factory.mktemp("made")
    (tmp_path / "l10n.toml").write_text('locales = ["ko"]\nengine = "none"\n', encoding="utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "call.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "ko.csv").write_text("term,translation,note,flags\ntrade,무역,,\n", encoding="utf-8")
    update(find_project(tmp_path), ["ko"], clock=clock)
    return tmp_path


@pytest.fixture
def page(made: Path, tmp_path: Path) -> Iterator[Page]:
    """The project behind its page."""
    project = find_project(shutil.copytree(made, tmp_path / "project"))
    guard = Guard(allowed_hosts(("127.0.0.1", "localhost"), 8420), "k" * 20)
    session = Session(project, ("ko",), clock)
    with TestClient(create_app(session, guard), base_url="http://127.0.0.1:8420") as client:
        client.get("/", params={"token": guard.token})
        yield Page(project, guard, session, client, f"/a/ko/{article_id(project.articles()[0])}")
