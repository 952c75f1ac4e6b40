"""Drafting that is interrupted, that fails midway, or that meets somebody else's edit: nothing is lost."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from l10n.model import Draft, Message, State
from l10n.project import find_project
from l10n.workflow import waiting
from l10n.workflow.drafts import draft_catalogs
from l10n.workflow.waiting import needs_draft, plan_drafts

SENTENCES = [f"Sentence number {number} of the article says something about trade." for number in range(1, 41)]
CATALOG = "locales/ko/LC_MESSAGES/first.po"


class Translator:
    """A chat endpoint that answers in Korean, slowly; after `limit` answers it fails."""

    def __init__(self) -> None:
        self.answered = 0
        self.limit = 10**9
        self.pause = 0.15
        self.asked: list[str] = []

    @contextmanager
    def serve(self) -> Iterator[str]:
        translator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                number = "".join(filter(str.isdigit, request["messages"][-1]["content"].partition("of the article")[0]))
                translator.asked.append(request["messages"][-1]["content"])
                time.sleep(translator.pause)
                if translator.answered >= translator.limit:
                    self.send_error(500)
                    return
                translator.answered += 1
                answer = f"기사의 문장 번호 {number[-2:] if number else 0}에서는 무역에 관해 무언가를 말한다."
                choice = {"message": {"role": "assistant", "content": answer}, "finish_reason": "stop"}
                body = json.dumps({"choices": [choice]}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}/v1"
            server.shutdown()


@pytest.fixture
def translator():
    return Translator()


@pytest.fixture
def project(workspace, translator):
    """A project with 40 paragraphs and a slow engine."""
    with translator.serve() as endpoint:
        workspace.write(
            "l10n.toml", f'locales = ["ko"]\nengine = "llm"\n[engines.llm]\nendpoint = "{endpoint}"\nparallel = 2\n'
        )
        workspace.write("source/first.txt", "A title\n\n" + "\n".join(SENTENCES) + "\n")
        workspace.run("update")
        yield workspace


def drafted(workspace):
    return workspace.read(CATALOG).count("# l10n: mt llm")


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_run_keeps_what_was_drafted(project, translator, stop):
    """On Ctrl-C, at the word of a supervisor, or when the terminal is closed: the drafts made so far are in the
    catalog, which is whole, no temporary file is left, and the next run goes on from there."""
    process = project.start("draft")
    wait_until(lambda: translator.answered >= 12)
    process.send_signal(stop)
    _, error = process.communicate(timeout=60)
    assert (128 + stop, 1) == (process.returncode, error.count("stopped; what was finished is kept"))
    assert "Traceback" not in error
    assert [] == list((project.root / ".l10n" / "writing").iterdir())
    kept = drafted(project)
    assert 0 < kept < len(SENTENCES) + 1
    before = translator.answered
    translator.pause = 0
    project.run("draft")
    assert len(SENTENCES) + 1 == drafted(project)
    assert translator.answered - before <= len(SENTENCES) + 1 - kept + 4, "what was drafted was asked for again"


def test_an_engine_that_fails_midway_loses_nothing(project, translator):
    """When the engine stops answering, exit code 3, and what it had drafted is stored."""
    translator.pause, translator.limit = 0, 12
    done = project.run("draft", code=3)
    assert "Traceback" not in done.stderr
    assert drafted(project) > 0


def test_the_next_engine_goes_on_where_one_fails_midway(project, translator):
    """What the first had drafted stays, the second drafts the rest, and it is said which one is gone and why."""
    translator.pause, translator.limit = 0, 12
    done = project.run("draft", "--engine", "llm,pseudo")
    catalog = project.read(CATALOG)
    assert len(SENTENCES) + 1 == catalog.count("# l10n: mt llm") + catalog.count("# l10n: mt pseudo@1")
    assert 0 < catalog.count("# l10n: mt pseudo@1")
    assert 1 == done.stdout.count("without llm-")


def test_an_edit_made_meanwhile_stays(project, translator):
    """A translation that a person saves while the engine works is not overwritten."""
    process = project.start("draft")
    wait_until(lambda: translator.answered >= 4)
    text = project.read(CATALOG)
    last = f'msgid "{SENTENCES[-1]}"\nmsgstr ""'
    assert last in text
    project.write(CATALOG, text.replace(last, last[:-1] + '사람이 쓴 문장이다."'))
    translator.pause = 0
    process.communicate(timeout=60)
    assert 0 == process.returncode
    assert "사람이 쓴 문장이다." in project.read(CATALOG)
    assert len(SENTENCES) == drafted(project)


def test_a_second_run_costs_nothing(project, translator):
    """Drafts come from the cache when the catalog was thrown away."""
    translator.pause = 0
    project.run("draft")
    answered = translator.answered
    (project.root / CATALOG).unlink()
    project.run("update")
    project.run("draft")
    assert answered == translator.answered
    assert len(SENTENCES) + 1 == drafted(project)


def test_an_engine_of_none_drafts_nothing(project):
    """`draft --engine none` writes nothing and is fine, as the help says, in earnest and as a rehearsal."""
    before = project.read(CATALOG)
    assert project.run("draft", "--engine", "none").stdout.startswith("ko: 0 units drafted")
    assert project.run("draft", "--engine", "none", "--dry-run").stdout == "would draft 0 units\n"
    assert before == project.read(CATALOG)


def test_an_edited_text_of_another_source_is_left_to_people():
    """A person changed a draft, then the source changed: without the source it was made from nothing can be kept."""
    stamp = Draft.of("mt argos-en-ko@1.9", "The old text", "기계의 글").render()
    edited = Message("The new text", "사람의 글", flags=("fuzzy",), comments=(stamp,))
    assert State.STALE is edited.state
    assert [False, True, True] == [
        needs_draft(edited),
        needs_draft(replace(edited, msgstr="기계의 글")),
        needs_draft(replace(edited, previous_msgid="The old text")),
    ]


def test_a_text_of_a_megabyte_is_left_to_people(tmp_path, monkeypatch, caplog):
    """What is longer than LONGEST is data or a mistake: people are told of it, no engine is; the rest is drafted."""
    monkeypatch.setattr(waiting, "LONGEST", len("Prices fell."))
    (tmp_path / "l10n.toml").write_text('locales = ["ko"]\nengine = "pseudo"\n', "utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "source/first.txt").write_text("Prices fell.\n\nPrices fell..\n", "utf-8")
    project = find_project(tmp_path)
    (report,) = draft_catalogs(project, ["ko"], clock=lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
    left = (tmp_path / CATALOG).read_text("utf-8").partition('msgid "Prices fell.."\n')[2]
    told = [record.getMessage() for record in caplog.records]
    assert (1, 0, 'msgstr ""\n') == (report.drafted, report.untranslated, left)
    assert ["first.txt: a text of 13 characters is left to people"] == told
    assert () == plan_drafts(project, ["ko"])


def test_a_large_language_model_is_told_of_the_article(workspace, translator):
    """The title and what stands before the sentence; the title itself is told nothing of itself."""
    translator.pause = 0
    with translator.serve() as endpoint:
        settings = f'endpoint = "{endpoint}"\nendpoint_model = "gemma-3-12b"\n'
        workspace.write("l10n.toml", f'locales = ["ko"]\nengine = "llm"\n[engines.llm]\n{settings}')
        workspace.write("source/first.txt", "A title\n\n" + "\n".join(SENTENCES[:4]) + "\n")
        workspace.run("update")
        workspace.run("draft")
    told = {text.splitlines()[-1]: text.splitlines()[:2] for text in reversed(translator.asked)}
    assert ["Title of the article: A title", f"Before it: {SENTENCES[1]}"] == told[SENTENCES[2]]
    assert not told["A title"][0].startswith("Title of the article")
