"""Hand-offs that come back: what was exported, what happened meanwhile, what came back, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import polib
import pytest
from handoff_tools import FORMS, NOW, Desk, translated
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.catalog.po import render_po
from l10n.errors import ConfigurationError
from l10n.locales import fits_locale
from l10n.model import State
from l10n.workflow.cache import open_cache
from l10n.workflow.exchange.project_memory import open_project_memory

SOURCE = "The first paragraph says that 25% is a lot."
ARTICLE = f"A short title\n\n{SOURCE}\n"

NOTHING = ("", "approved")
MACHINE = ("기계가 쓴 초안.", "machine")
PERSON = ("사람이 다듬던 글.", "edited")
FINAL = ("사람이 승인한 글.", "approved")
OTHER = ("다른 번역.", "approved")

CASES = {
    "an old hand-off, untouched, over an approved text": (MACHINE, FINAL, (), "same", FINAL),
    "an old hand-off, untouched, over an edited text": (MACHINE, PERSON, (), "same", PERSON),
    "untranslated then and in the file": (NOTHING, FINAL, (), "same", FINAL),
    "nobody did anything": (MACHINE, None, (), "same", MACHINE),
    "a draft edited and approved outside": (MACHINE, None, ("다른 번역.", "approved"), "changed", OTHER),
    "a draft edited outside, and not approved": (
        MACHINE,
        None,
        ("다른 번역.", "draft"),
        "changed",
        (OTHER[0], "edited"),
    ),
    "a draft approved outside as it is": (MACHINE, None, (None, "approved"), "changed", (MACHINE[0], "approved")),
    "an approved text sent back for review": (FINAL, None, (None, "draft"), "changed", (FINAL[0], "edited")),
    "an untranslated text translated outside": (NOTHING, None, ("다른 번역.", "approved"), "changed", OTHER),
    "translated outside, and drafted by a machine here": (
        NOTHING,
        MACHINE,
        ("다른 번역.", "approved"),
        "changed",
        OTHER,
    ),
    "another machine's draft here since": (
        MACHINE,
        ("새 초안.", "machine"),
        ("다른 번역.", "approved"),
        "changed",
        OTHER,
    ),
    "the same edit on both sides": (MACHINE, OTHER, ("다른 번역.", "approved"), "same", OTHER),
    "the same text, approved here alone": (MACHINE, OTHER, ("다른 번역.", "draft"), "same", OTHER),
    "the same text, approved outside alone": (
        MACHINE,
        (OTHER[0], "edited"),
        ("다른 번역.", "approved"),
        "changed",
        OTHER,
    ),
    "approved on both sides": (MACHINE, (MACHINE[0], "approved"), (None, "approved"), "same", (MACHINE[0], "approved")),
    "different edits": (MACHINE, FINAL, ("다른 번역.", "approved"), "conflict", FINAL),
    "an unfinished text here, another outside": (MACHINE, PERSON, ("다른 번역.", "approved"), "conflict", PERSON),
    "translated on both sides": (NOTHING, FINAL, ("다른 번역.", "draft"), "conflict", FINAL),
    "the draft approved here, edited outside": (
        MACHINE,
        (MACHINE[0], "approved"),
        ("다른 번역.", "draft"),
        "conflict",
        (MACHINE[0], "approved"),
    ),
    "edited here, the draft approved outside": (MACHINE, FINAL, (None, "approved"), "conflict", FINAL),
    "edited here, sent back for review outside": (FINAL, OTHER, (None, "draft"), "conflict", OTHER),
    "a machine's draft emptied outside": (MACHINE, None, ("", None), "same", MACHINE),
    "a draft that people began to edit emptied outside": (PERSON, None, ("", None), "refused", PERSON),
    "emptied outside": (FINAL, None, ("", None), "refused", FINAL),
    "emptied outside, and edited here": (FINAL, OTHER, ("", None), "refused", OTHER),
    "the source where a translation belongs": (MACHINE, None, (SOURCE, "draft"), "same", MACHINE),
    "the source as the translation, approved": (MACHINE, None, (SOURCE, "approved"), "changed", (SOURCE, "approved")),
}

every_form = pytest.mark.parametrize("form", FORMS)


@pytest.fixture
def desk(tmp_path):
    return Desk(
        tmp_path, {"first.txt": ARTICLE, "news/second.md": "# Hello *there*\n\nSome `code` and **bold** text.\n"}
    )


@every_form
@pytest.mark.parametrize("case", CASES)
def test_a_hand_off_comes_back(tmp_path, form, case):
    """What did not change gives way to what did; where both changed, nothing is written; no human word is lost."""
    before, meanwhile, theirs, outcome, after = CASES[case]
    desk = Desk(tmp_path, {"first.txt": ARTICLE})
    desk.set("first", SOURCE, *before)
    file = desk.export(form)
    if meanwhile:
        desk.set("first", SOURCE, *meanwhile)
    if theirs:
        file = translated(form, file, SOURCE, *theirs)
    data = desk.path("first").read_bytes()
    report = desk.back(FORMS[form], file)
    told = {"changed": report.changed, "conflict": len(report.conflicts), "refused": len(report.refused)}
    assert {name: int(name == outcome) for name in told} == told
    assert (after[0], State.APPROVED if after[1] == "approved" and after[0] else State.DRAFT) == desk.has(
        "first", SOURCE
    )
    if outcome != "changed":
        assert data == desk.path("first").read_bytes()


@every_form
def test_a_conflict_names_both_sides(desk, form):
    """A conflict has the unit, ours and theirs, and the rest of the file is written."""
    desk.set("first", SOURCE, *MACHINE)
    file = translated(form, desk.export(form), SOURCE, "다른 번역.", "approved")
    file = translated(form, file, "A short title", "짧은 제목", "approved")
    desk.set("first", SOURCE, *FINAL)
    report = desk.back(FORMS[form], file)
    assert [(SOURCE, FINAL[0], OTHER[0])] == [(each.source, each.ours, each.theirs) for each in report.conflicts]
    assert "짧은 제목" == desk.has("first", "A short title")[0]


@every_form
def test_overwriting_keeps_ours_in_the_memory(desk, form):
    """`--overwrite` takes theirs, and ours is found in the memory afterwards."""
    desk.set("first", SOURCE, *MACHINE)
    file = translated(form, desk.export(form), SOURCE, "다른 번역.", "approved")
    desk.set("first", SOURCE, *FINAL)
    report = desk.back(FORMS[form], file, overwrite=True)
    assert (1, ()) == (report.changed, report.conflicts)
    assert (OTHER[0], State.APPROVED) == desk.has("first", SOURCE)
    with open_cache(desk.project) as cache, open_project_memory(desk.project, cache, lambda: NOW) as memory:
        assert {OTHER[0], FINAL[0]} == {entry.target for entry in memory.export("ko") if entry.source == SOURCE}
        assert OTHER[0] == memory.approved("ko")(SOURCE).target


@every_form
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_dry_run_writes_nothing(desk, form, overwrite):
    """`--dry-run` tells the changes and the conflicts, and no file differs afterwards."""
    desk.set("first", SOURCE, *MACHINE)
    file = translated(form, desk.export(form), SOURCE, "다른 번역.", "approved")
    desk.set("first", "A short title", *FINAL)
    file = translated(form, file, "A short title", "짧은 제목", "approved")
    (desk.folder / FORMS[form]).write_bytes(file)
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    report = desk.back(FORMS[form], file, dry_run=True, overwrite=overwrite)
    assert (False, 1 + overwrite, 1 - overwrite) == (report.written, report.changed, len(report.conflicts))
    assert (SOURCE, MACHINE[0], OTHER[0]) in [(each.source, each.ours, each.theirs) for each in report.changes]
    assert before == {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}


@every_form
def test_a_text_that_changed_meanwhile(desk, form):
    """A translation of what the source was is listed and not written; one that nobody touched is no matter."""
    file = desk.export(form)
    desk.write("first.txt", ARTICLE.replace("25%", "30%"))
    untouched = desk.back(FORMS[form], file)
    assert (0, ()) == (untouched.changed, untouched.refused)
    report = desk.back(FORMS[form], translated(form, file, SOURCE, "다른 번역.", "approved"))
    assert [f"first: no such text: {SOURCE}"] == list(map(str, report.refused))
    assert 0 == report.changed


@every_form
def test_a_source_that_was_changed_in_the_file(desk, form):
    """A unit whose source somebody edited outside is listed and not written."""
    file = translated(form, desk.export(form), SOURCE, "다른 번역.", new_source="Something quite different.")
    report = desk.back(FORMS[form], file)
    assert 0 == report.changed
    (line,) = report.refused
    assert "Something quite different." in str(line)


@every_form
def test_an_article_that_is_gone(desk, form):
    """Texts of a removed article are listed if somebody translated them; those of a renamed one find their place."""
    file = desk.export(form)
    (desk.folder / "source" / "first.txt").unlink()
    assert () == desk.back(FORMS[form], file).refused
    file = translated(form, file, SOURCE, "다른 번역.", "approved")
    assert [f"no article has this text: {SOURCE}"] == list(map(str, desk.back(FORMS[form], file).refused))
    desk.write("renamed.txt", ARTICLE)
    assert 1 == desk.back(FORMS[form], file).changed
    assert OTHER[0] == desk.has("renamed", SOURCE)[0]


@every_form
def test_notes_come_back(desk, form):
    """A translator's note becomes a comment once; ours do not come back, not even one that is gone here by now."""
    desk.set("first", SOURCE, *MACHINE)
    data = desk.path("first").read_bytes().replace(b"# l10n: mt", "# 용어를 확인할 것\n# l10n: mt".encode())
    desk.path("first").write_bytes(data)
    file = translated(form, desk.export(form), SOURCE, note="무슨 뜻인지요?")
    desk.path("first").write_bytes(data.replace("# 용어를 확인할 것\n".encode(), b""))
    assert (0, 1) == ((report := desk.back(FORMS[form], file)).changed, report.comments)
    assert ["무슨 뜻인지요?"] == desk.comments("first", SOURCE)
    assert MACHINE[0] == desk.has("first", SOURCE)[0]
    assert 0 == desk.back(FORMS[form], file).comments


@every_form
def test_two_returns_of_one_file(desk, form):
    """The same return twice changes nothing the second time; another one conflicts with the first."""
    desk.set("first", SOURCE, *MACHINE)
    file = desk.export(form)
    first = translated(form, file, SOURCE, "다른 번역.", "approved")
    assert 1 == desk.back(FORMS[form], first).changed
    assert (0, ()) == ((report := desk.back(FORMS[form], first)).changed, report.conflicts)
    second = translated(form, file, SOURCE, "또 다른 번역.", "approved")
    assert 1 == len(desk.back(FORMS[form], second).conflicts)
    assert (0, ()) == ((report := desk.back(FORMS[form], file)).changed, report.conflicts)
    assert (OTHER[0], State.APPROVED) == desk.has("first", SOURCE)


@every_form
def test_two_translators_with_a_half_each(desk, form):
    """Each half brings its own texts, whatever the other half of its file holds."""
    for text in ("A short title", SOURCE):
        desk.set("first", text, *MACHINE)
    file = desk.export(form)
    assert 1 == desk.back(FORMS[form], translated(form, file, "A short title", "짧은 제목", "approved")).changed
    assert 1 == desk.back(FORMS[form], translated(form, file, SOURCE, "다른 번역.", "approved")).changed
    assert ["짧은 제목", OTHER[0]] == [desk.has("first", text)[0] for text in ("A short title", SOURCE)]


@every_form
def test_a_file_in_another_language(tmp_path, form):
    """Portuguese never goes into a Korean catalog, nor Brazilian into European; a region alone is no other language."""
    (tmp_path / "pt").mkdir()
    file = Desk(tmp_path / "pt", {"first.txt": ARTICLE}, "pt_BR").export(form)
    for number, (locale, fits) in enumerate([("ko", False), ("pt_PT", False), ("pt", True), ("pt_BR", True)]):
        (folder := tmp_path / str(number)).mkdir()
        desk = Desk(folder, {"first.txt": ARTICLE}, locale)
        if fits:
            assert 0 == desk.back(FORMS[form], file, overwrite=True).changed
            continue
        with pytest.raises(ConfigurationError, match=r"this file is in pt.BR, and was to go into"):
            desk.back(FORMS[form], file, overwrite=True)


@pytest.mark.parametrize(
    ("tag", "other", "same"),
    [
        ("ko-KR", "ko", True),
        ("kor", "ko", True),
        ("KO_kr", "ko-KR", True),
        ("pt-BR", "pt_PT", False),
        ("pt", "ko", False),
        ("zh-CN", "zh_Hans", True),
        ("zh-TW", "zh_Hans", False),
        ("sr-Latn", "sr", False),
        ("x-none", "ko", False),
        ("ca@valencia", "ca", True),
    ],
)
def test_one_language_in_two_spellings(tag, other, same):
    """Tags as tools write them; a script that is not the usual one is another language."""
    assert same == fits_locale(tag, other)


def test_a_file_from_another_source_language(desk):
    """A file that translates from French does not fit English articles."""
    file = desk.export("xliff").replace(b'source-language="en"', b'source-language="fr"')
    with pytest.raises(ConfigurationError, match="translates from fr"):
        desk.back("a.xlf", file)


@every_form
def test_a_file_without_marks_fills_what_is_free(desk, form):
    """Without marks, a file of another tool goes into what is empty or a machine's, never over a person's words."""
    desk.set("first", SOURCE, *MACHINE)
    desk.set("first", "A short title", *FINAL)
    file = desk.export(form).replace(b"src=", b"")
    for text in ("A short title", SOURCE):
        file = translated(form, file, text, "다른 번역.", "approved")
    report = desk.back(FORMS[form], file)
    assert ["A short title"] == [each.source for each in report.conflicts]
    assert [(FINAL[0], State.APPROVED), (OTHER[0], State.APPROVED)] == [
        desk.has("first", text) for text in ("A short title", SOURCE)
    ]


TARGET = st.text(st.sampled_from("가나 *`_[]()<>&\"'=+-\\\n%😀"), max_size=12)
UNIT = st.tuples(TARGET, st.sampled_from(["machine", "edited", "approved"]))


@every_form
@settings(max_examples=25, deadline=None)
@given(st.lists(UNIT, min_size=4, max_size=4), st.text("가 \\=-", max_size=8))
def test_an_import_of_an_export_changes_nothing(tmp_path_factory, form, targets, note):
    """Whatever the catalogs hold, they stay byte for byte."""
    articles = {"first.txt": ARTICLE, "second.md": "# Hello *there*\n\n- =SUM and **bold** text.\n"}
    desk = Desk(tmp_path_factory.mktemp("desk"), articles)
    for (article, message), (text, state) in zip(
        [(name, message) for name in ("first", "second") for message in desk.catalog(name).live], targets, strict=True
    ):
        if text:
            desk.set(article, message.msgid, text, state)
    if note.strip():
        data = desk.path("first").read_bytes()
        desk.path("first").write_bytes(data.replace(b"#. type", f"# {note}\n#. type".encode(), 1))
    before = [desk.path(name).read_bytes() for name in ("first", "second")]
    report = desk.back(FORMS[form], desk.export(form))
    assert (0, (), (), 0) == (report.changed, report.refused, report.conflicts, report.comments)
    assert before == [desk.path(name).read_bytes() for name in ("first", "second")]


PLURALS = {
    "edited outside": (None, ("{n} barco.", "{n} barcos."), "changed", ("{n} barco.", "{n} barcos.")),
    "one form edited outside": (None, ("Um navio.", "{n} barcos."), "changed", ("Um navio.", "{n} barcos.")),
    "an old hand-off, untouched": (("{n} nau.", "{n} naus."), None, "same", ("{n} nau.", "{n} naus.")),
    "different edits": (
        ("{n} nau.", "{n} naus."),
        ("{n} barco.", "{n} barcos."),
        "conflict",
        ("{n} nau.", "{n} naus."),
    ),
    "half of it": (None, ("{n} barco.", ""), "refused", ("Um navio.", "{n} navios.")),
    "emptied": (None, ("", ""), "refused", ("Um navio.", "{n} navios.")),
    "another number of forms": (None, ("a", "b", "c"), "refused", ("Um navio.", "{n} navios.")),
}


def with_plural(desk, forms):
    """Gives the article's second text, as a person would in the catalog, a plural with these forms."""
    catalog = desk.catalog("first")
    messages = tuple(
        replace(m, msgid_plural="Many of {n}.", msgstr="", msgstr_plural=forms, flags=()) if m.msgid == SOURCE else m
        for m in catalog.messages
    )
    desk.path("first").write_bytes(render_po(replace(catalog, messages=messages)))


def forms_of(desk):
    return next(m.msgstr_plural for m in desk.catalog("first").live if m.msgid == SOURCE)


@pytest.mark.parametrize("case", PLURALS)
def test_a_plural_comes_back_as_any_text_does(tmp_path, case):
    """All of its forms are one translation: taken, kept or in conflict as a whole; a part of them is refused."""
    meanwhile, theirs, outcome, after = PLURALS[case]
    desk = Desk(tmp_path, {"first.txt": ARTICLE}, locale="pt_BR")
    with_plural(desk, ("Um navio.", "{n} navios."))
    catalog = polib.pofile(desk.export("po").decode())
    if meanwhile:
        with_plural(desk, meanwhile)
    (entry,) = (entry for entry in catalog if entry.msgid_plural)
    entry.msgstr_plural = dict(enumerate(theirs)) if theirs else entry.msgstr_plural
    report = desk.back("a.po", str(catalog))
    told = {"changed": report.changed, "conflict": len(report.conflicts), "refused": len(report.refused)}
    assert {name: int(name == outcome) for name in told} == told
    assert after == forms_of(desk)


def test_what_gives_way_of_a_plural_is_kept(tmp_path):
    """With `overwrite`, theirs is taken, and the memory has ours: singular and plural."""
    desk = Desk(tmp_path, {"first.txt": ARTICLE}, locale="pt_BR")
    with_plural(desk, ("Um navio.", "{n} navios."))
    catalog = polib.pofile(desk.export("po").decode())
    with_plural(desk, ("{n} nau.", "{n} naus."))
    (entry,) = (entry for entry in catalog if entry.msgid_plural)
    entry.msgstr_plural = {0: "{n} barco.", 1: "{n} barcos."}
    report = desk.back("a.po", str(catalog), overwrite=True)
    assert ("{n} nau. / {n} naus.", "{n} barco. / {n} barcos.") == (report.changes[0].ours, report.changes[0].theirs)
    assert ("{n} barco.", "{n} barcos.") == forms_of(desk)
    kept = (tmp_path / "memory/pt_BR.tmx").read_text("utf-8")
    assert [1, 1, 1] == [kept.count(text) for text in ("<seg>{n} nau.<", "<seg>{n} naus.<", "<seg>Many of {n}.<")]
