"""Review without a browser: `status --todo`, `show`, `edit`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import CatalogError
from l10n.model import Message, State
from l10n.workflow.review.articles import Edit, review_unit, save, unit_id
from l10n.workflow.review.bilingual import parse_bilingual, render_bilingual
from l10n.workflow.review.terminal import edit_article

PATH = Path("edit.txt")
LINE = st.sampled_from(["", "===", "=== x", "> y", "\\", "\\=== z", "# c", "text", " t", "\\\\>"])
TEXTS = st.lists(LINE, max_size=5).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4, unique_by=lambda pair: pair[0]))
def test_an_unedited_file_changes_nothing(pairs):
    """Whatever sources and translations hold, reading back what was rendered finds no edit."""
    units = [review_unit(Message("source" + source, target, flags=("fuzzy",))) for source, target in pairs]
    assert [] == parse_bilingual(render_bilingual(units, "t"), units, PATH)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_an_edited_text_comes_back_as_it_was_typed(before, after):
    """A new translation is read line by line, whatever it looks like; blank lines at its end stay as they were."""
    old, new = review_unit(Message("source", before)), review_unit(Message("source", after))
    edits = parse_bilingual(render_bilingual([new], "t"), [old], PATH)
    text = edits[0].text if edits else before
    assert after.rstrip("\n") == (text or "").rstrip("\n")


def test_states_and_left_out_units():
    """A unit is approved by its mark; a unit that was deleted stays as it is; plural forms are not shown."""
    units = [review_unit(Message(text, "번역", flags=("fuzzy",))) for text in ("one", "two")]
    units.append(review_unit(Message("file", msgid_plural="files", msgstr_plural=("파일",))))
    text = render_bilingual(units, "t")
    assert "파일" not in text
    text = text.replace("[draft] para", "[approved] para", 1).partition(f"=== {units[1].id}")[0]
    assert [Edit(units[0].id, units[0].etag, "번역", approved=True)] == parse_bilingual(text, units, PATH)
    assert [] == parse_bilingual("", units, PATH)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("> one", "> two", 6),
        ("> one\n", "", 6),
        ("[draft] para", "[done] para", 6),
        ("=== ", "=== 0", 6),
        ("=== ", "=== 000000000000 [draft]\n=== ", 6),
        ("# t", "stray\n# t", 1),
        ("번역", "번역\n=== mine", 9),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(old, new, line):
    """Nothing is guessed: a changed source, an unknown unit or state, a line that looks like a mark."""
    unit = review_unit(Message("one", "번역", flags=("fuzzy",)))
    with pytest.raises(CatalogError) as caught:
        parse_bilingual(render_bilingual([unit], "t").replace(old, new, 1), [unit], PATH)
    assert (PATH, line) == (caught.value.path, caught.value.line)


def test_a_unit_that_stands_twice_is_refused():
    """Which of the two would be meant?"""
    unit = review_unit(Message("one", "번역"))
    text = render_bilingual([unit], "t")
    with pytest.raises(CatalogError, match="twice"):
        parse_bilingual(text + text.partition("\n\n")[2], [unit], PATH)


def test_edit_saves_what_fits_and_keeps_the_text_of_conflicts(page):
    """Somebody else's change during the edit is not overwritten, and the person's text stays in a file."""
    article = page.project.articles()[0]

    def editor(path):
        text = Path(path).read_text(encoding="utf-8")
        for source, target in (("> First Call\n", "첫 통화"), ("> What Was Said\n", "한 말")):
            text = text.replace(source, source + target, 1)
        Path(path).write_text(text, encoding="utf-8")
        seen = page.unit("First Call")
        save(page.project, "ko", article, [Edit(seen.id, seen.etag, "남의")])

    edited = edit_article(page.project, ["ko"], "call", editor=editor)
    assert 1 == edited.conflicts
    assert ("남의", "한 말") == (page.unit("First Call").message.msgstr, page.unit("What Was Said").message.msgstr)
    assert edited.kept
    assert "첫 통화" in edited.kept.read_text(encoding="utf-8")


def typed(path):
    """An editor in which a person types a translation."""
    file = Path(path)
    file.write_text(file.read_text("utf-8").replace("> First Call\n", "> First Call\n첫 통화", 1), "utf-8")


def test_text_that_cannot_be_saved_is_said_where_it_lies(page, caplog):
    """At once, when the catalog went away in the meantime, and again by the next edit."""

    def editor(path):
        typed(path)
        page.catalog.rename(page.catalog.with_suffix(".away"))

    with pytest.raises(CatalogError, match="the catalog is gone"):
        edit_article(page.project, ["ko"], "call", editor=editor)
    kept = page.project.state / "edit" / "call.ko.txt"
    assert [f"Your text is in {kept}"] == [record.getMessage() for record in caplog.records]
    assert "첫 통화" in kept.read_text("utf-8")
    caplog.clear()
    page.catalog.with_suffix(".away").rename(page.catalog)
    edit_article(page.project, ["ko"], "call", editor=lambda path: None)
    said = f"the text of an earlier edit, which could not be saved, is in {kept}"
    assert ([said], True) == ([record.getMessage() for record in caplog.records], kept.exists())


def test_an_edit_where_the_program_s_own_folder_cannot_be_written(page, tmp_path, monkeypatch):
    """The file lies in the temporary folder, and what is typed there is saved."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (page.project.state / "edit").write_bytes(b"")
    seen = []
    edit_article(page.project, ["ko"], "call", editor=lambda path: (seen.append(path), typed(path)))
    assert (True, "첫 통화") == (
        seen[0].startswith(str(tmp_path / "l10n-edit-")),
        page.unit("First Call").message.msgstr,
    )


def test_commands(workspace, monkeypatch):
    """The three commands as a person runs them, one after the other."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nengine = "none"\n')
    workspace.write("source/call.md", "# First Call\n\nThe call lasted 20 minutes.\n")
    workspace.run("update")
    listed = json.loads(workspace.run("status", "--todo", "--json").stdout)["units"]
    ids = [unit_id((None, text)) for text in ("First Call", "The call lasted 20 minutes.")]
    assert ids == [row["id"] for row in listed]
    script = workspace.write("editor.sh", "#!/bin/sh\nsed -i 's/untranslated/approved/; s/^> .*/&\\n통화 30/' \"$1\"\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    done = workspace.run("edit", "call")
    assert "2 units changed\n" == done.stdout
    assert "" == workspace.run("status", "--todo").stdout
    shown = workspace.run("show", listed[1]["id"][:6]).stdout
    assert "number:" in shown
    assert State.APPROVED.value in shown
    assert 1 == workspace.run("show", "no such words", code=None).returncode


def test_review_without_its_extra_says_how_to_get_it(workspace, repository):
    """Without the page's packages the command ends with 3 and one line that says what to install."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/call.md", "# First Call\n")
    workspace.write("blocked/uvicorn.py", "raise ModuleNotFoundError('no uvicorn here', name='uvicorn')\n")
    environment = {
        **workspace.environment,
        "PYTHONPATH": os.pathsep.join([str(workspace.root / "blocked"), str(repository)]),
    }
    command = [sys.executable, "-m", "l10n", "review", "--no-browser"]
    done = subprocess.run(
        command, cwd=workspace.root, env=environment, capture_output=True, encoding="utf-8", timeout=60
    )
    assert 3 == done.returncode
    assert "" == done.stdout
    assert "uvicorn" in done.stderr
    assert "pip install 'l10n-toolkit[web]'" in done.stderr
    assert "Traceback" not in done.stderr
