"""`l10n build --watch` as people run it: a process that goes on."""

from __future__ import annotations

import time

import pytest

from l10n.compiler import Policy
from l10n.project import Project
from l10n.settings import Settings
from l10n.workflow.publish.build import BuildReport
from l10n.workflow.publish.watch import watch


def wait_until(holds, process, seconds=60):
    """Waits until `holds` is true; fails when the process ends before that, or it takes very long."""
    end = time.monotonic() + seconds
    while not holds():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def watching(workspace):
    """A project that is being watched, after its first build."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.md", "# A title\n")
    process = workspace.start("build", "--watch", "--engine", "pseudo", "--json")
    built = workspace.root / "build/manifest.json"
    wait_until(built.exists, process)
    yield workspace, process
    process.terminate()
    process.communicate(timeout=30)


def output(workspace, name):
    path = workspace.root / "build/ko" / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_what_changes_is_built_again(watching):
    """A changed source, a new one, an edited catalog, and a source that was broken for a while."""
    workspace, process = watching
    workspace.write("source/first.md", "# A title\n\nA new paragraph.\n")
    wait_until(lambda: "ñéŵ þåŕåĝŕåþĥ" in output(workspace, "first.md"), process)
    workspace.write("source/second.md", "# Another title\n")
    wait_until(lambda: "Åñöţĥéŕ ţîţļé" in output(workspace, "second.md"), process)
    catalog = workspace.root / "locales/ko/LC_MESSAGES/second.po"
    text = catalog.read_text(encoding="utf-8")
    head, _, _ = text.partition("\n#: source/second.md")
    entry = '\n#: source/second.md\n#. type: title\nmsgid "Another title"\nmsgstr "다른 제목"\n'
    catalog.write_text(head + entry, encoding="utf-8")
    wait_until(lambda: "# 다른 제목\n" == output(workspace, "second.md"), process)
    workspace.write("source/second.md", b"# Caf\xe9\n")
    workspace.write("source/third.md", "# A third title\n")
    wait_until(lambda: "ţĥîŕð ţîţļé" in output(workspace, "third.md"), process)
    workspace.write("source/second.md", "# Another title\n\nMore.\n")
    wait_until(lambda: output(workspace, "second.md").startswith("# 다른 제목\n\n⟦"), process)


def test_a_configuration_that_is_wrong_for_a_while_ends_nothing(watching):
    """A file that is being edited may be wrong at any time; the next good one counts."""
    workspace, process = watching
    workspace.write("l10n.toml", 'locales = ["ko"')
    workspace.write("source/first.md", "# A title\n\nText.\n")
    time.sleep(1)
    workspace.write("l10n.toml", 'locales = ["ko", "pt_BR"]\n')
    wait_until((workspace.root / "build/pt_BR/first.md").exists, process)


def test_what_keeps_the_first_build_from_beginning_ends_the_watch(workspace):
    """There is nothing to wait for: the error is told as `l10n build` tells it."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    assert "no folder 'source'" in workspace.run("build", "--watch", code=2).stderr


def test_what_changes_during_a_build_is_not_missed(tmp_path):
    """A build that is under way has read the old text: there is another one behind it, of which nothing is told."""
    source = tmp_path / "source/first.md"
    source.parent.mkdir()
    source.write_text("# A title\n", encoding="utf-8")
    builds, told = [], []

    def build():
        builds.append(source.read_text(encoding="utf-8"))
        if len(builds) == 1:
            source.write_text("# Another title\n", encoding="utf-8")
        return BuildReport(tmp_path, Policy(), (), ())

    def stop(folders):
        yield from ()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(lambda: Project(tmp_path, Settings()), build, told.append, events=stop)
    assert ["# A title\n", "# Another title\n"] == builds
    assert 1 == len(told)


@pytest.mark.parametrize("library", [True, False], ids=["by the system", "by looking"])
def test_outputs_among_the_sources_wake_nobody(workspace, library):
    """Two articles stay two, with the library for file events and without: what the build wrote makes no build."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nsource = "docs"\nbuild = "docs"\noutput = "{stem}.{locale}{ext}"\n')
    workspace.write("docs/first.md", "# A title\n")
    workspace.write("docs/second.md", "# A title\n")
    if not library:
        workspace.write("watchfiles.py", "raise ImportError\n")
    process = workspace.start("build", "--watch", "--engine", "pseudo")
    wait_until((workspace.root / "docs/manifest.json").exists, process)
    time.sleep(2)
    workspace.write("docs/first.md", "# A title\n\nMore.\n")
    wait_until(lambda: "\n\n⟦" in workspace.read("docs/first.ko.md"), process)
    time.sleep(2)
    process.terminate()
    said, warned = process.communicate(timeout=30)
    files = sorted(path.name for path in (workspace.root / "docs").iterdir())
    assert ["first.ko.md", "first.md", "manifest.json", "second.ko.md", "second.md"] == files
    changed = [line.partition(" changed: ")[2] for line in warned.splitlines() if "changed: " in line]
    assert (["docs/first.md"], 2) == (changed, said.count("articles in docs/"))
