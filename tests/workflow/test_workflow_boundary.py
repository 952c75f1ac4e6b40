"""A project reads and writes inside its folder only, whatever links lie in it: the program as a process."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

TEXT = "A short title\n\nThe first paragraph has two sentences. It says that 25% is a lot.\n"


@pytest.fixture
def project(workspace):
    """A project with two articles."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.txt", TEXT)
    workspace.write("source/second.txt", TEXT.replace("short", "second"))
    return workspace


def outer(project) -> Path:
    """A folder outside the project."""
    folder = project.root.parent / "outer"
    folder.mkdir(exist_ok=True)
    return folder


def outside(project) -> dict[str, bytes]:
    """The files outside, by their names."""
    return {path.relative_to(outer(project)).as_posix(): path.read_bytes() for path in outer(project).rglob("*.*")}


def link(project, name: str, target: Path) -> None:
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def test_an_output_that_is_a_link_out_is_refused_and_the_rest_is_built(project):
    """The file it leads to keeps its bytes; the other article is written; exit 2 names the link."""
    (outer(project) / "rc.txt").write_bytes(b"mine")
    link(project, "build/ko/first.txt", outer(project) / "rc.txt")
    ended = project.run("build", "--engine", "none", code=2)
    assert {"rc.txt": b"mine"} == outside(project)
    assert "build/ko/first.txt: leads out of the project, to " in ended.stderr
    assert (project.root / "build/ko/second.txt").is_file()


def test_an_article_that_is_a_link_out_is_not_published(project):
    """A link to a file that only this user may read does not come out as a page."""
    (outer(project) / "secret.txt").write_bytes(b"A secret\n\nThat nobody else should read, today or ever.\n")
    link(project, "source/third.txt", outer(project) / "secret.txt")
    ended = project.run("build", "--engine", "none", code=2)
    assert "source/third.txt: leads out of the project" in ended.stderr
    assert ["first.txt", "second.txt"] == sorted(path.name for path in (project.root / "build/ko").iterdir())


def test_a_catalog_or_a_folder_that_leads_out_is_refused(project):
    """By whichever command, and nothing is written there."""
    (outer(project) / "first.po").write_bytes(b"mine")
    link(project, "locales/ko/LC_MESSAGES/first.po", outer(project) / "first.po")
    for command in (("update",), ("build", "--engine", "none"), ("draft", "--engine", "pseudo"), ("approve", "--all")):
        assert "leads out of the project" in project.run(*command, code=2).stderr
    assert {"first.po": b"mine"} == outside(project)
    shutil.rmtree(project.root / "locales")
    link(project, "locales", outer(project))
    assert "leads out of the project" in project.run("update", code=2).stderr
    assert {"first.po": b"mine"} == outside(project)


def test_a_template_or_a_glossary_that_leads_out_is_refused(project):
    """Extraction and terms, too."""
    (outer(project) / "pot.pot").write_bytes(b"mine")
    (outer(project) / "ko.csv").write_bytes(b"source,target\ntitle,\xec\xa0\x9c\xeb\xaa\xa9\n")
    before = outside(project)
    link(project, "locales/pot/first.pot", outer(project) / "pot.pot")
    link(project, "glossary/ko.csv", outer(project) / "ko.csv")
    assert "leads out of the project" in project.run("extract", code=2).stderr
    project.run("update")
    ended = project.run("glossary", "suggest", "-l", "ko", "--take", "call=통화", code=2)
    assert "glossary/ko.csv: leads out of the project" in ended.stderr
    assert before == outside(project)


def test_a_cache_that_leads_out_is_done_without(project):
    """The build says so and is made; nothing is written where the link leads."""
    link(project, ".l10n", outer(project))
    ended = project.run("build", "--engine", "none")
    assert "going on without a cache: " in ended.stderr
    assert "leads out of the project" in ended.stderr
    assert ([], {}) == (list(outer(project).iterdir()), outside(project))
    assert (project.root / "build/ko/first.txt").is_file()


def test_devices_pipes_and_sockets_are_no_articles(project):
    """A pipe is passed over, a link to a device is refused: neither hangs, neither fills the memory."""
    os.mkfifo(project.root / "source/pipe.txt")
    link(project, "source/zero.txt", Path("/dev/zero"))
    ended = project.run("build", "--engine", "none", code=2)
    assert "source/zero.txt: leads out of the project, to /dev/zero" in ended.stderr
    assert "pipe.txt" not in ended.stderr
    assert ["first.txt", "second.txt"] == sorted(path.name for path in (project.root / "build/ko").iterdir())


def test_a_link_that_stays_inside_is_an_article(project):
    """A file that the project has under two names is published under both."""
    (project.root / "source/again.txt").symlink_to("first.txt")
    project.run("build", "--engine", "none")
    assert project.read("build/ko/first.txt") == project.read("build/ko/again.txt")


@pytest.mark.parametrize("setting", ["source", "catalogs", "glossary", "build"])
@pytest.mark.parametrize("form", ["absolute", "climbing"])
def test_a_setting_that_names_a_folder_outside_is_refused(project, setting, form):
    """Unless another allows it by name; then it is used."""
    folder = str(outer(project)) if form == "absolute" else os.path.relpath(outer(project), project.root)
    shutil.copytree(project.root / "source", outer(project), dirs_exist_ok=True)
    project.write("l10n.toml", f'locales = ["ko"]\n{setting} = "{folder}"\n')
    before = outside(project)
    ended = project.run("build", "--engine", "none", code=2)
    assert f"l10n.toml: setting '{setting}' names a folder outside the project" in ended.stderr
    assert before == outside(project)
    project.write("l10n.toml", f'locales = ["ko"]\n{setting} = "{folder}"\noutside = ["{folder}"]\n')
    project.run("build", "--engine", "none")


def test_out_is_the_users_own_word(project):
    """`--out` may lie anywhere; links in it that lead elsewhere are refused as well."""
    out = outer(project) / "site"
    project.run("build", "--engine", "none", "--out", str(out))
    assert ["first.txt", "second.txt"] == sorted(path.name for path in (out / "ko").iterdir())
    (outer(project) / "rc.txt").write_bytes(b"mine")
    (out / "ko/first.txt").unlink()
    (out / "ko/first.txt").symlink_to(outer(project) / "rc.txt")
    assert "leads out" in project.run("build", "--engine", "none", "--out", str(out), code=2).stderr
    assert b"mine" == (outer(project) / "rc.txt").read_bytes()


@pytest.mark.parametrize("name", ["memory.sqlite", "cache.sqlite"])
@pytest.mark.parametrize("state", ["a folder", "noise", "cut", "read-only"])
def test_a_damaged_cache_or_memory_is_made_again(project, name, state):
    """Whatever lies in its place, the build is made, and the next one, too."""
    project.run("build", "--engine", "none")
    path = project.root / ".l10n" / name
    data = path.read_bytes()
    path.unlink()
    for left in path.parent.glob(f"{name}-*"):
        left.unlink()
    if state == "a folder":
        path.mkdir()
    elif state == "noise":
        path.write_bytes(b"noise" * 5000)
    elif state == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(data)
        path.chmod(0o400)
    project.write("source/first.txt", TEXT + "\nOne more paragraph at the end of it.\n")
    project.run("build", "--engine", "none")
    project.run("build", "--engine", "none")
    assert "One more" in project.read("build/ko/first.txt")


def test_three_locales_built_at_once_leave_one_whole_manifest(project):
    """And every page names all its siblings, whoever wrote it last."""
    project.write("l10n.toml", 'locales = ["ko", "de", "ja"]\nsite_url = "https://example.org/"\n')
    project.write(
        "source/page.html", "<html><head><title>A title here</title></head><body><p>A text.</p></body></html>"
    )
    for _ in range(3):
        shutil.rmtree(project.root / "build", ignore_errors=True)
        runs = [project.start("build", "--engine", "pseudo", "--locale", locale) for locale in ("ko", "de", "ja")]
        assert [0, 0, 0] == [run.wait() for run in runs]
        manifest = project.read("build/manifest.json")
        sitemap = project.read("build/sitemap.xml")
        for locale in ("ko", "de", "ja"):
            assert f'"{locale}/page.html"' in manifest
            assert f"https://example.org/{locale}/page.html" in sitemap
            page = project.read(f"build/{locale}/page.html")
            assert [True] * 3 == [f'hreflang="{other}"' in page for other in ("ko", "de", "ja")]
        left = [path.name for path in (project.root / "build").rglob("*") if path.name.startswith(".")]
        assert [] == left
