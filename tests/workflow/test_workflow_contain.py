"""One bad file hurts only itself: one message with its path, exit 2, and the others are built. A process each."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys

import pytest
from format_cases import format_cases

DEEP = 100_000


@pytest.fixture
def project(workspace):
    """A project with one good article, whose drafts need no model."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nengine = "pseudo"\nstrings = ["*"]\n')
    workspace.write("source/good.txt", "A title\n\nSome words of a text stand here.\n")
    return workspace


def damaged(name: str, place: float) -> bytes:
    """A package of a format that was cut off."""
    data = format_cases(name)[0].data
    return data[: int(len(data) * place)] if place > 0 else data[-int(len(data) * place) :]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bad.docx", damaged("docx", 0.6), "this package cannot be read"),
        ("bad.odt", damaged("odt", 0.6), "this package cannot be read"),
        ("bad.epub", damaged("epub", -0.3), "this package cannot be read"),
        ("bad.json", "[" * DEEP, "too deep"),
        ("bad.yaml", "[" * DEEP, "too deep"),
        ("bad.rst", "".join(f"{' ' * depth}* x\n\n" for depth in range(200)), "bad.rst:201: nested too deeply"),
        ("bad.html", '<meta charset="utf\0-8">\n<p>Some words here.</p>\n', "bad.html:1: not a text file"),
        ("bad.md", b"Some words \xff here.\n", "bad.md:1: not UTF-8"),
    ],
)
def test_an_article_that_cannot_be_read_leaves_the_others_built(project, name, content, message):
    """Whatever it holds; its name stands in the message."""
    project.write(f"source/{name}", content)
    ended = project.run("build", code=2)
    assert (1, True, True) == (ended.stderr.count("error:"), f"source/{name}" in ended.stderr, message in ended.stderr)
    assert (project.root / "build/ko/good.txt").is_file()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("odd.md", '---\ntitle: "x \\x y"\n---\n\nSome words here.\n'),
        ("odd.md", '+++\ntitle = "x \\x y"\n+++\n\nSome words here.\n'),
        ("odd.json", '{"title": "Some words here", "number": %s}' % ("9" * 5000)),
        ("odd.yaml", f"title: Some words here\nnumber: {'9' * 5000}\n"),
        ("odd.html", '<meta charset="&#0;utf-16">\n<p>Some words here.</p>\n'),
    ],
)
def test_an_article_that_is_only_odd_is_built(project, name, content):
    """What this program does not read of a file is kept as it is."""
    project.write(f"source/{name}", content)
    project.run("build")
    built = project.read(f"build/ko/{name}")
    assert "Some words here" not in built
    assert all(line in built for line in content.splitlines() if "Some words" not in line)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[%s] "c"\n' % ("9" * 5000), "odd.po:3:1: msgstr[999999999…] where"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=\0\\n"\n', "odd.po: the charset '\\x00' is unknown"),
        ("msgid 'a'\n", "odd.po:1:7: single quote"),
    ],
)
def test_a_catalog_that_cannot_be_read_leaves_the_others_built(project, content, message):
    """Its article is not built from anything else."""
    project.write("source/odd.txt", "A title\n\nOther words of a text stand here.\n")
    project.write("locales/ko/LC_MESSAGES/odd.po", content)
    assert message in project.run("build", code=2).stderr
    assert ["good.txt"] == sorted(path.name for path in (project.root / "build/ko").iterdir())
    assert "odd.po" in project.run("check", code=2).stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x = " + "[" * DEEP, "l10n.toml: nested too deeply"),
        ("x = " + "9" * 5000, "l10n.toml: not valid TOML"),
        (b"name = '\xff'", "l10n.toml: not valid TOML"),
        ('catalogs = "/somewhere"', "names a folder outside the project"),
    ],
)
def test_settings_that_cannot_be_read(project, content, message):
    """One message says so."""
    project.write("l10n.toml", content)
    assert message in project.run("build", code=2).stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_of_files_that_are_no_utf8(project):
    """Such an article is named, and no command fails by printing it; nor does a check of such a catalog."""
    name = os.fsdecode(b"b\xe9d")
    project.write(f"source/{name}.txt", "A title\n\nOther words of a text stand here.\n")
    catalog = project.write(f"locales/ko/LC_MESSAGES/{name}.po", 'msgid "a"\nmsgstr "b"\n')
    ended = project.run("build", code=2)
    assert (1, True) == (ended.stderr.count("error:"), "\\udce9d.txt: the file's name is not UTF-8" in ended.stderr)
    assert (project.root / "build/ko/good.txt").is_file()
    for command in (("build", "--json"), ("check", "--json"), ("status", "--json")):
        assert json.loads(project.run(*command, code=2).stdout)
    reports = [part for form in ("json", "sarif", "junit", "gitlab") for part in ("--output", f"{form}={form}")]
    project.run("check", "--fail-on", "never", "--format", "github", *reports, str(catalog))
    assert "b%E9d.po" in project.read("sarif")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_project_in_a_folder_whose_name_is_no_utf8(project):
    """Its name in the catalogs is one that can be written."""
    folder = project.root / os.fsdecode(b"r\xe9")
    folder.mkdir()
    for name in ("source", "l10n.toml"):
        (project.root / name).rename(folder / name)
    project.run("-C", str(folder), "build")
    text = (folder / "locales/ko/LC_MESSAGES/good.po").read_text("utf-8")
    assert '"Project-Id-Version: r\ufffd\\n"' in text


@pytest.mark.parametrize("name", ["memory.sqlite", "cache.sqlite"])
@pytest.mark.parametrize("state", ["a folder", "flipped"])
def test_a_damaged_memory_or_cache_keeps_no_command_from_its_work(project, name, state):
    """What the catalogs hold is found as before."""
    project.run("build")
    project.run("approve", "--all")
    assert "good" in project.run("memory", "search", "words").stdout
    path = project.root / ".l10n" / name
    data = bytearray(path.read_bytes())
    numbers = random.Random(1)
    for command in (("memory", "search", "words"), ("memory", "export", "--locale", "ko"), ("build",)):
        for left in path.parent.glob(f"{name}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        if state == "a folder":
            path.mkdir()
        else:
            spoiled = data.copy()
            for _ in range(2000):
                spoiled[numbers.randrange(100, len(data))] = numbers.randrange(256)
            path.write_bytes(spoiled)
        ended = project.run(*command)
        assert "words" in ended.stdout or command[0] != "memory"


def test_a_state_folder_that_is_a_file(project):
    """Everything works without a cache, a lasting memory and locks."""
    project.write(".l10n", "")
    project.run("build")
    project.run("approve", "--all")
    for command in (("status",), ("memory", "search", "words")):
        project.run(*command)
    assert "" == project.read(".l10n")


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs util-linux")
def test_a_state_folder_that_cannot_be_written(project):
    """A user who may not write there works without it. Root obeys modes only without privileges."""
    project.run("build")
    project.run("approve", "--all")
    project.run("memory", "search", "words")
    for path in ((project.root / ".l10n"), *(project.root / ".l10n").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    plain = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []
    for command in (("status",), ("memory", "search", "words"), ("memory", "export", "--locale", "ko")):
        arguments = [*plain, sys.executable, "-m", "l10n", *command]
        ended = subprocess.run(arguments, cwd=project.root, env=project.environment, capture_output=True, text=True)
        assert (0, True) == (ended.returncode, "words" in ended.stdout or command == ("status",)), ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell's redirections")
@pytest.mark.parametrize("redirection", [">&-", "2>&-", ">&- 2>&-", "<&-", "| true"])
def test_standard_streams_that_are_closed(project, redirection):
    """The work is done all the same."""
    for number, command in enumerate(("build --json", "status")):
        project.write("source/good.txt", f"A title\n\nSome words of a text stand here {number}.\n")
        line = f'"$PYTHON" -m l10n {command} {redirection}; echo ${{PIPESTATUS[0]}} > code'
        environment = project.environment | {"PYTHON": sys.executable}
        subprocess.run(["bash", "-c", line], cwd=project.root, env=environment, capture_output=True)
        assert "0\n" == project.read("code")
    assert (project.root / "build/ko/good.txt").is_file()
