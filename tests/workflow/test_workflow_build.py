"""`l10n build` as people run it: a process in a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ARTICLE = "A short title\n\nThe first paragraph has two sentences. It says that 25% is a lot.\n"
KOREAN = {
    "A short title": "짧은 제목",
    "The first paragraph has two sentences. It says that 25% is a lot.": "첫 단락은 두 문장이다. 25%는 많다고 한다.",
}


@pytest.fixture
def project(workspace):
    """A project with one article and no catalog."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.txt", ARTICLE)
    return workspace


def approve_by_hand(project, translations=KOREAN, name="first"):
    """Fills the catalog in as a translator does in an editor."""
    project.run("update")
    path = project.root / f"locales/ko/LC_MESSAGES/{name}.po"
    text = path.read_text(encoding="utf-8")
    for source, target in translations.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder with its time of change and bytes."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".l10n" not in path.parts
    }


def test_build_writes_the_localized_article_and_its_manifest(project):
    """What translators wrote is in build/ko, and the manifest says so."""
    approve_by_hand(project)
    project.run("build", "--engine", "none")
    expected = "짧은 제목\n\n첫 단락은 두 문장이다. 25%는 많다고 한다.\n"
    assert expected == project.read("build/ko/first.txt")
    output = json.loads(project.read("build/manifest.json"))["articles"]["first"]["locales"]["ko"]
    assert ("ko/first.txt", "approved") == (output["path"], output["translation_status"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("crlf.txt", b"Title here\r\n\r\nA body that is longer than the title.\r\n"),
        ("bom.md", b"\xef\xbb\xbf# Title\n\nText."),
        ("mixed.md", b"One\r\ntwo\nthree\r\r\n* a\n\t* b  \n"),
        ("fence.md", b"```\nnever closed\n"),
        ("matter.md", b"---\ntitle: 'It''s'\n---\n\nText\n"),
        ("empty.md", b""),
    ],
)
def test_an_untranslated_article_is_built_byte_for_byte(workspace, name, data):
    """With an empty catalog the output is the source."""
    workspace.write(f"source/{name}", data)
    workspace.run("build", "--locale", "ko", "--engine", "none")
    assert data == (workspace.root / "build/ko" / name).read_bytes()


def test_a_second_build_changes_nothing(project):
    """Running a command twice writes no file a second time."""
    project.run("build", "--engine", "pseudo")
    before = tree(project.root)
    report = json.loads(project.run("build", "--engine", "pseudo", "--json").stdout)
    assert before == tree(project.root)
    assert ([], ["first"]) == (report["locales"][0]["written"], report["locales"][0]["unchanged"])


def test_what_was_built_without_an_engine_is_drafted_by_the_next_build_with_one(project):
    """Nothing but the engine has changed: the article is not taken to be done."""
    project.run("build", "--engine", "none")
    assert ARTICLE == project.read("build/ko/first.txt")
    project.run("build", "--engine", "pseudo")
    assert "⟦" in project.read("build/ko/first.txt")


def test_only_the_changed_article_is_written_again(project):
    """One edited article is one written file."""
    project.write("source/second.txt", "Another title\n\nAnother paragraph that is a bit longer.\n")
    project.run("build", "--engine", "none")
    project.write("source/second.txt", "Another title\n\nAnother paragraph that is quite a bit longer.\n")
    report = json.loads(project.run("build", "--engine", "none", "--json").stdout)
    assert ["second"] == report["locales"][0]["written"]


def test_an_article_that_is_linked_again_was_written(workspace):
    """It is compiled twice when what it links to came later; both times count as one."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nsite_url = "https://example.org/"\n')
    workspace.write("source/a.md", "# A title\n\nSee [this](b.md).\n")
    workspace.write("source/b.md", "# Another title\n\nSome text.\n")
    report = json.loads(workspace.run("build", "--engine", "pseudo", "--fallback", "fail", "--json").stdout)
    assert ["a", "b"] == report["locales"][0]["written"]


def test_a_project_without_an_article_says_what_to_do(workspace):
    """Where articles go, and which files are none; in a report for programs it is an empty one, and no error."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nsource = "texts"\n')
    workspace.write("texts/notes.xyz", "Some words.\n")
    told = workspace.run("build", "--engine", "none").stdout
    hint = "there is no article in texts/ yet: put some there (.txt, .md, .html)\n"
    assert f"{hint}left out, since no format reads such files: 1 .xyz\n" == told
    assert "" == workspace.run("-q", "build", "--engine", "none").stdout
    assert [] == json.loads(workspace.run("build", "--engine", "none", "--json").stdout)["locales"][0]["unchanged"]


def test_a_damaged_cache_costs_time_only(project):
    """Garbage in the state folder changes no result."""
    approve_by_hand(project)
    project.run("build", "--engine", "none")
    before = project.read("build/ko/first.txt")
    for path in (project.root / ".l10n").glob("cache.sqlite*"):
        path.write_bytes(b"not a database" * 1000)
    project.run("build", "--engine", "none")
    assert before == project.read("build/ko/first.txt")


def test_an_output_that_somebody_damaged_is_written_again(project):
    """The output is compared by content, not by time."""
    approve_by_hand(project)
    project.run("build", "--engine", "none")
    before = project.read("build/ko/first.txt")
    project.write("build/ko/first.txt", "damaged")
    project.run("build", "--engine", "none")
    assert before == project.read("build/ko/first.txt")


def test_drafts_are_marked_and_said_loudly(project):
    """A draft is fuzzy with its mark, and the summary warns of what nobody approved."""
    output = project.run("build", "--engine", "pseudo").stdout
    catalog = project.read("locales/ko/LC_MESSAGES/first.po")
    assert 2 == catalog.count("#, fuzzy\n")
    assert 2 == catalog.count("# l10n: mt pseudo")
    assert "2 units are published that nobody has approved" in output


def test_publish_approved_falls_back_to_the_source(project):
    """With --publish approved a draft is not published."""
    project.run("build", "--engine", "pseudo", "--publish", "approved")
    assert ARTICLE == project.read("build/ko/first.txt")


def test_fallback_omit_leaves_the_block_out(project):
    """With --fallback omit an untranslated block and its line are not in the output."""
    approve_by_hand(project, {"A short title": "짧은 제목"})
    project.run("build", "--engine", "none", "--fallback", "omit")
    assert "짧은 제목\n\n" == project.read("build/ko/first.txt")


def test_fallback_fail_keeps_what_was_published(project):
    """With --fallback fail a gap is exit code 1 and the earlier output stays."""
    approve_by_hand(project)
    project.run("build", "--engine", "none")
    before = project.read("build/ko/first.txt")
    project.write("source/first.txt", ARTICLE + "A third paragraph that is new and not translated yet.\n")
    output = project.run("build", "--engine", "none", "--fallback", "fail", code=1)
    assert before == project.read("build/ko/first.txt")
    assert "not written" in output.stdout


def test_front_matter_says_language_and_status(workspace):
    """A translated Markdown article states lang and translation_status in its front matter."""
    workspace.write("source/a.md", "---\ntitle: Hello there\n---\n\nSome text.\n")
    workspace.run("build", "--locale", "ko", "--engine", "pseudo")
    built = workspace.read("build/ko/a.md")
    assert "\nlang: ko\n" in built
    assert "\ntranslation_status: draft\n" in built


def test_without_an_engine_build_says_how_to_get_one(project):
    """`auto` with nothing installed still builds, and names the command that installs a model."""
    output = project.run("build")
    assert ARTICLE == project.read("build/ko/first.txt")
    assert "l10n models install en ko" in output.stdout


def test_an_engine_asked_for_by_name_must_be_there(project):
    """A missing engine that was named is exit code 3."""
    error = project.run("build", "--engine", "argos", code=3).stderr
    assert "argos" in error
    assert "Traceback" not in error


def test_a_changed_source_makes_approved_text_stale(project):
    """An edited sentence keeps the human translation as fuzzy text with the previous msgid."""
    path = approve_by_hand(project)
    project.write("source/first.txt", ARTICLE.replace("25%", "15%"))
    project.run("build", "--engine", "none")
    catalog = path.read_text(encoding="utf-8")
    assert '#| msgid "The first paragraph has two sentences. It says that 25% is a lot."' in catalog
    assert "첫 단락은 두 문장이다." in catalog


def test_the_same_text_in_another_article_is_not_translated_again(project):
    """An approved translation fills the same text of another article."""
    approve_by_hand(project)
    project.write("source/second.txt", "A short title\n\nAnother paragraph that is a bit longer.\n")
    project.run("build", "--engine", "none")
    assert project.read("build/ko/second.txt").startswith("짧은 제목\n")


def test_a_malformed_catalog_is_named_and_left_alone(project):
    """A broken PO is exit code 2 with path and line; it stays as it is and the other articles are built."""
    project.write("source/second.txt", "Another title\n\nAnother paragraph that is a bit longer.\n")
    path = approve_by_hand(project)
    broken = path.read_text(encoding="utf-8") + '\nmsgid "x\nmsgstr ""\n'
    path.write_text(broken, encoding="utf-8")
    done = project.run("build", "--engine", "none", code=2)
    line = broken.splitlines().index('msgid "x') + 1
    assert f"first.po:{line}:" in done.stderr
    assert broken == path.read_text(encoding="utf-8")
    assert (project.root / "build/ko/second.txt").exists()
    assert not (project.root / "build/ko/first.txt").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Title\n\nbinary \0 inside\n", ":3: not a text file"),
        (b"Title\n\nLatin caf\xe9\n", ":3: not UTF-8: byte 0xe9"),
        ("Title\n".encode("utf-16"), ": encoded in UTF-16"),
    ],
)
def test_an_unreadable_source_is_named_and_the_others_are_built(project, data, message):
    """A source that is not UTF-8 text is exit code 2 with its path and line."""
    project.write("source/bad.txt", data)
    project.write("source/bad.txt", "A title\n\nIt was text once.\n")
    project.run("build", "--engine", "none")
    project.write("source/bad.txt", data)
    error = project.run("build", "--engine", "none", code=2).stderr
    assert f"bad.txt{message}" in error
    assert (project.root / "build/ko/first.txt").exists()
    assert "It was text once." in project.read("build/ko/bad.txt")
    assert {"bad", "first"} == set(json.loads(project.read("build/manifest.json"))["articles"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "--locale", "xx_YY"), "unknown locale 'xx_YY'"),
        (("build", "--locale", "en"), "en is the language of the source"),
        (("-C", "nowhere", "build"), "there is no such folder"),
        (("build", "--locales", "ko"), "No such option"),
        (("draft", "--article", "none-such", "--engine", "pseudo"), "no article 'none-such'"),
    ],
)
def test_wrong_arguments_are_one_message_and_exit_code_2(project, arguments, message):
    """What a person mistypes is answered with one message."""
    error = project.run(*arguments, code=2).stderr
    assert message in error
    assert "Traceback" not in error


def test_outside_a_project_the_message_says_what_to_do(workspace):
    """An empty folder is no project."""
    assert "l10n init" in workspace.run("build", "--locale", "ko", code=2).stderr


def test_an_output_folder_that_cannot_be_written_is_exit_code_2(project):
    """A file stands where the output folder should be; the catalogs are not lost."""
    project.write("build", "a file")
    error = project.run("build", "--engine", "none", code=2).stderr
    assert "build" in error
    assert "Traceback" not in error


def test_two_sources_that_share_a_catalog_are_refused(project):
    """first.txt and first.md cannot both own first.po."""
    project.write("source/first.md", "# Hello\n")
    assert "would share the catalog first.po" in project.run("build", code=2).stderr


def test_unit_sentence_makes_a_message_of_every_sentence(workspace):
    """With unit = "sentence" the catalog holds sentences and the block is put together from them."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nunit = "sentence"\n')
    workspace.write("source/a.txt", "A title\n\nOne sentence is here. Another sentence is there.\n")
    workspace.run("update")
    path = workspace.root / "locales/ko/LC_MESSAGES/a.po"
    text = path.read_text(encoding="utf-8")
    assert 'msgid "Another sentence is there."' in text
    text = text.replace('msgid "A title"\nmsgstr ""', 'msgid "A title"\nmsgstr "제목"')
    text = text.replace('msgid "One sentence is here."\nmsgstr ""', 'msgid "One sentence is here."\nmsgstr "하나다."')
    text = text.replace(
        'msgid "Another sentence is there."\nmsgstr ""', 'msgid "Another sentence is there."\nmsgstr "또 하나다."'
    )
    path.write_text(text, encoding="utf-8")
    workspace.run("build", "--engine", "none")
    assert "제목\n\n하나다. 또 하나다.\n" == workspace.read("build/ko/a.txt")


def test_a_changed_sentence_keeps_the_human_words_of_the_others(project):
    """When one sentence of an approved paragraph changes, the others keep their translation."""
    path = approve_by_hand(project)
    project.write("source/first.txt", ARTICLE.replace("a lot", "really a lot"))
    output = project.run("build", "--engine", "pseudo").stdout
    catalog = path.read_text(encoding="utf-8")
    assert "1 of them repaired" in output
    assert "# l10n: sentence-repair 1/2 " in catalog
    assert '#| msgid "The first paragraph has two sentences. It says that 25% is a lot."' in catalog
    assert 'msgstr "첫 단락은 두 문장이다. ⟦' in catalog


def test_which_sentences_were_repaired_is_shown(project):
    """`status --diff` and `check` tell the machine's sentence from the person's; `--json` has the whole of it."""
    approve_by_hand(project)
    project.write("source/first.txt", ARTICLE.replace("a lot", "really a lot"))
    project.run("build", "--engine", "pseudo")
    (unit,) = json.loads(project.run("status", "--diff", "--json").stdout)["units"]
    assert ("first", "draft", 1) == (unit["article"], unit["state"], len(unit["drafted"]))
    drafted = unit["drafted"][0]
    assert ("⟦", "⟧") == (drafted[0], drafted[-1])
    assert f"첫 단락은 두 문장이다. {drafted}" == unit["target"]
    shown = project.run("status", "--diff").stdout
    assert "It says that 25% is {+really +}a lot." in shown
    assert f"machine   {drafted}" in shown
    found = json.loads(project.run("check", "--json", "--fail-on", "never").stdout)["findings"]
    assert ["draft"] == [finding["rule"] for finding in found if "a machine wrote “⟦" in finding["message"]]


def test_nothing_changed(project):
    """`status --diff` of a translation that is up to date says so, and nothing else."""
    approve_by_hand(project)
    result = project.run("status", "--diff")
    assert ("", "0 units changed since a person translated\n") == (result.stdout, result.stderr)


def test_a_damaged_memory_is_learned_again(project):
    """The memory is made anew from the catalogs when its file is damaged."""
    approve_by_hand(project)
    project.write("source/second.txt", "A short title\n\nAnother paragraph that is a bit longer.\n")
    project.write(".l10n/memory.sqlite", b"not a database" * 1000)
    project.run("build", "--engine", "none")
    assert project.read("build/ko/second.txt").startswith("짧은 제목\n")


def test_what_was_approved_before_is_offered_for_a_similar_text(project):
    """A text of 85 % and more is drafted from the memory, and marked so."""
    long = "The two presidents agreed to meet in person as soon as they can, it was said on Friday."
    project.write("source/first.txt", f"A short title\n\n{long}\n")
    approve_by_hand(
        project, {"A short title": "짧은 제목", long: "두 정상은 이른 시일 안에 직접 만나기로 했다고 금요일 전해졌다."}
    )
    project.write("source/second.txt", f"Another title\n\n{long.replace('in person', 'in private')}\n")
    project.run("build", "--engine", "memory")
    assert "# l10n: tm 9" in project.read("locales/ko/LC_MESSAGES/second.po")
