"""A day in a project, with the real program and git: nothing that a person wrote is lost, nothing old stays."""

from __future__ import annotations

import csv
import io
import subprocess

FIRST = "# Morning\n\nThe council met at nine.\n\nIt decided nothing.\n"
SECOND = "# Evening\n\nThe lights went out early.\n"
WORDS = {
    "Morning": "아침",
    "The council met at nine.": "의회는 9시에 모였다.",
    "It decided nothing.": "아무것도 정하지 않았다.",
}


def git(workspace, *arguments: str, code: int = 0) -> str:
    """Runs git as somebody with a name."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=workspace.root, env=workspace.environment, capture_output=True, text=True
    )
    assert code == done.returncode, done.stdout + done.stderr
    return done.stdout


def translate(workspace, article: str, words: dict[str, str]) -> None:
    """Fills a catalog in as a translator does in an editor."""
    path = workspace.root / f"locales/ko/LC_MESSAGES/{article}.po"
    text = path.read_text("utf-8")
    for source, target in words.items():
        before = f'msgid "{source}"\nmsgstr ""'
        assert before in text
        text = text.replace(before, f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, "utf-8")


def test_a_day_in_a_project(workspace):
    """Set up, translated on two branches, handed off, a locale added, articles renamed and deleted: clean at last."""
    git(workspace, "init", "-q")
    workspace.run("init", "--locale", "ko")
    workspace.write("source/first.md", FIRST)
    workspace.write("source/second.md", SECOND)
    workspace.run("merge-driver", "--install")
    workspace.run("build", "--engine", "none")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-qm", "begun")

    # two people, two branches, different units of one catalog
    git(workspace, "checkout", "-qb", "other")
    translate(workspace, "first", {"It decided nothing.": WORDS["It decided nothing."]})
    git(workspace, "commit", "-qam", "one")
    git(workspace, "checkout", "-q", "main")
    translate(workspace, "first", {"Morning": WORDS["Morning"]})
    git(workspace, "commit", "-qam", "two")
    git(workspace, "merge", "-q", "--no-edit", "other")

    # a hand-off, in which the rest is translated
    workspace.run("export", "--locale", "ko", "--format", "csv", "--output", "out.csv")
    rows = list(csv.DictReader(io.StringIO(workspace.read("out.csv"))))
    for row in rows:
        if row["source"] == "The council met at nine.":
            row |= {"target": WORDS["The council met at nine."], "state": "approved"}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    workspace.write("out.csv", text.getvalue())
    workspace.run("import", "--locale", "ko", "out.csv")

    # a locale comes, an article is renamed, another goes; its words stay in the memory
    translate(workspace, "second", {"Evening": "저녁", "The lights went out early.": "불이 일찍 꺼졌다."})
    workspace.run("build", "--engine", "none")
    assert "# 저녁\n\n불이 일찍 꺼졌다.\n" == workspace.read("build/ko/second.md")
    workspace.run("init", "--locale", "de")
    (workspace.root / "source/first.md").rename(workspace.root / "source/day.md")
    (workspace.root / "source/second.md").unlink()
    workspace.run("update", "--prune")
    ended = workspace.run("build", "--engine", "none", "--clean")
    assert ["deleted build/ko/first.md", "deleted build/ko/second.md"] == [
        line for line in ended.stdout.splitlines() if line.startswith("deleted")
    ]
    assert "# 아침\n\n의회는 9시에 모였다.\n\n아무것도 정하지 않았다.\n" == workspace.read("build/ko/day.md")
    assert FIRST == workspace.read("build/de/day.md")
    assert "불이 일찍 꺼졌다." in workspace.read("memory/ko.tmx")
    assert ["day.po"] == [path.name for path in (workspace.root / "locales/ko/LC_MESSAGES").iterdir()]
    workspace.run("check", "--locale", "ko", "--fail-under", "ko=100")

    # the deleted article comes back
    workspace.write("source/night.md", SECOND)
    workspace.run("build", "--engine", "none", "--locale", "ko")
    assert "# 저녁\n\n불이 일찍 꺼졌다.\n" == workspace.read("build/ko/night.md")
