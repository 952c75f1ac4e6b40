"""`l10n check --fix`: makes certain repairs in the catalogs."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.catalog.rewriting import rewrite_po
from l10n.checks import check_pair
from l10n.model import Draft, Message
from l10n.project import store_for
from l10n.workflow.checking.catalogs import Place, pair_of

_ROUNDS = 20
"""The most repairs made in one text, one after the other."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The repairs made, or to be made, in one catalog."""

    path: Path
    messages: int
    diff: str


def fix_catalogs(places: Iterable[tuple[Path, Place]], *, dry_run: bool = False) -> tuple[Fixed, ...]:
    """Repairs catalogs until no certain repair is left; with `dry_run`, only reports the repairs.

    Raises CatalogError and OSError.
    """
    fixed = []
    for path, place in places:
        count = 0

        def repaired(data: bytes | None, path: Path = path, place: Place = place) -> bytes:
            nonlocal count
            catalog = parse_po(data or b"", path)
            messages = tuple(fix_message(message, place) for message in catalog.messages)
            count = sum(after != before for before, after in zip(catalog.messages, messages, strict=True))
            return rewrite_po(catalog, data, replace(catalog, messages=messages)) if count else data or b""

        store = store_for(path)
        before = store.read(path)
        after = repaired(before)
        if not count:
            continue
        if not dry_run:
            store.revise(path, repaired)
        fixed.append(Fixed(path, count, _diff(before or b"", after, path)))
    return tuple(fixed)


def fix_message(message: Message, place: Place) -> Message:
    """The message with every certain repair of its text made; its state stays as it is."""
    if message.obsolete or not message.translated or message.msgid_plural is not None:
        return message
    target = message.msgstr
    for _ in range(_ROUNDS):
        found = check_pair(pair_of(message, place, message.msgid, target))
        fix = next((diagnostic.fix for diagnostic in found if diagnostic.fix not in (None, target)), None)
        if fix is None:
            break
        target = fix
    if target == message.msgstr:
        return message
    draft = message.draft
    if draft is None or not message.machine_made:
        return replace(message, msgstr=target)
    remark = replace(draft, output_hash=Draft.of("", "", target).output_hash).render()
    comments = tuple(remark if Draft.parse(comment) else comment for comment in message.comments)
    return replace(message, msgstr=target, comments=comments)


def _diff(before: bytes, after: bytes, path: Path) -> str:
    lines = difflib.unified_diff(
        before.decode("utf-8", "replace").splitlines(keepends=True),
        after.decode("utf-8", "replace").splitlines(keepends=True),
        f"a/{path.as_posix()}",
        f"b/{path.as_posix()}",
        n=2,
    )
    return "".join(lines)
