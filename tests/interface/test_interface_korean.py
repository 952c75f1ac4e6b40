"""The command line in Korean: what people read is Korean, what programs read stays English."""

from __future__ import annotations

import json

import pytest
from rich.cells import cell_len


@pytest.fixture
def korean(workspace):
    """A project whose configuration asks for Korean, with an article that nobody has translated."""
    workspace.write("l10n.toml", 'locales = ["ko"]\ninterface = "ko"\n')
    workspace.write("source/first.txt", "The Talks\n\nThey met on Friday. The talks went on for an hour.\n")
    return workspace


def test_summaries_are_korean(korean):
    """Counts, states and warnings read as Korean, without plural forms."""
    assert "카탈로그 1개, 1개 저장\n" in korean.run("update").stdout
    built = korean.run("build", "--engine", "none").stdout
    assert "ko: build/ko/에 기사 1개(새로 씀 1, 그대로 0)\n    단위: 승인 0, 초안 0, 원문 바뀜 0, 미번역 2\n" in built
    assert "! 기사 1개가 아직 완성되지 않아, 빠진 부분은 원문 언어로 남아 있습니다: first\n" in built


def test_a_table_is_aligned_by_the_columns_of_a_terminal(korean):
    """A Hangul syllable takes two columns: every row is as wide as its header."""
    korean.run("update")
    header, row = korean.run("status").stdout.splitlines()
    assert "기사      승인  초안  원문 바뀜  미번역  단어  완료" == header
    assert "ko/first     0     0          0       2    13    0%" == row


def test_findings_and_their_summary_are_korean(korean):
    """The severity, the message, the gates and the counts; rules keep their names."""
    korean.run("update")
    lines = korean.run("check", "--fail-under", "ko=90", code=1).stdout.splitlines()
    assert "  20  오류  untranslated  번역이 없는 단위 2개" in lines
    assert ["기준 미달: ko: 승인된 단어 0.0%, 기준 90%", "오류 2개"] == lines[-2:]


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit", "gitlab"])
def test_machine_output_stays_english(korean, form):
    """Not one Hangul syllable, whatever the reader's language."""
    korean.run("update")
    told = korean.run("check", "--format", form, "--fail-under", "ko=90", code=1).stdout
    assert "The Talks" in told
    assert not any("가" <= character <= "힣" for character in told)


def test_errors_are_korean_and_english_for_programs(korean):
    """The message, its hint, and the exit code; in a JSON report the same error is English."""
    done = korean.run("build", "--locale", "xx", code=2)
    assert "오류: 알 수 없는 로캘: 'xx'\n  ko, pt_BR, zh_Hant처럼 쓰세요.\n" == done.stderr
    korean.write("source/bad.txt", b"\xff\xfe")
    report = json.loads(korean.run("update", "--json", code=2).stdout)
    assert ["encoded in UTF-16"] == [error["message"] for error in report["errors"]]


def test_usage_is_korean_by_lang(workspace):
    """What click says by itself follows LANG, and so does a command outside of any project."""
    korean = {"LANG": "ko_KR.UTF-8"}
    done = workspace.run("build", "--foo", code=None, environment=korean)
    assert (2, "사용법: l10n build [OPTIONS]\n도움말: 'l10n build --help'\n\n오류: 그런 옵션이 없습니다: '--foo'.") == (
        done.returncode,
        done.stderr.partition(" Did")[0].rstrip(),
    )
    done = workspace.run("status", code=None, environment=korean)
    assert (2, True) == (done.returncode, "프로젝트가 없습니다" in done.stderr)
    done = workspace.run("build", "--help", code=None, environment=korean)
    assert "갱신하고 초안을 만들어 번역된 기사를 씁니다." in done.stdout
    assert [] == [line for line in done.stdout.splitlines() if cell_len(line) > 80]
