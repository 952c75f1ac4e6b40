"""Outputs among the sources, and locales and articles that come and go: the program as a process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from l10n.project.inventory import output_matcher

PAGE = "# A title\n\nSome text of a page, with a number: 25.\n"

LAYOUTS = {
    "suffixes": ("docs", "docs", "{stem}.{tag}{ext}"),
    "suffixes with underscores": ("docs", "docs", "{stem}.{locale}{ext}"),
    "a root locale": ("docs", "docs", "{locale}/{path}"),
    "folders in the middle": ("docs", "docs", "{dir}/{locale}/{stem}{ext}"),
    "everything in one folder": (".", ".", "{tag}/{path}"),
    "the build among the sources": (".", "build", "{locale}/{path}"),
    "outputs around the sources": ("docs", ".", "docs/{tag}/{path}"),
    "a tree of its own": ("docs", ".", "i18n/{tag}/content/{path}"),
}


def listing(root: Path) -> dict[str, bytes]:
    """Every file with its bytes, the program's own folder and git's left out."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".l10n" not in path.parts
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_outputs_never_become_articles(workspace, layout):
    """The second build, a build without the manifest, and one of another locale find the articles of the first."""
    source, build, output = LAYOUTS[layout]
    workspace.write(
        "l10n.toml", f'locales = ["ko", "pt_BR"]\nsource = "{source}"\nbuild = "{build}"\noutput = "{output}"\n'
    )
    for name in ("index.md", "deep/er/page.md", "node_modules/package/readme.md", ".hidden/page.md"):
        workspace.write(f"{source}/{name}", PAGE)
    first = json.loads(workspace.run("build", "--engine", "pseudo", "--json").stdout)
    before = listing(workspace.root)
    names = sorted(first["locales"][0]["written"])
    assert (["deep/er/page", "index"], 2) == (names, len(first["locales"]))
    workspace.run("build", "--engine", "pseudo")
    assert before == listing(workspace.root)
    (workspace.root / build / "manifest.json").unlink()
    workspace.run("build", "--engine", "pseudo", "--locale", "ko")
    workspace.run("build", "--engine", "pseudo", "--locale", "pt_BR")
    assert before == listing(workspace.root)
    assert sorted(before) == sorted(listing(workspace.root))


@pytest.mark.parametrize(
    ("pattern", "outputs", "others"),
    [
        ("{stem}.{locale}{ext}", ["a.ko.md", "b/a.pt_BR.md"], ["a.md", "a.de.md", "a.kom.md", "ko/a.md"]),
        ("{stem}.{tag}{ext}", ["a.pt-BR.md"], ["a.pt_BR.md", "a.pt.md"]),
        ("{locale}/{path}", ["ko/a.md", "pt_BR/b/a.md"], ["korean/a.md", "b/ko/a.md", "ko"]),
        ("{dir}/{locale}/{stem}{ext}", ["ko/a.md", "b/c/ko/a.md"], ["b/a.md", "b/de/a.md"]),
        ("values-{android}/{path}", ["values-pt-rBR/a.xml"], ["values/a.xml", "values-pt-BR/a.xml"]),
        ("{base}_{locale}{ext}", ["a_ko.arb"], ["a_en.arb", "a.arb"]),
        ("x+y/{tag}/{path}", ["x+y/ko/a.md"], ["xxy/ko/a.md"]),
    ],
)
def test_a_pattern_tells_outputs_from_articles(pattern, outputs, others):
    """By the spelling of the locales that the project has."""
    matcher = output_matcher(pattern, [("ko", "ko", "ko"), ("pt_BR", "pt-BR", "pt-rBR")])
    assert matcher is not None
    assert (outputs, []) == (list(filter(matcher.fullmatch, outputs)), list(filter(matcher.fullmatch, others)))


def test_a_layout_that_would_feed_on_itself_is_refused(workspace):
    """Before anything is written: an output folder of one's own choice among the sources."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nsource = "docs"\n')
    workspace.write("docs/index.md", PAGE)
    before = listing(workspace.root)
    ended = workspace.run("build", "--engine", "none", "--out", "docs/site", code=2)
    assert "the output site/ko/index.md of index.md would become an article" in ended.stderr
    assert before == listing(workspace.root)


def test_include_and_exclude_choose_articles(workspace):
    """Globs as in .gitignore, over paths in the folder of sources."""
    workspace.write(
        "l10n.toml",
        'locales = ["ko"]\ninclude = ["*.md", "/notes/**/*.txt"]\nexclude = ["drafts/", "!drafts/keep.md"]\n',
    )
    for name in ("a.md", "b.txt", "notes/deep/c.txt", "drafts/d.md", "x/drafts/e.md"):
        workspace.write(f"source/{name}", PAGE)
    workspace.run("extract")
    found = sorted(
        path.relative_to(workspace.root / "locales/pot").as_posix() for path in workspace.root.rglob("*.pot")
    )
    assert ["a.pot", "notes/deep/c.pot"] == found


def test_endings_that_no_format_reads_are_said_once(workspace):
    """With their number; pictures and styles are not worth a word."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    for name in ("a.md", "b.tex", "c/d.tex", "LICENSE", "e.png", "f.css"):
        workspace.write(f"source/{name}", PAGE)
    ended = workspace.run("build", "--engine", "none")
    assert 1 == ended.stdout.count("left out, since no format reads such files: 2 .tex, 1 LICENSE")
    assert ".png" not in ended.stdout
    assert "no articles" not in workspace.run("-q", "build", "--engine", "none").stdout


def test_two_articles_of_one_catalog_stop_each_other_only(workspace):
    """Both are named, the third is built, exit 2."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    for name in ("a.md", "a.txt", "b.md"):
        workspace.write(f"source/{name}", PAGE)
    for command in ("extract", "update", "check", "status", "build"):
        ended = workspace.run(command, *(("--engine", "none") if command == "build" else ()), code=2)
        assert "a.md, a.txt would share the catalog a.po" in ended.stderr
    assert ["b.md"] == [path.name for path in (workspace.root / "build/ko").iterdir()]


def test_a_map_stands_beside_its_topic(workspace):
    """A map of DITA with the name of a topic has a catalog of its own, named with its ending."""
    workspace.write("l10n.toml", 'locales = ["ko"]\noutput = "{stem}.{locale}{ext}"\n')
    workspace.write("source/tides.dita", "<topic><title>Tides</title></topic>")
    workspace.write("source/tides.ditamap", "<map><title>All tides</title></map>")
    workspace.run("build", "--engine", "pseudo")
    catalogs = workspace.root / "locales/ko/LC_MESSAGES"
    assert ["tides.ditamap.po", "tides.po"] == sorted(path.name for path in catalogs.iterdir())
    built = {path.name for path in (workspace.root / "build").iterdir()}
    assert {"tides.ko.dita", "tides.ko.ditamap"} <= built


def test_a_locale_that_is_not_configured_is_not_begun(workspace):
    """The message says how to add it, or which locale may be meant; nothing is written."""
    workspace.write("l10n.toml", 'locales = ["ko", "pt_BR"]\n')
    workspace.write("source/a.md", PAGE)
    before = listing(workspace.root)
    for command in ("build", "update", "draft", "check", "status"):
        ended = workspace.run(command, "--locale", "de", code=2)
        assert "de is no locale of this project, which has ko, pt_BR" in ended.stderr
        assert "Add it with `l10n init --locale de`." in ended.stderr
        assert "Did you mean ko?" in workspace.run(command, "--locale", "ko-KR", code=2).stderr
    assert before == listing(workspace.root)


@pytest.mark.parametrize("name", ["l10n.toml", "pyproject.toml"])
def test_init_adds_a_locale_to_a_project(workspace, name):
    """Comments and order stay; a locale that is there under a shorter name is not added; twice changes nothing."""
    table = "" if name == "l10n.toml" else '[project]\nname = "x"  # ours\n\n[tool.l10n]\n'
    workspace.write(name, f'{table}# what we publish\nlocales = [\n    "ko",  # Korean\n]\nnotice = true\n')
    workspace.write("source/a.md", PAGE)
    ended = workspace.run("init", "--locale", "de", "--locale", "ko-KR")
    assert [f"added to {name}: de", "ko is there already"] == ended.stdout.splitlines()[:2]
    text = workspace.read(name)
    assert f'{table}# what we publish\nlocales = [\n    "ko",  # Korean\n    "de",\n]\nnotice = true\n' == text
    workspace.run("init", "--locale", "de")
    assert text == workspace.read(name)
    workspace.run("build", "--locale", "de", "--engine", "none")
    assert (workspace.root / "build/de/a.md").is_file()


def test_what_init_says_names_the_projects_own_locale(workspace):
    """The next command can be typed as it stands."""
    assert "`l10n build --locale pt_BR`" in workspace.run("init", "--locale", "pt-br").stdout


def test_outputs_of_what_is_gone_are_named_in_full_and_deleted_when_asked(workspace):
    """A renamed article and a locale that left the configuration; nothing else in the folder is touched."""
    workspace.write("l10n.toml", 'locales = ["ko", "de"]\n')
    for number in range(5):
        workspace.write(f"source/old/page{number}.md", f"# A title {number}\n\nText number {number} of a page.\n")
    workspace.run("build", "--engine", "pseudo")
    workspace.write("build/ko/old/mine.md", "a person's own file")
    (workspace.root / "source/old").rename(workspace.root / "source/new")
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    gone = [f"{locale}/old/page{number}.md" for locale in ("de", "ko") for number in range(5)]
    ended = workspace.run("build", "--engine", "pseudo")
    assert "10 outputs in build/ that nothing writes any more; `l10n build --clean` deletes them:" in ended.stdout
    assert gone == [
        line.strip() for line in ended.stdout.splitlines() if line.startswith("    de/") or "ko/old" in line
    ]
    ended = workspace.run("build", "--engine", "pseudo", "--clean")
    assert [f"deleted build/{path}" for path in gone] == [
        line for line in ended.stdout.splitlines() if line.startswith("deleted")
    ]
    assert ["mine.md"] == [path.name for path in (workspace.root / "build/ko/old").iterdir()]
    assert not (workspace.root / "build/de").exists()
    assert "nothing writes" not in workspace.run("build", "--engine", "pseudo").stdout


def test_drafting_begins_a_project_that_was_never_updated(workspace):
    """Catalogs that are missing are made first."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/a.md", PAGE)
    assert "2 units drafted" in workspace.run("draft", "--engine", "pseudo").stdout


def test_pictures_come_along(workspace):
    """Relative links to them lead there from the outputs; a changed one is copied anew, one that is gone is named."""
    workspace.write("l10n.toml", 'locales = ["ko", "de"]\nassets = ["*.png", "/_include/"]\n')
    workspace.write("source/guide/a.md", "# A title\n\n![A picture](img/a.png)\n")
    workspace.write("source/guide/img/a.png", b"\x89PNG one")
    workspace.write("source/_include/head.inc", "shared")
    workspace.write("source/notes.tex", "left alone")
    workspace.run("build", "--engine", "none")
    for locale in ("ko", "de"):
        assert "(img/a.png)" in workspace.read(f"build/{locale}/guide/a.md")
        assert b"\x89PNG one" == (workspace.root / f"build/{locale}/guide/img/a.png").read_bytes()
        assert "shared" == workspace.read(f"build/{locale}/_include/head.inc")
        assert not (workspace.root / f"build/{locale}/notes.tex").exists()
    workspace.run("build", "--engine", "none", "--locale", "ko")
    assert 2 == len(json.loads(workspace.read("build/manifest.json"))["assets"]["de"])
    workspace.write("source/guide/img/a.png", b"\x89PNG two")
    (workspace.root / "source/_include/head.inc").unlink()
    ended = workspace.run("build", "--engine", "none", "--clean")
    assert b"\x89PNG two" == (workspace.root / "build/de/guide/img/a.png").read_bytes()
    gone = [line for line in ended.stdout.splitlines() if line.startswith("deleted")]
    assert ["deleted build/de/_include/head.inc", "deleted build/ko/_include/head.inc"] == gone


def test_nothing_is_copied_among_the_sources(workspace):
    """Where outputs lie beside the sources, the originals are there already."""
    layout = 'source = "docs"\nbuild = "docs"\noutput = "{stem}.{tag}{ext}"\n'
    workspace.write("l10n.toml", f'locales = ["ko"]\n{layout}assets = ["*.png"]\n')
    workspace.write("docs/a.md", "# A title\n\n![A picture](a.png)\n")
    workspace.write("docs/a.png", b"\x89PNG")
    workspace.run("build", "--engine", "none")
    names = sorted(path.name for path in (workspace.root / "docs").iterdir())
    assert ["a.ko.md", "a.md", "a.png", "manifest.json"] == names
