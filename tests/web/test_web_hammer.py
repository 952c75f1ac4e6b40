"""Many writers, one catalog: nothing is lost."""

from __future__ import annotations

import os
import threading
from dataclasses import replace

from l10n.catalog.po import parse_po, render_po
from l10n.project import find_project
from l10n.workflow.catalogs import update
from l10n.workflow.review.articles import Edit, Saved, open_article, save

_ROUNDS = 25


def test_two_windows_and_another_program_lose_nothing(page):
    """Two windows save units of their own, an editor rewrites the whole file, and `update` runs beside them: of every
    unit the file has the text that was saved last."""
    units = page.units
    mine, yours, theirs = units[0::3], units[1::3], units[2::3]
    saved = {"window": 0, "editor": 0}
    wanted: dict[str, str] = {}
    failures: list[BaseException] = []
    project, article = page.project, page.project.articles()[0]

    def window(own, name):
        for number in range(_ROUNDS):
            for seen in own:
                current = next(unit for unit in open_article(project, "ko", article).units if unit.id == seen.id)
                text = f"{name} {number}"
                result: Saved = save(project, "ko", article, [Edit(seen.id, current.etag, text)])
                assert not result.conflicts
                wanted[seen.id] = text
                saved["window"] += 1

    def editor():
        for number in range(_ROUNDS):
            for seen in theirs:
                wanted[seen.id] = text = f"editor {number}"

                def rewritten(data, key=seen.message.key, text=text):
                    catalog = parse_po(data, page.catalog)
                    found = (replace(each, msgstr=text) if each.key == key else each for each in catalog.messages)
                    return render_po(replace(catalog, messages=tuple(found)))

                project.store.revise(page.catalog, rewritten)
                saved["editor"] += 1

    def updater():
        for _ in range(5):
            update(find_project(project.root), ["ko"], clock=page.session.clock)

    def guarded(work, *arguments):
        try:
            work(*arguments)
        except BaseException as error:
            failures.append(error)

    threads = [
        threading.Thread(target=guarded, args=job)
        for job in ((window, mine, "one"), (window, yours, "two"), (editor,), (updater,))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == failures
    assert {"window": _ROUNDS * (len(mine) + len(yours)), "editor": _ROUNDS * len(theirs)} == saved
    assert wanted == {unit.id: unit.message.msgstr for unit in page.units}


def test_of_two_saves_of_one_unit_one_wins_and_one_is_told(page):
    """Two windows that saw the same unit: exactly one saves, the other gets the conflict, every time."""
    article = page.project.articles()[0]
    for number in range(20):
        seen = page.units[0]
        results: list[Saved] = []
        barrier = threading.Barrier(2)

        def window(text, seen=seen, results=results, barrier=barrier):
            barrier.wait()
            results.append(save(page.project, "ko", article, [Edit(seen.id, seen.etag, text)]))

        threads = [threading.Thread(target=window, args=(f"{name} {number}",)) for name in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [0, 1] == sorted(len(result.conflicts) for result in results)
        winner = next(result for result in results if not result.conflicts)
        assert winner.changed[0][1].msgstr == page.units[0].message.msgstr


def test_another_program_writes_at_the_last_moment(page, monkeypatch):
    """A program that knows no lock writes while the page's text is on its way to the disk: both texts are kept."""
    first, second = page.units[:2]
    fsync, moments = os.fsync, []

    def interrupted(handle):
        fsync(handle)
        if not moments:
            moments.append(page.catalog)
            catalog = parse_po(page.catalog.read_bytes(), page.catalog)
            found = (
                replace(each, msgstr="theirs") if each.key == second.message.key else each for each in catalog.messages
            )
            page.catalog.write_bytes(render_po(replace(catalog, messages=tuple(found))))

    monkeypatch.setattr(os, "fsync", interrupted)
    saved = save(page.project, "ko", page.project.articles()[0], [Edit(first.id, first.etag, "mine")])
    assert moments
    assert not saved.conflicts
    assert ["mine", "theirs"] == [unit.message.msgstr for unit in page.units[:2]]
    assert [page.catalog] == list(page.catalog.parent.iterdir())
