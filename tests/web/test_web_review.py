"""What a translator does on the page, and what becomes of the files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from l10n.catalog.po import parse_po, render_po
from l10n.model import Draft, Message, State
from l10n.web.session import Session
from l10n.workflow.review.day import DayCount


def write(page, change):
    """Changes the catalog's messages as another program would."""
    catalog = parse_po(page.catalog.read_bytes(), page.catalog)
    page.catalog.write_bytes(render_po(replace(catalog, messages=tuple(map(change, catalog.messages)))))


def drafted(message: Message) -> Message:
    """The message with a machine's draft."""
    mark = Draft.of("mt test", message.msgid, "초안 20 25%")
    return replace(message, msgstr="초안 20 25%", flags=("fuzzy",), comments=(mark.render(),))


def test_overview_counts_units(page):
    """The list of articles says how far each is, in every state."""
    page.save(page.unit("First Call"), "첫 통화", approve="1")
    html = page.client.get("/").text
    assert f'href="{page.base}"' in html
    assert '<td class="number">1</td>' in html


def test_article_shows_every_unit_in_order_with_its_language(page):
    """Source and target stand side by side, in the order of the article, each with its language and direction."""
    html = page.client.get(page.base).text
    places = [html.index(f'id="u-{unit.id}"') for unit in page.units]
    assert sorted(places) == places
    assert len(places) == html.count('<div lang="en" dir="ltr"')
    assert 'role="heading" aria-level="2"' in html
    assert 'class="unit t-table-cell level-0"' in html
    assert 'Ships came <span class="markup">**</span><span class="strong">second</span>' in html


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ("mt argos-en-ko@1.1", "거침: 다시 써야 함"),
        ("mt bergamot-en-ko@base-memory-3.0-12345678", "좋음: 다듬으면 됨"),
        ("tm 92%", ""),
    ],
)
def test_a_draft_says_what_its_engine_is_worth(page, origin, shown):
    """Where it came from, and what can be expected of that; a person's text says neither."""

    def by(message):
        mark = Draft.of(origin, message.msgid, "초안 20 25%")
        return replace(message, msgstr="초안 20 25%", flags=("fuzzy",), comments=(mark.render(),))

    write(page, by)
    html = page.client.get(page.base, headers={"Accept-Language": "ko"}).text
    assert origin in html
    assert (len(page.units) if shown else 0) == html.count(shown or "거침")
    page.save(page.unit("First Call"), "첫 통화", approve="1")
    assert (len(page.units) - 1 if shown else 0) == page.client.get(
        page.base, headers={"Accept-Language": "ko"}
    ).text.count(shown or "거침")


def test_right_to_left_text_says_so(page):
    """An Arabic translation runs from right to left."""
    page.session.locales = ("ko", "ar")
    path = page.project.catalog_path("ar", "call")
    path.parent.mkdir(parents=True)
    path.write_bytes(page.catalog.read_bytes())
    assert 'lang="ar" dir="rtl"' in page.client.get(page.base.replace("/ko/", "/ar/")).text


def test_saving_an_untranslated_unit_makes_a_draft_and_approving_accepts_it(page):
    """What a person saves is not approved before they say so."""
    unit = page.unit("First Call")
    answer = page.save(unit, "첫 통화")
    assert 'data-state="draft"' in answer.text
    assert State.DRAFT is page.unit("First Call").message.state
    page.save(page.unit("First Call"), "첫 통화", approve="1")
    assert ("첫 통화", State.APPROVED) == (
        page.unit("First Call").message.msgstr,
        page.unit("First Call").message.state,
    )


def test_saving_keeps_an_approved_unit_approved(page):
    """A correction of approved text needs no second approval."""
    page.save(page.unit("First Call"), "첫 통화", approve="1")
    page.save(page.unit("First Call"), "첫 전화")
    assert State.APPROVED is page.unit("First Call").message.state


def plural(page):
    """Puts a message with two plural forms into the catalog, and gives its unit."""
    catalog = parse_po(page.catalog.read_bytes(), page.catalog)
    message = Message("one **ship**", msgid_plural="many ships", msgstr_plural=("", ""))
    page.catalog.write_bytes(render_po(replace(catalog, messages=(message, *catalog.messages))))
    return page.units[0]


def test_plural_forms_are_edited_each_by_itself(page):
    """Every form has its field; the unit is approved when all of them have text."""
    unit = plural(page)
    html = page.client.get(page.base).text
    assert 'aria-label="Translation of unit 1, Form 2"' in html
    assert "many ships" in html
    page.save(unit, ["배", ""], approve="1")
    assert (("배", ""), State.UNTRANSLATED) == (page.units[0].message.msgstr_plural, page.units[0].message.state)
    answer = page.save(page.units[0], ["배\r\n", "배들"], approve="1")
    assert 'data-state="approved"' in answer.text
    assert (("배\n", "배들"), State.APPROVED) == (page.units[0].message.msgstr_plural, page.units[0].message.state)
    page.save(page.units[0], ["배", "배들"])
    assert State.APPROVED is page.units[0].message.state
    page.save(page.units[0], ["하나만"])
    assert ("배", "배들") == page.units[0].message.msgstr_plural
    page.post(page.base + "/undo")
    assert ("배\n", "배들") == page.units[0].message.msgstr_plural


def test_a_conflict_of_plural_forms_shows_them_all(page):
    """Both versions are shown, form below form."""
    unit = plural(page)
    page.save(unit, ["남의 배", "남의 배들"])
    answer = page.save(unit, ["나의 배", "나의 배들"])
    assert 409 == answer.status_code
    assert "남의 배\n남의 배들</p>" in answer.text


def test_the_work_of_the_day_outlives_a_run(page):
    """Each unit counts once, what was taken back does not, and tomorrow begins with nothing."""
    first, second = page.units[:2]
    page.save(first, "하나", approve="1")
    page.save(page.unit(first.message.msgid), "둘", approve="1")
    page.save(second, "셋")
    again = Session(page.project, ("ko",), page.session.clock)
    assert DayCount(edited=2, approved=1) == again.today("ko")
    assert "Today: 2 edited, 1 approved" in page.client.get(page.base + "/progress").text
    assert "Today: 2 edited, 1 approved" in page.client.get("/").text
    page.post(page.base + "/undo")
    assert DayCount(edited=1, approved=1) == again.today("ko")
    page.post(page.base + "/undo")
    assert DayCount(edited=1, approved=1) == again.today("ko")
    page.post(page.base + "/undo")
    assert DayCount() == again.today("ko") == again.today("pt_BR")
    page.save(page.units[0], "넷")
    tomorrow = Session(page.project, ("ko",), lambda: page.session.clock() + timedelta(days=1))
    assert DayCount() == tomorrow.today("ko")


def test_line_ends_of_forms_do_not_reach_the_file(page):
    """Forms send CR LF; catalogs hold LF."""
    page.save(page.unit("First Call"), "첫\r\n통화")
    assert "첫\n통화" == page.unit("First Call").message.msgstr


def test_a_save_answers_with_the_new_etag_and_findings(page):
    """Findings appear as soon as a unit is saved, with the repair where one is certain."""
    answer = page.save(page.unit("The call lasted 20 minutes."), "통화는 30분간 이어졌다.")
    assert page.unit("The call lasted 20 minutes.").etag in answer.text
    assert '<span class="rule" title="number">number</span> missing: 20; added: 30' in answer.text
    fixable = page.save(page.unit("First Call"), "첫 통화\u200b").text
    assert 'data-fix="첫 통화"' in fixable


def test_conflict_shows_both_versions_and_changes_nothing(page):
    """When somebody else changed the unit, the page gets 409 with their version, and the file keeps it."""
    seen = page.unit("First Call")
    write(page, lambda message: replace(message, msgstr="남의 통화") if message.msgid == "First Call" else message)
    before = page.catalog.read_bytes()
    answer = page.save(seen, "나의 통화")
    assert 409 == answer.status_code
    assert "남의 통화" in answer.text
    assert "<ins>나의</ins>" in answer.text
    assert before == page.catalog.read_bytes()
    kept = page.save(seen, "나의 통화", force=page.unit("First Call").etag)
    assert 200 == kept.status_code
    assert "나의 통화" == page.unit("First Call").message.msgstr


def test_the_same_save_twice_is_no_conflict(page):
    """A request that is repeated finds its own work done."""
    seen = page.unit("First Call")
    assert [200, 200] == [page.save(seen, "첫 통화").status_code for _ in range(2)]


def test_a_unit_that_left_the_catalog_is_a_conflict(page):
    """The text is not lost in silence: the page is told, and keeps it."""
    seen = page.unit("First Call")
    write(
        page, lambda message: replace(message, msgid="First Phone Call") if message.msgid == "First Call" else message
    )
    answer = page.save(seen, "첫 통화")
    assert 409 == answer.status_code
    assert "has left the article" in answer.text


def test_a_damaged_catalog_is_left_alone(page):
    """A file that cannot be read is not written; the page says where it is damaged."""
    unit = page.unit("First Call")
    page.catalog.write_bytes(page.catalog.read_bytes() + b'\nmsgid "open\n')
    before = page.catalog.read_bytes()
    answer = page.save(unit, "첫 통화")
    assert 422 == answer.status_code
    assert "call.po:" in answer.text
    assert before == page.catalog.read_bytes()


def test_errors_are_in_the_language_of_the_page(page):
    """What is wrong with a catalog, a way that is none, and a refusal are said in Korean to who reads Korean."""
    asked = {"accept-language": "ko"}
    address = f"{page.base}/unit/none"
    assert (404, "이 단위는 이제 기사에 없습니다.") == _told(page.client.get(f"{address}/help", headers=asked))
    refused = page.client.get(page.base, headers={**asked, "sec-fetch-site": "cross-site"})
    assert (403, "다른 사이트가 이 페이지를 요청했습니다.\n") == _told(refused)
    page.catalog.write_bytes(page.catalog.read_bytes() + b'\nmsgid "open\n')
    status, text = _told(page.client.get(page.base, headers=asked))
    assert 422 == status
    assert '문자열을 닫는 "가 없습니다\n  같은 줄에서 닫으세요.' in text
    assert "the string has no closing" in page.client.get(page.base).text


def _told(answer):
    return answer.status_code, answer.text


def test_changes_on_disk_are_told(page):
    """The page asks with what it knows; the answer is nothing, or every unit's etag."""
    html = page.client.get(page.base).text
    stamp = html.partition('data-stamp="')[2].partition('"')[0]
    source = html.partition('data-source="')[2].partition('"')[0]
    known = {"stamp": stamp, "source": source}
    assert 204 == page.client.get(page.base + "/changes", params=known).status_code
    before = {unit.id: unit.etag for unit in page.units}
    write(page, lambda message: replace(message, msgstr="새") if message.msgid == "First Call" else message)
    etags = page.client.get(page.base + "/changes", params=known).json()["units"]
    assert [page.unit("First Call").id] == [key for key in etags if etags[key] != before[key]]
    fragment = page.client.get(page.base + "/units", params={"ids": page.unit("First Call").id}).text
    assert 1 == fragment.count("<form")
    assert "새</textarea>" in fragment


def test_a_changed_article_is_taken_in(page):
    """When the writer changes the article the page can merge it without leaving."""
    path = page.project.source / "call.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    assert 200 == page.post(page.base + "/update").status_code
    assert page.unit("One more line.")


def test_bulk_approval_leaves_what_changed_meanwhile(page):
    """Of a selection, what is as it was seen is approved in one write; the rest is counted."""
    write(page, drafted)
    units = page.units
    write(page, lambda message: replace(message, msgstr="바뀜") if message.msgid == "First Call" else message)
    answer = page.post(page.base + "/approve", {"unit": [f"{unit.id}:{unit.etag}" for unit in units]})
    assert {"changed": len(units) - 1, "conflicts": 1} == answer.json()
    assert State.DRAFT is page.unit("First Call").message.state
    assert all(not each.message.comments for each in page.units if each.message.state is State.APPROVED)


def test_undo_takes_back_the_last_step_byte_for_byte(page):
    """A save, a bulk approval: each is one step, and the file is as it was."""
    write(page, drafted)
    first = page.catalog.read_bytes()
    page.post(page.base + "/approve", {"unit": [f"{unit.id}:{unit.etag}" for unit in page.units]})
    second = page.catalog.read_bytes()
    page.save(page.unit("First Call"), "첫 통화")
    assert 1 == page.post(page.base + "/undo").json()["changed"]
    assert second == page.catalog.read_bytes()
    assert len(page.units) == page.post(page.base + "/undo").json()["changed"]
    assert first == page.catalog.read_bytes()
    assert {"changed": 0, "conflicts": 0} == page.post(page.base + "/undo").json()


def test_undo_stays_in_its_article(page):
    """What was done in another locale's catalog, later, is not what this page takes back."""
    page.session.locales = ("ko", "ar")
    path = page.project.catalog_path("ar", "call")
    path.parent.mkdir(parents=True)
    path.write_bytes(page.catalog.read_bytes())
    unit = page.unit("First Call")
    page.save(unit, "첫 통화")
    arabic = page.base.replace("/ko/", "/ar/")
    page.post(f"{arabic}/unit/{unit.id}", {"text": "المكالمة", "etag": unit.etag})
    page.post(page.base + "/undo")
    assert "" == page.unit("First Call").message.msgstr
    assert "المكالمة" in path.read_text(encoding="utf-8")


def test_undo_leaves_what_somebody_changed_since(page):
    """Undo never takes another person's words."""
    page.save(page.unit("First Call"), "첫 통화")
    write(page, lambda message: replace(message, msgstr="남의") if message.msgid == "First Call" else message)
    assert {"changed": 0, "conflicts": 1} == page.post(page.base + "/undo").json()
    assert "남의" == page.unit("First Call").message.msgstr


def test_replacing_in_the_article(page):
    """One text is put in the place of another in all translations; states stay, and it can be undone."""
    write(page, drafted)
    before = page.catalog.read_bytes()
    assert len(page.units) == page.post(page.base + "/replace", {"find": "초안", "put": "원고"}).json()["changed"]
    assert {"원고 20 25%"} == {unit.message.msgstr for unit in page.units}
    assert 0 == page.post(page.base + "/replace", {"find": "", "put": "x"}).json()["changed"]
    page.post(page.base + "/undo")
    assert before == page.catalog.read_bytes()


def test_help_has_matches_terms_notes_and_the_previous_source(page):
    """What is approved here helps with what is similar; a changed source shows its change word by word."""
    page.save(page.unit("The call lasted 20 minutes."), "통화는 20분간 이어졌다.", approve="1")
    path = page.project.source / "call.md"
    text = path.read_text(encoding="utf-8").replace("lasted 20 minutes", "lasted 25 minutes")
    path.write_text(text.replace("## What", "<!-- l10n:note Not a quote. -->\n\n## What"), encoding="utf-8")
    page.post(page.base + "/update")
    unit = page.unit("The call lasted 25 minutes.")
    html = page.client.get(f"{page.base}/unit/{unit.id}/help").text
    assert "<del>20</del><ins>25</ins>" in html
    assert 'data-replace="통화는 20분간 이어졌다."' in html
    assert "Not a quote." in page.client.get(f"{page.base}/unit/{page.unit('What Was Said').id}/help").text
    assert 'data-insert="무역"' in page.client.get(f"{page.base}/unit/{page.unit('Trade came first.').id}/help").text


def test_concordance_finds_approved_text(page):
    """Words are found in approved sources and translations of the locale."""
    page.save(page.unit("First Call"), "첫 통화", approve="1")
    assert "첫 통화" in page.client.get("/search", params={"locale": "ko", "q": "First"}).text
    assert 404 == page.client.get("/search", params={"locale": "xx", "q": "First"}).status_code


def test_preview_is_the_compiled_article(page):
    """The preview shows translations where there are any, the source elsewhere."""
    page.save(page.unit("First Call"), "첫 통화")
    html = page.client.get(page.base + "/preview").text
    assert "<h1>첫 통화</h1>" in html
    assert '<html lang="ko" dir="ltr">' in html


def test_findings_speak_the_readers_language(page):
    """A Korean reader gets the rule's name and what it found in Korean; filters still know the rule's id."""
    page.save(page.unit("The call lasted 20 minutes."), "통화는 30분간 이어졌다.")
    html = page.client.get(page.base + "/findings", headers={"Accept-Language": "ko"}).text
    assert '<span class="rule" title="number">숫자</span> 빠짐: 20; 더해짐: 30' in html
    assert '<span id="rules" data-rules="number"></span>' in html


def test_findings_of_the_article_come_in_one_answer(page):
    """Every unit's findings are put in their places, and the rules are listed for the filter."""
    write(page, drafted)
    html = page.client.get(page.base + "/findings").text
    assert 'data-rules="' in html
    assert f'id="f-{page.unit("First Call").id}" hx-swap-oob="outerHTML"' in html


@pytest.mark.parametrize(
    ("accepted", "expected"), [("ko-KR,en;q=0.5", "승인"), ("fr,en;q=0.5", "Approve"), ("", "Approve")]
)
def test_interface_speaks_the_readers_language(page, accepted, expected):
    """Korean browsers get Korean; a choice made on the page wins."""
    assert f">{expected}</button>" in page.client.get(page.base, headers={"Accept-Language": accepted}).text
    page.client.get("/language", params={"tag": "ko"})
    assert "<title>call · 한국어" in page.client.get(page.base).text
    assert ">승인</button>" in page.client.get(page.base, headers={"Accept-Language": accepted}).text


@pytest.mark.parametrize("pattern", ["%(%", "(a|aa)+$"])
def test_a_flag_with_a_wrong_or_endless_pattern(page, pattern):
    """The page answers, and says beside the unit that its placeholders were not compared."""
    endless = "a" * 60 + "b"
    flagged = f'placeholders:r"{pattern}"'
    write(page, lambda message: replace(message, msgstr=endless, flags=(flagged,)))
    for path in ("", "/findings"):
        answer = page.client.get(page.base + path)
        assert 200 == answer.status_code
    assert "not compared" in answer.text
