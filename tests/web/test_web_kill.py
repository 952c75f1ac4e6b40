"""A program that dies at any moment leaves a whole catalog."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import time
from pathlib import Path

import pytest

from l10n.catalog.po import parse_po
from l10n.project import find_project
from l10n.workflow.review.articles import Edit, open_article, save

_KILLS = 30
_LONG = "글" * 20_000


def _save_on(root: Path, name: str, said) -> None:
    """Saves one text after the other, and says so."""
    project = find_project(root)
    article = project.articles()[0]
    for number in itertools.count():
        seen = open_article(project, "ko", article).units[0]
        save(project, "ko", article, [Edit(seen.id, seen.etag, f"{name} {number} {_LONG}")])
        said.send(number)


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="needs a fork server")
def test_killed_while_saving(page):
    """Killed again and again in the middle of saving: the catalog reads strictly and holds one whole text, the last or
    the one before; what killed writers leave behind does not pile up."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["l10n.workflow.review.articles", "filelock"])
    moments = random.Random(7)
    page.save(page.unit("Cars"), "자동차", approve="1")
    for run in range(_KILLS):
        heard, said = context.Pipe(duplex=False)
        process = context.Process(target=_save_on, args=(page.project.root, f"run{run}", said))
        process.start()
        said.close()
        last = heard.recv()  # it saves by now
        time.sleep(moments.uniform(0, 0.03))
        process.kill()
        process.join()
        try:
            while True:
                last = heard.recv()
        except EOFError:
            pass
        text = parse_po(page.catalog.read_bytes(), page.catalog).live[0].msgstr
        assert text in (f"run{run} {last} {_LONG}", f"run{run} {last + 1} {_LONG}")
        assert "자동차" == page.unit("Cars").message.msgstr
    leftovers = [path for path in page.catalog.parent.iterdir() if path != page.catalog]
    assert len(leftovers) <= 1
