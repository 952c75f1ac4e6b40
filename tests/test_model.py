"""The state of a message is read from the message alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from l10n.model import Draft, Message, State

DRAFT = Message("A text", "글", flags=("fuzzy",), comments=(Draft.of("mt argos-en-ko@1.9", "A text", "글").render(),))


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (State.DRAFT, DRAFT),
        (State.STALE, replace(DRAFT, msgid="Another text")),
        (State.DRAFT, replace(DRAFT, previous_msgid="An old text")),
        (State.STALE, replace(DRAFT, comments=(), previous_msgid="An old text")),
        (State.DRAFT, replace(DRAFT, comments=())),
        (State.APPROVED, replace(DRAFT, flags=())),
        (State.UNTRANSLATED, replace(DRAFT, msgstr="")),
        (State.OBSOLETE, replace(DRAFT, obsolete=True)),
    ],
)
def test_state(state: State, message: Message) -> None:
    """A draft of another source is stale, whatever else the message says; without a stamp, the previous text tells."""
    assert state is message.state
