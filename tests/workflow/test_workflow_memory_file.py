"""What people approved outlives the cache, its article, and its catalog: `memory/<locale>.tmx` and `update --prune`."""

from __future__ import annotations

import json
import shutil

import pytest

TEXTS = "Boats and ships\n\nThe harbour sleeps at noon. Nobody works in the heat.\n\nGulls wait for the boats.\n"
TRANSLATED = {
    "Boats and ships": "배와 선박",
    "The harbour sleeps at noon. Nobody works in the heat.": "항구는 정오에 잠든다. 더위에는 아무도 일하지 않는다.",
    "Gulls wait for the boats.": "갈매기는 배를 기다린다.",
}
MEMORY = "memory/ko.tmx"


def translate(workspace, article="harbour", *, fuzzy=()):
    """Fills an article's catalog as a translator does."""
    path = f"locales/ko/LC_MESSAGES/{article}.po"
    text = workspace.read(path)
    for source, target in TRANSLATED.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
        if source in fuzzy:
            text = text.replace(f'msgid "{source}"', f'#, fuzzy\nmsgid "{source}"')
    workspace.write(path, text)


def found(workspace, words):
    """What the memory finds: sources and translations."""
    done = workspace.run("memory", "search", words, "--json", code=None)
    return [(pair["source"], pair["target"]) for pair in json.loads(done.stdout)]


@pytest.fixture
def project(workspace):
    """A project with a translated article."""
    workspace.run("init", "--locale", "ko")
    workspace.write("source/harbour.txt", TEXTS)
    workspace.write("source/other.txt", "Another article\n\nIt has its own words here.\n")
    workspace.run("update")
    translate(workspace)
    return workspace


def test_an_import_outlives_the_cache(workspace):
    """What was imported lies in a file of the project, is found after `.l10n` is gone, and a second import writes
    nothing."""
    workspace.run("init", "--locale", "ko")
    unit = "<tu><tuv xml:lang='en'><seg>A {n}</seg></tuv><tuv xml:lang='ko'><seg>가 {n}</seg></tuv></tu>"
    units = "".join(unit.replace("{n}", str(number)) for number in (2, 1))
    workspace.write("old.tmx", f"<tmx version='1.4'><header/><body>{units}</body></tmx>")
    assert "2 new" in workspace.run("memory", "import", "old.tmx", "-l", "ko").stdout
    written = workspace.read(MEMORY)
    assert ["A 1", "A 2"] == [line.split("<seg>")[1].split("<")[0] for line in written.split("\n") if "<seg>" in line]
    assert "0 new" in workspace.run("memory", "import", "old.tmx", "-l", "ko").stdout
    shutil.rmtree(workspace.root / ".l10n", ignore_errors=True)
    assert [("A 1", "가 1")] == found(workspace, "A 1")
    assert written == workspace.read(MEMORY)


def test_obsolete_text_outlives_the_cache(project):
    """A translation that only an obsolete entry holds is found again after `.l10n` is gone."""
    project.write("source/harbour.txt", TEXTS.replace("\n\nGulls wait for the boats.", ""))
    project.run("update")
    shutil.rmtree(project.root / ".l10n")
    assert [("Gulls wait for the boats.", "갈매기는 배를 기다린다.")] == found(project, "Gulls")


def test_the_translation_of_a_changed_text_is_kept(project):
    """When the source of an approved text changes, its translation as it was goes into the file, once; the next update
    writes nothing."""
    project.write("source/harbour.txt", TEXTS.replace("sleeps at noon", "sleeps at one"))
    project.run("update")
    written = project.read(MEMORY)
    assert 1 == written.count("<tu>")
    assert "<seg>The harbour sleeps at noon. Nobody works in the heat.</seg>" in written
    project.run("update")
    assert written == project.read(MEMORY)
    shutil.rmtree(project.root / ".l10n")
    project.write("source/new.txt", "A title\n\nThe harbour sleeps at noon. Nobody works in the heat.\n")
    project.run("update")
    assert TRANSLATED["The harbour sleeps at noon. Nobody works in the heat."] in project.read(
        "locales/ko/LC_MESSAGES/new.po"
    )


def test_build_keeps_the_translation_of_a_changed_text_too(project):
    """`build` updates catalogs as `update` does."""
    project.run("build", "--engine", "none")
    project.write("source/harbour.txt", TEXTS.replace("sleeps at noon", "sleeps at one"))
    project.run("build", "--engine", "none")
    assert 1 == project.read(MEMORY).count("<tu>")


def test_another_wrapping_is_no_change(workspace):
    """A text whose lines break elsewhere is the same text: nothing has left its catalog."""
    workspace.run("init", "--locale", "ko")
    workspace.write("source/harbour.md", "# Boats and ships\n\nGulls wait for the boats.\n")
    workspace.run("update")
    translate(workspace)
    workspace.write("source/harbour.md", "# Boats and ships\n\nGulls wait\nfor the boats.\n")
    workspace.run("update")
    assert not (workspace.root / MEMORY).exists()


def test_a_catalog_without_an_article_goes_when_its_texts_are_kept(project):
    """`update` names it in full, `update --prune` removes it, and the memory has every word, also after `.l10n` is
    gone."""
    path = "locales/ko/LC_MESSAGES/harbour.po"
    translate(project)
    (project.root / "source/harbour.txt").unlink()
    assert f"{path}: its article is gone" in project.run("update").stdout
    assert (project.root / path).exists()
    said = project.run("update", "--prune").stdout
    assert f"removed {path}: its article is gone; 3 texts that no other catalog holds are kept in {MEMORY}" in said
    assert not (project.root / path).exists()
    assert 3 == project.read(MEMORY).count("<tu>")
    assert "0 written" in project.run("update", "--prune").stdout
    shutil.rmtree(project.root / ".l10n")
    assert [("Gulls wait for the boats.", "갈매기는 배를 기다린다.")] == found(project, "Gulls")
    project.write("source/harbour.txt", TEXTS)
    project.run("update")
    again = project.read(path)
    assert [] == [target for target in TRANSLATED.values() if f'msgstr "{target}"' not in again]


def test_words_that_nobody_approved_are_kept_and_stay_drafts(project):
    """An edited draft goes into the memory, too, but never comes back as approved."""
    (project.root / "locales/ko/LC_MESSAGES/harbour.po").unlink()
    project.run("update")
    translate(project, fuzzy=["Gulls wait for the boats."])
    (project.root / "source/harbour.txt").unlink()
    project.run("update", "--prune")
    assert 'segtype="sentence"' in next(line for line in project.read(MEMORY).split("\n") if "Gulls" in line)
    shutil.rmtree(project.root / ".l10n")
    project.write("source/harbour.txt", TEXTS)
    project.run("build", "--engine", "memory")
    catalog = project.read("locales/ko/LC_MESSAGES/harbour.po")
    entry = next(entry for entry in catalog.split("\n\n") if 'msgid "Gulls' in entry)
    assert "fuzzy" in entry
    assert TRANSLATED["Gulls wait for the boats."] in entry


def test_a_renamed_article_leaves_nothing_behind(project):
    """Its translations are in the new catalog, so the old one goes and the memory's file is not written."""
    (project.root / "source/harbour.txt").rename(project.root / "source/port.txt")
    said = project.run("update", "--prune").stdout
    assert "0 texts that no other catalog holds" in said
    assert not (project.root / MEMORY).exists()
    assert not (project.root / "locales/ko/LC_MESSAGES/harbour.po").exists()
    catalog = project.read("locales/ko/LC_MESSAGES/port.po")
    assert [] == [target for target in TRANSLATED.values() if f'msgstr "{target}"' not in catalog]


def test_a_catalog_that_cannot_be_read_is_not_removed(project):
    """Its words could not be kept."""
    path = project.write("locales/ko/LC_MESSAGES/gone.po", 'msgid "A"\nmsgstr "unclosed\n')
    done = project.run("update", "--prune", code=2)
    assert "gone.po:2" in done.stderr
    assert path.exists()


def test_a_memory_file_that_cannot_be_read_keeps_catalogs_where_they_are(project):
    """The conflict markers of a bad merge are named with their line; nothing is removed, nothing overwritten."""
    broken = "<tmx version='1.4'>\n<<<<<<< ours\n"
    project.write(MEMORY, broken)
    (project.root / "source/harbour.txt").unlink()
    done = project.run("update", "--prune", code=2)
    assert "memory/ko.tmx:2" in done.stderr
    assert (project.root / "locales/ko/LC_MESSAGES/harbour.po").exists()
    assert broken == project.read(MEMORY)


def test_without_any_article_nothing_is_removed(project):
    """An empty folder of sources is a mistake more often than a wish."""
    for path in (project.root / "source").iterdir():
        path.unlink()
    assert "every catalog would be removed" in project.run("update", "--prune", code=2).stderr
    assert (project.root / "locales/ko/LC_MESSAGES/harbour.po").exists()


def test_two_articles_with_one_catalog_are_no_orphans(project):
    """The articles are there, only their names clash: their catalog stays."""
    project.write("source/harbour.md", "# Boats\n")
    said = project.run("update", "--prune", code=2)
    assert "would share the catalog" in said.stderr
    assert (project.root / "locales/ko/LC_MESSAGES/harbour.po").exists()


def test_a_machines_draft_is_not_kept(project):
    """Nobody's words are in it, so it goes with its catalog."""
    project.run("draft", "--engine", "pseudo")
    (project.root / "source/other.txt").unlink()
    assert "0 texts that no other catalog holds" in project.run("update", "--prune").stdout
    assert not (project.root / MEMORY).exists()


def test_obsolete_entries_go_when_their_texts_are_kept(project):
    """`update --prune` takes them out of catalogs whose article is there; approved ones come back as approved, words
    that nobody approved as a draft."""
    path = "locales/ko/LC_MESSAGES/harbour.po"
    (project.root / path).unlink()
    project.run("update")
    translate(project, fuzzy=["Gulls wait for the boats."])
    project.write("source/harbour.txt", "Boats and ships\n\nA new text is here now.\n")
    project.run("update")
    assert 2 == project.read(path).count("#~ msgid")
    said = project.run("update", "--prune").stdout
    assert f"cleared {path}: 2 obsolete entries; what no catalog translates is kept in {MEMORY}" in said
    assert "#~" not in project.read(path)
    assert 'msgstr "배와 선박"' in project.read(path)
    assert (2, 1) == (project.read(MEMORY).count("</tu>"), project.read(MEMORY).count('segtype="sentence"'))
    assert "0 written" in project.run("update", "--prune").stdout
    shutil.rmtree(project.root / ".l10n")
    project.write("source/harbour.txt", TEXTS)
    project.run("build", "--engine", "memory")
    entries = {entry.split("msgid ")[1].split("\n")[0]: entry for entry in project.read(path).split("\n\n")[1:]}
    assert "fuzzy" not in entries['"The harbour sleeps at noon. Nobody works in the heat."']
    assert "fuzzy" in entries['"Gulls wait for the boats."']


def test_templates_without_an_article_go(project):
    """`update` names them, `update --prune` removes them, and the folder that is empty then."""
    project.write("source/deep/page.txt", "A page of its own\n\nWith a text.\n")
    project.run("extract")
    shutil.rmtree(project.root / "source/deep")
    assert "locales/pot/deep/page.pot: its article is gone; `l10n update --prune`" in project.run("update").stdout
    assert "removed locales/pot/deep/page.pot: its article is gone" in project.run("update", "--prune").stdout
    assert ["harbour.pot", "other.pot"] == sorted(path.name for path in (project.root / "locales/pot").iterdir())


@pytest.mark.parametrize("command", [("update",), ("build", "--engine", "none")])
def test_no_catalog_parts_with_words_that_the_memory_does_not_take(project, command):
    """While the memory's file cannot be read, the catalog of a changed text stays as it is, and others go on; once it
    can be, the next run does both."""
    path = "locales/ko/LC_MESSAGES/harbour.po"
    project.write(MEMORY, "<tmx version='1.4'>\n<<<<<<< ours\n")
    project.write("source/harbour.txt", TEXTS.replace("sleeps at noon", "sleeps at one"))
    project.write("source/other.txt", "Another article\n\nIt has its own new words here.\n")
    before = project.read(path)
    assert "memory/ko.tmx:2" in project.run(*command, code=2).stderr
    assert before == project.read(path)
    assert "own new words" in project.read("locales/ko/LC_MESSAGES/other.po")
    (project.root / MEMORY).unlink()
    project.run(*command)
    assert "sleeps at one" in project.read(path)
    assert "<seg>The harbour sleeps at noon. Nobody works in the heat.</seg>" in project.read(MEMORY)


def test_the_words_of_a_context_are_kept_when_their_source_changes(project):
    """They are right in one place alone, so they come back as a draft only."""
    path = project.root / "locales/ko/LC_MESSAGES/harbour.po"
    project.write("source/harbour.html", "<!-- l10n:context dock -->\n<p>The harbour sleeps at noon every day.</p>")
    (project.root / "source/harbour.txt").unlink()
    project.run("update")
    text = path.read_text("utf-8")
    assert 'msgctxt "dock"' in text
    path.write_text(text.replace('every day."\nmsgstr ""', 'every day."\nmsgstr "항구는 날마다 잠든다."'), "utf-8")
    project.write("source/harbour.html", "<!-- l10n:context dock -->\n<p>The harbour sleeps at one every day.</p>")
    project.run("update")
    assert "<seg>항구는 날마다 잠든다.</seg>" in project.read(MEMORY)
    assert 'segtype="sentence"' in project.read(MEMORY)
