"""Two branches, one catalog: real git with the merge driver that `l10n merge-driver --install` sets up."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from l10n.catalog.po import parse_po
from l10n.model import Draft

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

PO = "locales/ko/LC_MESSAGES/port.po"
HEADER = (
    'msgid ""\nmsgstr ""\n"PO-Revision-Date: 2026-01-01 10:00+0000\\n"\n"Last-Translator: A <a@example.org>\\n"\n'
    '"Language: ko\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
)


def entry(source, target="", *, above="", context=""):
    return f'\n{above}#: source/port.txt\n{context}msgid "{source}"\nmsgstr "{target}"\n'


def drafted(source, target):
    return entry(source, target, above=f"# {Draft.of('mt pseudo@1', source, target).render()}\n").replace(
        "#: source/port.txt\n", "#: source/port.txt\n#, fuzzy\n"
    )


def carried(source, target, previous):
    return f'\n#: source/port.txt\n#, fuzzy\n#| msgid "{previous}"\nmsgid "{source}"\nmsgstr "{target}"\n'


@pytest.fixture
def merge(workspace):
    """Commits a catalog, changes it on two branches, merges them; gives the merged text and git's exit code."""
    environment = workspace.environment | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def git(*arguments, code=0):
        done = subprocess.run(
            ["git", *arguments], cwd=workspace.root, env=environment, capture_output=True, encoding="utf-8"
        )
        assert code is None or code == done.returncode, done.stdout + done.stderr
        return done

    def run(base, ours, theirs, *, path=PO):
        git("init", "-q", "-b", "main")
        workspace.run("init", "--locale", "ko")
        workspace.run("merge-driver", "--install")
        for branch, text in (("main", base), ("theirs", theirs), ("main", ours)):
            if branch == "theirs":
                git("checkout", "-q", "-b", branch)
            elif git("rev-parse", "--verify", "-q", "HEAD", code=None).returncode == 0:
                git("checkout", "-q", branch)
            if text is not None:
                workspace.write(path, text)
            git("add", "-A")
            git("commit", "-q", "--allow-empty", "-m", "x")
        done = git("merge", "-q", "theirs", code=None)
        return workspace.read(path), done.returncode

    return run


def words(text):
    """By msgid: text, state, previous msgid."""
    return {
        message.msgid: (message.msgstr, message.state.value, message.previous_msgid)
        for message in parse_po(text.encode(), PO).messages
    }


A, B, C = entry("One", "하나"), entry("Two", "둘"), entry("Three", "셋")
CLEAN = {
    "different units": (
        HEADER + entry("One") + entry("Two"),
        HEADER + A + entry("Two"),
        HEADER + entry("One") + B,
        HEADER + A + B,
    ),
    "the same unit and text": (HEADER + entry("One"), HEADER + A, HEADER + A, HEADER + A),
    "a draft and an approval": (
        HEADER + entry("One"),
        HEADER + drafted("One", "일"),
        HEADER + A,
        HEADER + A,
    ),
    "two drafts of machines": (
        HEADER + entry("One"),
        HEADER + drafted("One", "일"),
        HEADER + drafted("One", "한"),
        HEADER + drafted("One", "일"),
    ),
    "an edited draft and its approval with the same words": (
        HEADER + drafted("One", "일"),
        HEADER + drafted("One", "일").replace('msgstr "일"', 'msgstr "하나"'),
        HEADER + A,
        HEADER + A,
    ),
    "a new source on one side, another unit's translation on the other": (
        HEADER + A + entry("Two"),
        HEADER + carried("One!", "하나", "One") + entry("Two"),
        HEADER + A + B,
        HEADER + carried("One!", "하나", "One") + B,
    ),
    "a new source on one side, a better translation of its former text on the other": (
        HEADER + A,
        HEADER + carried("One!", "하나", "One"),
        HEADER + entry("One", "하나씩"),
        HEADER + carried("One!", "하나씩", "One"),
    ),
    "both have the new source, one has its translation": (
        HEADER + A,
        HEADER + carried("One!", "하나", "One"),
        HEADER + entry("One!", "하나!"),
        HEADER + entry("One!", "하나!"),
    ),
    "a unit deleted on one side and edited on the other": (
        HEADER + A + B,
        HEADER + A,
        HEADER + A + entry("Two", "둘째"),
        HEADER + A + '\n#~ msgid "Two"\n#~ msgstr "둘째"\n',
    ),
    "a unit deleted on one side and left alone on the other": (HEADER + A + B, HEADER + A, HEADER + A + B, HEADER + A),
    "an approved unit that became obsolete and another one's translation": (
        HEADER + A + entry("Two"),
        HEADER + entry("Two") + '\n#~ msgid "One"\n#~ msgstr "하나"\n',
        HEADER + A + B,
        HEADER + B + '\n#~ msgid "One"\n#~ msgstr "하나"\n',
    ),
    "both add units": (
        HEADER + A + B,
        HEADER + A + entry("After one") + B,
        HEADER + A + B + entry("After two"),
        HEADER + A + entry("After one") + B + entry("After two"),
    ),
    "the order of one side's new source": (
        HEADER + entry("One") + entry("Two") + entry("Three"),
        HEADER + entry("Three") + entry("One") + entry("Two"),
        HEADER + A + entry("Two") + C,
        HEADER + C + A + entry("Two"),
    ),
    "headers only: the later revision, with its translator": (
        HEADER + A,
        HEADER.replace("01-01 10:00", "01-02 10:00") + A,
        HEADER.replace("01-01 10:00", "01-03 10:00").replace("A <a@", "B <b@") + A,
        HEADER.replace("01-01 10:00", "01-03 10:00").replace("A <a@", "B <b@") + A,
    ),
    "comments and flags of both": (
        HEADER + entry("One", "하나", above="# old\n"),
        HEADER + entry("One", "하나", above="# old\n# ours\n"),
        HEADER + entry("One", "하나", above="# theirs\n"),
        HEADER + entry("One", "하나", above="# ours\n# theirs\n"),
    ),
    "the same text in two contexts": (
        HEADER + entry("Open", context='msgctxt "menu"\n') + entry("Open"),
        HEADER + entry("Open", "열기", context='msgctxt "menu"\n') + entry("Open"),
        HEADER + entry("Open", context='msgctxt "menu"\n') + entry("Open", "열린"),
        HEADER + entry("Open", "열기", context='msgctxt "menu"\n') + entry("Open", "열린"),
    ),
}


@pytest.mark.parametrize("name", CLEAN)
def test_branches_that_agree_are_merged_by_git_alone(merge, name):
    """Both sides' work is in the catalog, and git has nothing to ask."""
    base, ours, theirs, expected = CLEAN[name]
    assert (expected, 0) == merge(base, ours, theirs)


CONFLICTS = {
    "different words": (HEADER + entry("One"), HEADER + A, HEADER + entry("One", "일")),
    "an approval and an edit of a draft": (
        HEADER + drafted("One", "일"),
        HEADER + entry("One", "일"),
        HEADER + A,
    ),
    "two edited drafts": (
        HEADER + drafted("One", "일"),
        HEADER + drafted("One", "일").replace('msgstr "일"', 'msgstr "하나"'),
        HEADER + drafted("One", "일").replace('msgstr "일"', 'msgstr "한"'),
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_two_persons_words_for_one_unit_are_a_conflict(workspace, merge, name):
    """git says so, both words are in the file between markers, the rest of the catalog is merged, and `check` names the
    line until somebody has chosen."""
    base, ours, theirs = CONFLICTS[name]
    text, code = merge(base + entry("Two"), ours + entry("Two"), theirs + B)
    assert 1 == code
    before, _, rest = text.partition("<<<<<<< ours\n")
    our, _, rest = rest.partition("=======\n")
    their, _, after = rest.partition(">>>>>>> theirs\n")
    chosen = (before + side + after for side in (our, their))
    assert [words(ours)["One"], words(theirs)["One"]] == [words(each)["One"] for each in chosen]
    assert ("둘", "approved", None) == words(before + our + after)["Two"]
    found = workspace.run("check", PO, code=2).stdout
    assert "conflict-marker" in found
    assert f"  {text[: text.index('<<<<<<<')].count(chr(10)) + 1}:1  error  conflict-marker" in found


LONG = "The harbour sleeps at noon, and nobody works in the heat before the boats come back from the islands."
WRAPPED = (
    '\n#: source/port.txt\nmsgid ""\n"The harbour sleeps at noon, and nobody works in the heat before the "\n'
    '"boats come back from the islands."\nmsgstr "{}"\n'
)


@pytest.mark.parametrize("name", ["ours", "theirs"])
def test_a_wrapped_side_and_one_that_is_not(merge, name):
    """Only words count: the file keeps the lines of the branch that is merged into, and has both sides' work."""
    base, wrapped = HEADER + entry(LONG) + entry("Two"), HEADER + WRAPPED.format("항구") + entry("Two")
    plain = HEADER + entry(LONG) + B
    sides, expected = {
        "ours": ((wrapped, plain), HEADER + WRAPPED.format("항구") + B),
        "theirs": ((plain, wrapped), HEADER + entry(LONG, "항구") + B),
    }[name]
    assert (expected, 0) == merge(base, *sides)


def test_both_branches_add_the_catalog(merge):
    """Without a common version every unit of both is there."""
    assert (HEADER + A + B, 0) == merge(None, HEADER + A, HEADER + entry("One") + B)


def test_a_renamed_article(merge, workspace):
    """git follows the file; words from one side are in the catalog with the other side's name."""
    other = "locales/ko/LC_MESSAGES/harbour.po"
    many = "".join(entry(f"Sentence number {number}") for number in range(9))
    text, code = merge(HEADER + A + many, HEADER + A + many.replace('8"\nmsgstr ""', '8"\nmsgstr "여덟"'), None)
    assert 0 == code
    run = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    steps = (
        ["checkout", "-q", "-b", "renamed", "main~1"],
        ["mv", PO, other],
        ["commit", "-qm", "x"],
        ["merge", "-q", "--no-edit", "main"],
    )
    for step in steps:
        subprocess.run([*run, *step], cwd=workspace.root, env=workspace.environment, check=True)
    assert text == workspace.read(other)


def test_a_file_that_is_no_catalog_is_merged_by_lines(merge):
    """What cannot be read is left to git, whose exit code counts; nothing is thrown away."""
    text, code = merge("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n")
    assert ("A\nb\nc\nD\n", 0) == (text, code)


def test_a_file_that_is_no_catalog_on_one_side_keeps_its_conflict(merge):
    """A broken side stays visible."""
    broken = HEADER + entry("One").replace('msgstr ""\n', "msgstr unclosed\n")
    text, code = merge(HEADER + entry("One"), HEADER + A, broken)
    assert 1 == code
    assert 'msgstr "하나"' in text
    assert "msgstr unclosed" in text


def test_install_says_what_it_did_and_does_it_once(workspace):
    """One line in .gitattributes for catalogs and one for the memory; what was there stays."""
    subprocess.run(["git", "init", "-q"], cwd=workspace.root, check=True)
    workspace.run("init", "--locale", "ko")
    workspace.write(".gitattributes", "*.png binary")
    assert "git config merge.l10n.driver" in workspace.run("merge-driver", "--install").stdout
    expected = "*.png binary\n*.po merge=l10n\nmemory/*.tmx merge=union\n"
    assert expected == workspace.read(".gitattributes")
    workspace.run("merge-driver", "--install")
    assert expected == workspace.read(".gitattributes")


def test_install_outside_of_a_repository_is_one_message(workspace):
    """git is asked, and says what is missing."""
    workspace.run("init", "--locale", "ko")
    assert "git cannot be set up" in workspace.run("merge-driver", "--install", code=2).stderr


def test_two_branches_that_imported_different_memories(merge, workspace):
    """The memory's file has a line for each translation: both sides' lines are there, and the next writing sorts."""
    unit = "<tu><tuv xml:lang='en'><seg>{0}</seg></tuv><tuv xml:lang='ko'><seg>{0}</seg></tuv></tu>"
    texts = []
    for name in ("M", "Z", "Q"):
        workspace.write("new.tmx", f"<tmx version='1.4'><header/><body>{unit.format(name)}</body></tmx>")
        if name == "M":
            workspace.run("init", "--locale", "ko")
        workspace.run("memory", "import", "new.tmx", "-l", "ko")
        texts.append(workspace.read("memory/ko.tmx"))
    base = texts[0]
    lines = texts[-1].split("\n")
    m, q, z = (next(line for line in lines if f"<seg>{name}</seg>" in line) for name in "MQZ")
    ours, theirs = base.replace(m, f"{m}\n{q}"), base.replace(m, f"{m}\n{z}")
    (workspace.root / "l10n.toml").unlink()
    text, code = merge(base, ours, theirs, path="memory/ko.tmx")
    assert (0, [m, q, z]) == (code, sorted(line for line in text.split("\n") if line.startswith("<tu")))
