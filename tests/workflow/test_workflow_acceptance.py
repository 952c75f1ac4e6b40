"""`status --engines`: what people made of each engine's drafts."""

from __future__ import annotations

import json
import shutil

import pytest

from l10n.catalog.edit import set_target
from l10n.catalog.po import parse_po, render_po

CATALOG = "locales/ko/LC_MESSAGES/first.po"
SOURCES = ["Talks", "The talks went on until late in the evening.", "Nobody knows what comes next, of course.",
           "Trade grew in May and in June."]  # fmt: skip
NONE = {"unchanged": 0, "lightly": 0, "rewritten": 0, "edited": 0, "waiting": 0}


@pytest.fixture
def project(workspace):
    """An article with drafts."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nengine = "pseudo"\n')
    workspace.write("source/first.txt", SOURCES[0] + "\n\n" + "\n".join(SOURCES[1:]) + "\n")
    workspace.run("build")
    return workspace


def counts(workspace) -> list[dict[str, object]]:
    return json.loads(workspace.run("status", "--engines", "--json").stdout)["engines"]


def edit(workspace, number: int, change, approved: bool = True) -> None:
    """As the review page does it."""
    catalog = parse_po(workspace.read(CATALOG).encode(), CATALOG)
    message = next(message for message in catalog.live if message.msgid == SOURCES[number])
    workspace.write(CATALOG, render_po(set_target(catalog, message.key, change(message.msgstr), approved=approved)))


def without_fuzzy(workspace, number: int) -> None:
    """As Poedit does it: the comment stays."""
    entries = workspace.read(CATALOG).split("\n\n")
    changed = [entry.replace("#, fuzzy\n", "") if SOURCES[number] in entry else entry for entry in entries]
    workspace.write(CATALOG, "\n\n".join(changed))


def test_what_people_made_of_drafts(project) -> None:
    """Approved as it was, with a word more, written anew, and waiting; a draft that was edited and not approved
    waits."""
    row = {"locale": "ko", "engine": "pseudo@1"}
    assert [{**row, **NONE, "waiting": 4}] == counts(project)
    edit(project, 0, lambda text: text)
    edit(project, 1, lambda text: text + "!")
    edit(project, 2, lambda text: "아무도 모른다.")
    edit(project, 3, lambda text: text + "!", approved=False)
    assert [{**row, "unchanged": 1, "lightly": 1, "rewritten": 1, "edited": 0, "waiting": 1}] == counts(project)


def test_editors_that_keep_the_comment(project) -> None:
    """The comment alone tells what was approved unchanged; how far an edit went, it does not."""
    for number in (0, 1):
        without_fuzzy(project, number)
    project.write(CATALOG, project.read(CATALOG).replace("⟦Ţĥé ţåļķš", "⟦Ţĥé ţåļķš ţåļķš"))
    shutil.rmtree(project.root / ".l10n")
    assert [{"locale": "ko", "engine": "pseudo@1", **NONE, "unchanged": 1, "edited": 1, "waiting": 2}] == (
        counts(project)
    )
    told = project.run("status", "--engines").stdout
    assert "pseudo@1" in told
    assert "50%" in told
    assert "by how much is not known" in told


def test_the_same_text_in_two_articles_counts_once(project) -> None:
    """An approved text that fills another article is one decision."""
    project.run("approve", "--all", "--failing")
    project.write("source/second.txt", SOURCES[0] + "\n\n" + "\n".join(SOURCES[1:]) + "\n")
    project.run("build")
    assert [{"locale": "ko", "engine": "pseudo@1", **NONE, "unchanged": 4}] == counts(project)


def test_people_who_translate_alone_are_no_evidence(workspace) -> None:
    """Without drafts there is nothing to say; a changed source is not judged by the draft of the former one."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nengine = "pseudo"\n')
    workspace.write("source/first.txt", "Talks\n\nThe talks went on until late.\n")
    workspace.run("update")
    assert [] == counts(workspace)
    assert "no catalog holds a draft of an engine\n" == workspace.run("status", "--engines").stderr
    workspace.run("draft")
    workspace.run("approve", "--all", "--failing")
    workspace.write("source/first.txt", "Talks\n\nThe talks went on until midnight, they say.\n")
    workspace.run("update")
    assert [{"locale": "ko", "engine": "pseudo@1", **NONE, "unchanged": 1}] == counts(workspace)
