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
