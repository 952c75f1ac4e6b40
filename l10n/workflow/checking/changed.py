"""`l10n check --changed REF`: leaves out findings about units that a git revision already has."""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.errors import CatalogError, ConfigurationError, L10nError
from l10n.files import read_file
from l10n.model import Finding, Message
from l10n.translatable import Text

_Text = tuple[str | None, str, str, bool]


def changed_findings(findings: Sequence[Finding], folder: Path, ref: str) -> tuple[Finding, ...]:
    """The findings about units whose text or state differs from the git revision `ref`. The findings' paths are
    relative to `folder`. Raises ConfigurationError when `folder` is in no git repository or the revision does not
    exist."""
    _git(
        folder,
        "rev-parse",
        "--verify",
        "--quiet",
        f"{ref}^{{commit}}",
        why=Text("no git revision {ref!r} here", ref=ref),
        hint=_shallow(folder),
    )
    known = {path: _texts(folder, path, ref) for path in {finding.path for finding in findings}}
    now = {path: _present(folder / path) for path in known}
    return tuple(finding for finding in findings if not _stands(finding, known[finding.path], now[finding.path]))


def _stands(finding: Finding, known: set[_Text] | None, now: dict[tuple[str | None, str], _Text]) -> bool:
    """Whether the revision already has the text that the finding is about."""
    if known is None:
        return False
    if finding.msgid is None:
        return known == set(now.values())
    return now.get((finding.msgctxt, finding.msgid)) in known


def _texts(folder: Path, path: str, ref: str) -> set[_Text] | None:
    """The texts of a catalog at a revision; None if it did not exist or is not readable."""
    try:
        data = _git(folder, "show", f"{ref}:./{path}", why="")
        return {_text(message) for message in parse_po(data, path).live}
    except (ConfigurationError, CatalogError):
        return None


def _present(path: Path) -> dict[tuple[str | None, str], _Text]:
    try:
        messages: Iterable[Message] = parse_po(read_file(path), path).live
    except (L10nError, OSError):
        return {}
    return {message.key: _text(message) for message in messages}


def _text(message: Message) -> _Text:
    return message.msgctxt, message.msgid, "\0".join((message.msgstr, *message.msgstr_plural)), message.fuzzy


def _shallow(folder: Path) -> Text:
    """What to do about a missing revision; in a shallow clone most are missing."""
    answer = _git(folder, "rev-parse", "--is-shallow-repository", why=Text("there is no git repository here"))
    if answer.strip() == b"true":
        return Text("This is a shallow clone: fetch its history first (`fetch-depth: 0` in actions/checkout).")
    return _HINT


_HINT = Text("`--changed` compares with a git revision.")


def _git(folder: Path, *arguments: str, why: str | Text, hint: Text = _HINT) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ConfigurationError(why, path=folder, hint=hint) from error
    return done.stdout
