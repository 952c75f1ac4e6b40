"""Between two of our runs, other tools edit the catalogs: nothing is lost. The tools of GNU gettext run for real."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import polib
import pytest

from l10n.catalog.edit import approve
from l10n.catalog.merge import Changes, merge, new_catalog, template
from l10n.catalog.po import parse_po, render_po
from l10n.model import Catalog, Draft, Message, State, Unit

pytestmark = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is not installed")

NOW = datetime(2026, 3, 14, 15, 9, tzinfo=timezone.utc)
REFERENCE = "source/a long name.md"


def unit(text: str) -> Unit:
    return Unit(text, text, "paragraph")


UNITS = [
    Unit("The heading of it all", "The heading of it all", "heading", note="at most\n40 characters"),
    unit("A paragraph with “quotes”, a \\ and 100 %."),
    unit("Two lines\nin one block"),
    unit("This one was drafted by a machine."),
    unit("This draft was edited by a person."),
    unit("This one changed a little since it was translated."),
    unit("This one has no translation."),
]


def working_catalog() -> Catalog:
    """A catalog in the middle of its life: every state, comments, an obsolete entry, a custom flag."""
    drafted = Draft.of("mt pseudo@1", UNITS[3].text, "기계가 만든 초안", ("number",))
    edited = Draft.of("mt pseudo@1", UNITS[4].text, "기계가 만든 것")
    fields: list[dict[str, object]] = [
        {"msgstr": "그 모든 것의 제목", "comments": ("a translator's word", "l10n-ignore: number")},
        {"msgstr": "“따옴표”와 \\, 100 %가 있는 문단."},
        {"msgstr": "한 덩이에\n두 줄", "flags": ("ignore-number",)},
        {"msgstr": "기계가 만든 초안", "flags": ("fuzzy",), "comments": (drafted.render(),)},
        {"msgstr": "사람이 고친 것", "flags": ("fuzzy",), "comments": (edited.render(),)},
        {"msgstr": "번역된 뒤 바뀐 것", "flags": ("fuzzy",), "previous_msgid": "This one changed little."},
        {},
    ]
    catalog = merge(new_catalog("ko", "en", "demo", NOW), UNITS, REFERENCE).catalog
    messages = [replace(each, **values) for each, values in zip(catalog.messages, fields, strict=True)]  # type: ignore[arg-type]
    gone = Message("It was here once.", "전에 있던 것", comments=("kept",), obsolete=True)
    return replace(catalog, messages=(*messages, gone))


def run(*command: str | Path, cwd: Path) -> bytes:
    ran = subprocess.run(command, cwd=cwd, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    return ran.stdout


def without_custom_flags(catalog: Catalog) -> Catalog:
    messages = [replace(each, flags=tuple(f for f in each.flags if f != "ignore-number")) for each in catalog.messages]
    return replace(catalog, messages=tuple(messages))


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """The working catalog, which also lies in tmp_path as ko.po beside its template."""
    catalog = working_catalog()
    (tmp_path / "ko.po").write_bytes(render_po(catalog))
    (tmp_path / "a.pot").write_bytes(render_po(template(UNITS, REFERENCE, "demo")))
    return catalog


def test_msgfmt_accepts_what_is_written(catalog: Catalog, tmp_path: Path) -> None:
    """Catalogs and templates pass msgfmt -c, and the compiled catalog has the approved texts."""
    run("msgfmt", "-c", "-o", "ko.mo", "ko.po", cwd=tmp_path)
    run("msgfmt", "-c", "-o", "pot.mo", "a.pot", cwd=tmp_path)
    expected = {message.msgid: message.msgstr for message in catalog.live if message.state is State.APPROVED}
    assert expected == {entry.msgid: entry.msgstr for entry in polib.mofile(str(tmp_path / "ko.mo"))}


def test_msgcat_changes_nothing_but_custom_flags(catalog: Catalog, tmp_path: Path) -> None:
    """msgcat --no-wrap gives back the file; only flags that gettext does not know are gone."""
    data = run("msgcat", "--no-wrap", "ko.po", cwd=tmp_path)
    assert render_po(without_custom_flags(catalog)) == data
    assert render_po(template(UNITS, REFERENCE, "demo")) == run("msgcat", "--no-wrap", "a.pot", cwd=tmp_path)


def test_msgcat_that_wraps_loses_nothing(catalog: Catalog, tmp_path: Path) -> None:
    """A file that was wrapped and sorted by msgcat is in order again after our next run."""
    (tmp_path / "ko.po").write_bytes(run("msgcat", "--sort-output", "--width=40", "ko.po", cwd=tmp_path))
    after = merge(parse_po((tmp_path / "ko.po").read_bytes(), "ko.po"), UNITS, REFERENCE).catalog
    assert without_custom_flags(catalog) == after


def test_msgmerge_with_the_same_template_loses_nothing(catalog: Catalog, tmp_path: Path) -> None:
    """After msgmerge our next run gives the same catalog again."""
    data = run("msgmerge", "--quiet", "--previous", "ko.po", "a.pot", cwd=tmp_path)
    after = merge(parse_po(data, "ko.po"), UNITS, REFERENCE).catalog
    expected = {message.key: message for message in without_custom_flags(catalog).messages}
    assert expected == {message.key: message for message in after.messages}


def test_msgmerge_with_a_changed_template_loses_no_word(catalog: Catalog, tmp_path: Path) -> None:
    """What msgmerge did wrong is put right: a draft that it carried on is dropped, a person's text is kept."""
    changed = [unit(each.text.replace("This", "That")) if each.text.startswith("This") else each for each in UNITS]
    (tmp_path / "a.pot").write_bytes(render_po(template(changed, REFERENCE, "demo")))
    data = run("msgmerge", "--quiet", "--previous", "ko.po", "a.pot", cwd=tmp_path)
    after = merge(parse_po(data, "ko.po"), changed, REFERENCE).catalog
    assert [each.key for each in changed] == [message.key for message in after.live]
    texts = {message.msgstr for message in after.messages}
    human = {message.msgstr for message in catalog.messages if message.msgstr and not message.machine_made}
    assert set() == human - texts
    assert not any(message.machine_made for message in after.live)
    assert {State.APPROVED} == {message.state for message in after.live[:3]}


def test_weblate_style_edit(catalog: Catalog, tmp_path: Path) -> None:
    """An editor that wraps, approves a draft and stamps the header leaves a catalog that we merge as it is."""
    file = polib.pofile(str(tmp_path / "ko.po"), wrapwidth=77)
    entry = file.find(UNITS[3].text)
    entry.flags.remove("fuzzy")
    entry.msgstr = "사람이 확인한 글"
    file.metadata["Last-Translator"] = "A person <person@example.org>"
    file.metadata["X-Generator"] = "Weblate 5.0"
    file.save(str(tmp_path / "ko.po"))
    edited = parse_po((tmp_path / "ko.po").read_bytes(), "ko.po")
    result = merge(edited, UNITS, REFERENCE)
    assert Changes(kept=7) == result.changes
    message = result.catalog.messages[3]
    assert (State.APPROVED, "사람이 확인한 글") == (message.state, message.msgstr)
    assert "A person <person@example.org>" == result.catalog.header("Last-Translator")
    others = [each for each in catalog.messages if each.key != message.key]
    assert others == [each for each in result.catalog.messages if each.key != message.key]


def test_poedit_style_edit(catalog: Catalog, tmp_path: Path) -> None:
    """Poedit takes `fuzzy` and the previous msgid off and leaves the draft's comment: the text is approved."""
    lines = render_po(catalog).decode().replace("#, fuzzy\n", "")
    data = "".join(line + "\n" for line in lines.split("\n")[:-1] if not line.startswith("#| ")).replace("\n", "\r\n")
    after = merge(parse_po(data.encode(), "ko.po"), UNITS, REFERENCE).catalog
    assert {State.APPROVED} == {message.state for message in after.live if message.msgstr}
    expected = [each.msgstr for each in catalog.messages]
    assert expected == [each.msgstr for each in after.messages]
    assert approve(catalog).live[5] == after.live[5]


def test_polib_reads_what_is_written(catalog: Catalog, tmp_path: Path) -> None:
    """An independent reader sees the same texts, flags, comments and previous msgids."""
    for message, entry in zip(catalog.messages, polib.pofile(str(tmp_path / "ko.po")), strict=True):
        assert (message.msgid, message.msgstr, message.obsolete) == (entry.msgid, entry.msgstr, bool(entry.obsolete))
        assert list(message.flags) == entry.flags
        assert "\n".join(message.comments) == entry.tcomment
        assert "\n".join(message.extracted) == entry.comment
        assert message.previous_msgid == entry.previous_msgid
