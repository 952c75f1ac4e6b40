"""A few sentences change, and the translations of the others stay word by word."""

from __future__ import annotations

import pytest

from l10n.alignment import Bead, align
from l10n.catalog.repair import Repair, drafted_sentences, plan_repair
from l10n.model import Draft, Message

OLD = "The ministers met on Monday. They agreed on 12 points. A treaty is far away."
TARGET = "장관들은 월요일에 만났다. 그들은 12개 사항에 합의했다. 조약은 아직 멀다."


def plan(new: str, old: str = OLD, target: str = TARGET, locale: str = "ko") -> Repair:
    repair = plan_repair(old, target, new, "en", locale)
    assert repair is not None
    return repair


def test_changed_sentence_is_drafted() -> None:
    """The changed sentence alone is drafted, in its place."""
    repair = plan(OLD.replace("They agreed on 12 points.", "They quarrelled over 12 points."))
    assert ("They quarrelled over 12 points.",) == repair.sources
    assert "sentence-repair 1/3" == repair.origin
    assert TARGET.replace("그들은 12개 사항에 합의했다.", "@@") == repair.assemble(["@@"])


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD.replace(" They agreed on 12 points.", ""), "장관들은 월요일에 만났다. 조약은 아직 멀다."),
        (OLD.replace(" A treaty is far away.", ""), "장관들은 월요일에 만났다. 그들은 12개 사항에 합의했다."),
        (OLD + " New.", TARGET + " @0"),
        ("New. " + OLD, "@0 " + TARGET),
        (OLD.replace(" They", " New. New too. They"), TARGET.replace(" 그들은", " @0 @1 그들은")),
        (OLD, TARGET),
    ],
    ids=["middle deleted", "end deleted", "end added", "start added", "two added", "unchanged"],
)
def test_sentences_come_and_go(new: str, expected: str) -> None:
    """Deleted sentences take their translations with them, new ones are drafted."""
    repair = plan(new)
    assert expected == repair.assemble([f"@{number}" for number in range(len(repair.sources))])


def test_two_sentences_translated_as_one_stay_together() -> None:
    """Where the translation has one sentence for two, a change in one of them drafts both."""
    old = OLD + " Farmers protested against the cuts, and the police watched them all day long."
    target = (
        "장관들은 월요일에 만나 12개 사항에 합의했다. 조약은 아직 멀다. "
        "농민들은 삭감에 반대해 시위했고, 경찰은 하루 종일 그들을 지켜보았다."
    )
    repair = plan(old.replace("They agreed", "All agreed"), old, target)
    assert ("The ministers met on Monday.", "All agreed on 12 points.") == repair.sources
    assert target.replace("장관들은 월요일에 만나 12개 사항에 합의했다.", "@ @") == repair.assemble(["@", "@"])


def test_no_space_between_japanese_sentences() -> None:
    """Sentences are joined as the locale joins them."""
    target = "閣僚は月曜日に会談した。12項目で合意した。条約はまだ遠い。"
    repair = plan("New. " + OLD, target=target, locale="ja")
    assert "@" + target == repair.assemble(["@"])


def test_line_breaks_of_the_source_are_kept() -> None:
    """A hard break behind a sentence stays behind its translation."""
    repair = plan(OLD.replace("Monday. ", "Monday.\n").replace("They", "Some"))
    assert TARGET.replace("만났다. 그들은 12개 사항에 합의했다.", "만났다.\n@") == repair.assemble(["@"])


@pytest.mark.parametrize(
    ("old", "target", "new"),
    [
        (OLD, TARGET, "Nothing of it is left."),
        ("One sentence about it.", "그것에 관한 한 문장.", "Another sentence."),
        (OLD, "그들은 만났다.", OLD + " New."),
        (OLD, "가. 나. 다. 라. 마. 바. 사.", OLD + " New."),
        (OLD, "", OLD + " New."),
    ],
    ids=["nothing stayed", "one sentence", "far fewer", "far more", "no translation"],
)
def test_no_repair_when_it_is_not_certain(old: str, target: str, new: str) -> None:
    """Without a sentence that stayed, or a certain alignment, there is no plan."""
    assert plan_repair(old, target, new, "en", "ko") is None


def test_drafts_must_be_as_many_as_were_asked_for() -> None:
    """Too few drafts are an error, not a shorter paragraph."""
    with pytest.raises(ValueError, match="1 drafts are needed, not 0"):
        plan(OLD + " New.").assemble([])
    with pytest.raises(ValueError, match="1 drafts are needed, not 2"):
        plan(OLD + " New.").assemble(["@", "@"])


def test_anchors_decide_where_lengths_do_not() -> None:
    """Numbers and names tell which sentences belong together; crossed ones stay in one bead."""
    source = ["It costs $12.", "See `cargo run` now.", "It ends at 9."]
    target = ["`cargo run`을 지금 보라.", "12달러다.", "9시에 끝난다."]
    assert (Bead(0, 2, 0, 2), Bead(2, 3, 2, 3)) == align(source, target)
    expected = tuple(Bead(at, at + 1, at, at + 1) for at in range(3))
    assert expected == align(source, [target[1], target[0], target[2]])


def test_alignment_of_nothing() -> None:
    """No sentences on a side, or far too many, have no alignment."""
    assert align([], ["a"]) is None
    assert align(["a."] * 200, ["a."] * 200) is None


def repaired(former: str, target: str, source: str = "A. C.") -> tuple[str, ...]:
    """The sentences of a repaired translation that a machine wrote."""
    comment = Draft.of("sentence-repair 1/2", source, target).render()
    message = Message(source, target, flags=("fuzzy",), comments=(comment,), previous_msgid="A. B.")
    return drafted_sentences(message, {"A. B.": former}, "ko")


def test_the_sentences_that_a_machine_wrote() -> None:
    """What stands before, between and behind the person's sentences, even where it ends without a mark."""
    assert ("다른 것이다.",) == repaired("하나다. 둘이다.", "하나다. 다른 것이다.")
    assert ("끝없는 것",) == repaired("하나다. 둘이다.", "끝없는 것 둘이다.")
    assert () == repaired("하나다. 둘이다.", "하나다.")
    assert () == drafted_sentences(Message("A.", "하나다."), {}, "ko")


def test_an_unlikely_bead_makes_an_alignment_uncertain() -> None:
    """The best pairing by far has a short sentence stand for a long one, and a long one for a short one."""
    source = ["x" * 60 + ".", "x" * 8 + "."]
    assert align(source, ["가" * 30 + ".", "가" * 4 + "."]) is not None
    assert align(source, ["가" * 8 + ".", "가" * 8 + ".", "가" * 20 + "."]) is None
