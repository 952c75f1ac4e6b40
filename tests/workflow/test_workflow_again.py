"""`draft --again`: a better engine reaches what another one wrote, and never what people wrote."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.catalog.po import parse_po, render_po
from l10n.model import Catalog, Draft, Message
from l10n.project import find_project
from l10n.workflow.drafts import draft_catalogs
from l10n.workflow.status import status

ENGINE = "pseudo@1"
ORIGINS = (f"mt {ENGINE}", "mt pseudo@0", "mt argos-en-ko@1.1", f"mt {ENGINE},argos-en-ko@1.1", "tm 92%", "glossary",
           "sentence-repair 1/2")  # fmt: skip
SOURCES = ("Talks go on.", "Nobody knows why.", "Trade grew in May.", "The minister left.", "Prices fell again.")
CATALOG = "locales/ko/LC_MESSAGES/first.po"


@st.composite
def messages(draw: st.DrawFn, source: str) -> Message:
    """A message in any of the ways in which text comes to be there."""
    kind = draw(st.sampled_from(["empty", "approved", "written", "drafted", "edited", "stale", "changed"]))
    origin = draw(st.sampled_from(ORIGINS))
    text = draw(st.sampled_from(["회담이 이어진다.", "아무도 이유를 모른다."]))
    mark = Draft.of(origin, source if kind != "stale" else "Another text.", text)
    if kind == "empty":
        return Message(source)
    if kind in ("approved", "written"):
        return Message(source, text, flags=("fuzzy",) if kind == "written" else ())
    if kind == "changed":
        return Message(source, text, flags=("fuzzy",), previous_msgid=source + " Or so.")
    return Message(source, text + " 정말로." * (kind == "edited"), flags=("fuzzy",), comments=(mark.render(),))


def write(folder: Path, catalog: tuple[Message, ...]) -> None:
    (folder / "l10n.toml").write_text('locales = ["ko"]\nengine = "pseudo"\n', "utf-8")
    for name in ("source", "glossary"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "glossary/ko.csv").write_text("term,translation\ntalks,협상\n", "utf-8")  # which no text here uses
    (folder / "source/first.txt").write_text("\n\n".join(message.msgid for message in catalog) + "\n", "utf-8")
    (folder / CATALOG).parent.mkdir(parents=True, exist_ok=True)
    headers = (("Language", "ko"), ("Content-Type", "text/plain; charset=UTF-8"))
    (folder / CATALOG).write_bytes(render_po(Catalog(headers, catalog)))


def read(folder: Path) -> dict[str, Message]:
    return {
        message.msgid: message for message in parse_po((folder / CATALOG).read_bytes(), CATALOG).live if message.msgid
    }


def draft_again(folder: Path) -> int:
    """How many units `draft --again` drafts."""
    project = find_project(folder)
    (report,) = draft_catalogs(project, ["ko"], again=True, clock=lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert not report.errors
    return report.drafted


def others(folder: Path) -> int:
    """How many drafts another engine would now write, as `status` says."""
    return status(find_project(folder), ["ko"]).others.get("ko", 0)


@settings(max_examples=40, deadline=None)
@given(st.tuples(*map(messages, SOURCES)))
def test_the_words_of_people_stay(catalog: tuple[Message, ...]) -> None:
    """Approved text, edited drafts, what comes from the memory and what was put together from a person's sentences are
    as they were; every other draft is of the present engine; a second run changes nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, catalog)
        draft_again(folder)
        after = read(folder)
        for message in catalog:
            origin = message.draft.origin if message.draft else ""
            stamped = (
                origin.startswith(("tm ", "sentence-repair"))
                and message.draft.source_hash == Draft.of("", message.msgid, "").source_hash
            )
            if message.msgstr and (not message.machine_made or stamped):
                assert message.msgstr == after[message.msgid].msgstr
                assert message.flags == after[message.msgid].flags
            elif origin != "glossary" or message.state.value == "stale":
                assert f"mt {ENGINE}" == after[message.msgid].draft.origin
        assert 0 == others(folder)
        before = (folder / CATALOG).read_bytes()
        draft_again(folder)
        assert before == (folder / CATALOG).read_bytes()


def stamped(source: str, origin: str, text: str = "회담이 이어진다.") -> Message:
    return Message(source, text, flags=("fuzzy",), comments=(Draft.of(origin, source, text).render(),))


def test_status_says_what_another_engine_would_write(tmp_path: Path) -> None:
    """Drafts of another engine or version that nobody touched; not those of the present one, nor edited ones."""
    edited = stamped("Nobody knows why.", "mt argos-en-ko@1.1")
    write(
        tmp_path,
        (
            stamped("Talks go on.", "mt pseudo@0"),
            Message(edited.msgid, "고친 글.", flags=edited.flags, comments=edited.comments),
            stamped("Trade grew in May.", "mt argos-en-ko@1.1"),
            stamped("The minister left.", f"mt {ENGINE}"),
        ),
    )
    assert 2 == others(tmp_path)
    assert 2 == draft_again(tmp_path)
    assert 0 == others(tmp_path)


def test_status_in_words_and_numbers(workspace) -> None:
    """For people and for programs; an engine that is missing is no error of `status`."""
    write(workspace.root, (stamped("Talks go on.", "mt argos-en-ko@1.1"),))
    told = workspace.run("status").stdout
    assert "ko: another engine would now write 1 draft; `l10n draft --again` drafts it anew" in told
    assert {"ko": 1} == json.loads(workspace.run("status", "--json").stdout)["others"]
    workspace.write("l10n.toml", 'locales = ["ko"]\nengine = "argos"\n')
    assert {"ko": 0} == json.loads(workspace.run("status", "--json").stdout)["others"]


def test_a_machine_with_a_worse_model_keeps_what_a_better_one_wrote(workspace, monkeypatch, tmp_path: Path) -> None:
    """`auto` takes a real package of Argos, the only one here: what Firefox's model wrote stays, whatever the glossary
    says, and a draft of a worse engine is written anew. Who asks for the engine by name gets it."""
    for library in ("ctranslate2", "argostranslate"):
        pytest.importorskip(library)
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "engines"))
    from tiny_argos import build_package, zip_package

    package = zip_package(build_package(tmp_path / "translate-en_ko", "en", "ko"), tmp_path / "x.argosmodel")
    workspace.run("models", "install", "en", "ko", "--engine", "argos", "--from", str(package))
    better, worse = "bergamot-en-ko@base-memory-1-2", "llm-qwen2.5-coder-1.5b@1"
    write(workspace.root, (stamped("Talks go on.", f"mt {better}"), stamped("Trade grew in May.", f"mt {worse}")))
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    assert {"ko": 1} == json.loads(workspace.run("status", "--json").stdout)["others"]
    plan = ("draft", "--again", "--dry-run")
    assert "would draft 1 unit with argos-en-ko@1.0" in workspace.run(*plan).stdout
    assert "would draft 2 units with argos-en-ko@1.0" in workspace.run(*plan, "--engine", "argos").stdout
    workspace.run("draft", "--again")
    assert f"mt {better}" == read(workspace.root)["Talks go on."].draft.origin


@pytest.mark.parametrize(("origin", "number"), [("mt argos-en-ko@1.1", 1), ("mt bergamot-en-ko@base-memory-1-2", 0)])
def test_build_says_what_is_rough(workspace, origin: str, number: int) -> None:
    """A publisher is told how many of the published units a rough model drafted, and where to look for a better one."""
    write(workspace.root, (stamped("Talks go on.", origin),))
    built = workspace.run("build", "--engine", "none", "--json")
    assert number == json.loads(built.stdout)["locales"][0]["rough"]
    told = "1 unit is a draft of a rough model, to be rewritten; `l10n models list --available en ko` shows better ones"
    assert (number == 1) == (told in workspace.run("build", "--engine", "none").stdout)
    assert told not in workspace.run("build", "--engine", "none", "--publish", "approved").stdout
