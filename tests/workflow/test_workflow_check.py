"""`l10n check` as CI runs it: findings, gates, exit codes and output formats."""

from __future__ import annotations

import json
import re
import subprocess
from xml.etree import ElementTree

import pytest

from l10n.project import find_project
from l10n.text import expressions
from l10n.workflow.checking.gate import Gate
from l10n.workflow.checking.run import Request, run_checks

ARTICLE = """A short title

The first paragraph has two sentences. It says that 25% is a lot.
The second paragraph has one sentence and it is here.
"""
KOREAN = {
    "A short title": "짧은 제목",
    "The first paragraph has two sentences. It says that 25% is a lot.": "첫 단락은 두 문장이다. 25%는 많다고 한다.",
    "The second paragraph has one sentence and it is here.": "둘째 단락은 한 문장이며 여기 있다.",
}
CATALOG = "locales/ko/LC_MESSAGES/first.po"


@pytest.fixture
def project(workspace):
    """A project whose only article is fully translated and approved."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.txt", ARTICLE)
    workspace.run("update")
    translate(workspace, KOREAN)
    return workspace


def translate(workspace, translations):
    """Writes translations into the catalog, whatever stood there before."""
    text = workspace.read(CATALOG)
    for source, target in translations.items():
        text = re.sub(
            rf'(msgid "{re.escape(source)}"\nmsgstr ")[^"\n]*"',
            lambda found, target=target: f'{found[1]}{target}"',
            text,
        )
    workspace.write(CATALOG, text)


def check(workspace, *arguments, code=0):
    """The JSON document of a check."""
    return json.loads(workspace.run("check", "--json", *arguments, code=code).stdout)


def rules(document):
    return sorted({finding["rule"] for finding in document["findings"]})


def test_a_complete_translation_passes(project):
    """Nothing is found, and the summary counts what was looked at."""
    document = check(project)
    assert ([], 3, True) == (document["findings"], document["summary"]["units"], document["summary"]["passed"])


def test_a_missing_translation_fails(project):
    """One empty msgstr is exit code 1, with the line of the entry."""
    translate(project, {"A short title": ""})
    (finding,) = check(project, code=1)["findings"]
    line = project.read(CATALOG).splitlines().index('msgid "A short title"') + 2
    assert ("untranslated", "error", line) == (finding["rule"], finding["severity"], finding["line"])


def test_a_source_that_was_not_merged_yet_counts(project):
    """The article is checked as it is now, whether or not `update` has run."""
    project.write("source/first.txt", ARTICLE + "A third paragraph that nobody has translated so far.\n")
    assert ["untranslated"] == rules(check(project, code=1))


def test_a_changed_number_fails(project):
    """A number that is not the source's is an error, with line and column of the msgstr."""
    source = "The first paragraph has two sentences. It says that 25% is a lot."
    translate(project, {source: "첫 단락은 두 문장이다. 15%는 많다고 한다."})
    finding = next(found for found in check(project, code=1)["findings"] if found["rule"] == "number")
    lines = project.read(CATALOG).splitlines()
    assert "error" == finding["severity"]
    assert 'msgstr "첫 단락은' in lines[finding["line"] - 1]


def test_text_output_shows_the_place(project):
    """For people: grouped by file, the target line, and marks below the place."""
    translate(project, {"A short title": "짧은  제목"})
    output = project.run("check", "--fail-on", "warning", code=1).stdout
    assert output.startswith(CATALOG)
    assert "double-space" in output
    assert "\n      짧은  제목\n" in output
    assert re.search(r"\n {10}\^+\n", output), "two syllables take four columns"


def test_drafts_warn_and_never_fail_by_themselves(project):
    """A draft is a warning; with --fail-on warning it fails."""
    project.write("source/first.txt", ARTICLE + "A third paragraph that nobody has translated so far.\n")
    project.run("build", "--engine", "pseudo")
    assert "draft" in rules(check(project))
    check(project, "--fail-on", "warning", code=1)


def test_fail_under_counts_approved_words(project):
    """--fail-under compares the percent of source words that people approved."""
    check(project, "--fail-under", "ko=100")
    translate(project, {"A short title": ""})
    document = check(project, "--fail-on", "never", "--fail-under", "ko=95", code=1)
    assert ["ko: 88.5% of the words are approved, 95% must be"] == document["summary"]["unmet"]
    check(project, "--fail-on", "never", "--fail-under", "ko=80")
    check(project, "--fail-on", "never", "--fail-under", "95", code=1)
    check(project, "--fail-on", "never", "--fail-under", "95", "--fail-under", "ko=80")


@pytest.mark.parametrize("value", ["ko", "ko=x", "ko=101", "=5", "101", ""])
def test_a_wrong_minimum_is_refused(project, value):
    """--fail-under wants PERCENT or LOCALE=PERCENT."""
    project.run("check", "--fail-under", value, code=2)


def test_a_locale_without_anything_never_passes(project):
    """A locale that was never begun is not complete."""
    project.write("l10n.toml", project.read("l10n.toml").replace('["ko"]', '["ko", "ja"]'))
    assert not check(project, "--locale", "ja", code=1)["summary"]["passed"]
    check(project, "--locale", "ja", "--fail-under", "ja=1", code=1)
    check(project, "--locale", "ja", "--fail-on", "never", "--fail-under", "ja=0", code=1)


def test_an_orphan_is_found(project):
    """A catalog whose article is gone is named."""
    project.write("locales/ko/LC_MESSAGES/gone.po", project.read(CATALOG))
    assert ["orphan"] == rules(check(project))


def test_an_unreadable_catalog_is_a_finding_and_exit_code_2(project):
    """A syntax error has its position in the findings."""
    project.write(CATALOG, project.read(CATALOG).replace('msgstr "짧은 제목"', 'msgstr "짧은 제목'))
    document = check(project, code=2)
    finding = next(found for found in document["findings"] if found["rule"] == "po-syntax")
    assert 'msgstr "짧은 제목' == project.read(CATALOG).splitlines()[finding["line"] - 1]


def test_a_po_file_alone_can_be_checked(workspace):
    """`check FILE.po` needs no project."""
    workspace.write(
        "app.po",
        'msgid ""\nmsgstr ""\n"Language: ko\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Costs 5 dollars"\nmsgstr "비용은 6달러"\n\nmsgid "Hello"\nmsgstr ""\n',
    )
    document = check(workspace, "app.po", code=1)
    assert {"number", "untranslated"} <= set(rules(document))
    assert {"app.po"} == {finding["path"] for finding in document["findings"]}


def test_a_unit_can_silence_a_rule(project):
    """`# l10n-ignore: number` above an entry leaves that rule out."""
    translate(project, {"The first paragraph has two sentences. It says that 25% is a lot.": "첫 단락은 두 문장이다."})
    assert "number" in rules(check(project, code=1))
    text = project.read(CATALOG).replace('msgid "The first', '# l10n-ignore: number, length-ratio\nmsgid "The first')
    lines = text.split("\n\n")
    fixed = ["\n".join(sorted(entry.split("\n"), key=lambda line: not line.startswith("# "))) for entry in lines]
    project.write(CATALOG, "\n\n".join(fixed))
    assert "number" not in rules(check(project))


def test_the_configuration_leaves_rules_out_and_sets_severities(project):
    """`checks.ignore` and `checks.severity` in the configuration."""
    translate(project, {"A short title": "짧은  제목"})
    assert ["double-space"] == rules(check(project))
    project.write("l10n.toml", 'locales = ["ko"]\n[checks]\nseverity = {double-space = "error"}\n')
    check(project, code=1)
    project.write("l10n.toml", 'locales = ["ko"]\n[checks]\nignore = ["double-space:ko:fir*"]\n')
    assert [] == rules(check(project))
    project.write("l10n.toml", 'locales = ["ko"]\n[checks]\nignore = ["no-such-rule"]\n')
    assert "no rule 'no-such-rule'" in project.run("check", code=2).stderr


def test_a_baseline_forgives_old_debt_and_only_shrinks(project):
    """What is listed is forgiven, what is new fails, what is gone leaves the file when that is asked for."""
    translate(project, {"A short title": "", "The second paragraph has one sentence and it is here.": ""})
    check(project, "--baseline", "debt.json", "--update-baseline")
    assert 2 == len(json.loads(project.read("debt.json"))["findings"])
    check(project, "--baseline", "debt.json")
    translate(project, {"A short title": "짧은 제목"})
    done = project.run("check", "--baseline", "debt.json")
    assert "no longer occurs; --update-baseline takes it off" in done.stderr.replace("\n", " ")
    assert 2 == len(json.loads(project.read("debt.json"))["findings"])
    check(project, "--baseline", "debt.json", "--update-baseline")
    assert 1 == len(json.loads(project.read("debt.json"))["findings"])
    translate(project, {"A short title": ""})
    check(project, "--baseline", "debt.json", code=1)


def test_a_baseline_that_is_not_there_is_no_gate(project):
    """A wrong name forgives nothing and writes nothing."""
    assert "--update-baseline" in project.run("check", "--baseline", "debt.json", code=2).stderr
    assert not (project.root / "debt.json").exists()


def test_rules_are_selected_and_ignored(project):
    """Only the findings of the wanted rules count; a name that no rule has is refused with the nearest."""
    translate(project, {"A short title": "짧은  제목", "The second paragraph has one sentence and it is here.": ""})
    assert ["double-space", "untranslated"] == rules(check(project, code=1))
    assert ["double-space"] == rules(check(project, "--select", "double-*"))
    assert ["double-space"] == rules(check(project, "--ignore", "untranslated"))
    assert [] == rules(check(project, "--select", "double-space", "--ignore", "double-space"))
    assert "Did you mean 'double-space'?" in project.run("check", "--ignore", "double-spaces", code=2).stderr


def test_statistics_count_by_rule(project):
    """The number of findings by rule stands alone with --statistics, and at the end of the text otherwise."""
    translate(project, {"A short title": "짧은  제목", "The second paragraph has one sentence and it is here.": ""})
    counts = "1  warning  double-space\n1  error  untranslated\n1 error, 1 warning\n"
    assert counts == project.run("check", "--statistics", code=1).stdout
    assert project.run("check", code=1).stdout.endswith(f"\n{counts}")
    document = check(project, "--statistics", code=1)
    assert ([], {"double-space": 1, "untranslated": 1}) == (document["findings"], document["summary"]["rules"])


def test_units_to_do_are_one_line_an_article(project):
    """Many units without a translation are told once; in machines' output each is a finding."""
    translate(project, dict.fromkeys(KOREAN, ""))
    text = project.run("check", code=1).stdout
    assert 1 == text.count("untranslated  there is no translation of 3 units")
    assert 2 == text.count("untranslated")
    assert 3 == len(check(project, code=1)["findings"])


def test_a_folder_stands_for_its_catalogs(project):
    """A folder as an argument means the PO files in it; one without is refused."""
    translate(project, {"A short title": ""})
    (finding,) = check(project, "locales", code=1)["findings"]
    assert CATALOG == finding["path"]
    project.run("check", "source", code=2)


def test_services_get_the_paths_of_the_repository(project):
    """In a project below the root of its repository, what is shown beside the code has paths from that root."""
    translate(project, {"A short title": ""})
    subprocess.run(["git", "init", "-q", str(project.root.parent)], check=True)
    name = f"{project.root.name}/{CATALOG}"
    assert f"file={name}," in project.run("check", "--format", "github", code=1).stdout
    run = json.loads(project.run("check", "--format", "sarif", code=1).stdout)["runs"][0]
    assert name == run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert name == json.loads(project.run("check", "--format", "gitlab", code=1).stdout)[0]["location"]["path"]
    assert f'classname="{name}"' in project.run("check", "--format", "junit", code=1).stdout
    assert CATALOG == check(project, code=1)["findings"][0]["path"]


def test_an_edited_source_does_not_turn_old_debt_into_a_failure(project):
    """An untranslated paragraph whose source is edited is the same debt."""
    translate(project, {"The second paragraph has one sentence and it is here.": ""})
    check(project, "--baseline", "debt.json", "--update-baseline")
    project.write("source/first.txt", ARTICLE.replace("and it is here", "and it was here"))
    check(project, "--baseline", "debt.json")


def test_changed_looks_only_at_what_a_revision_does_not_know(project):
    """--changed REF leaves out the findings of untouched units."""

    def git(*arguments):
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
        subprocess.run(command, cwd=project.root, check=True, capture_output=True)

    translate(project, {"A short title": ""})
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    assert [] == rules(check(project, "--changed", "HEAD"))
    translate(project, {"The second paragraph has one sentence and it is here.": ""})
    findings = check(project, "--changed", "HEAD", code=1)["findings"]
    assert ["The second paragraph has one sentence and it is here."] == [found["msgid"] for found in findings]
    assert "fetch-depth" not in project.run("check", "--changed", "no-such-ref", code=2).stderr
    shallow = project.root / "shallow"
    git("commit", "-qam", "two")
    git("clone", "-q", "--depth", "1", project.root.as_uri(), str(shallow))
    assert "fetch-depth: 0" in project.run("-C", "shallow", "check", "--changed", "HEAD~1", code=2).stderr


def test_fix_repairs_what_is_certain(project):
    """--fix writes the repair; with --dry-run it shows a diff and writes nothing."""
    translate(project, {"A short title": "짧은  제목"})
    before = project.read(CATALOG)
    diff = project.run("check", "--fix", "--dry-run").stdout
    assert '-msgstr "짧은  제목"\n+msgstr "짧은 제목"' in diff
    assert before == project.read(CATALOG)
    project.run("check", "--fix")
    assert 'msgstr "짧은 제목"' in project.read(CATALOG)


@pytest.fixture
def flawed(project):
    """A project with one error and one warning."""
    translate(project, {"A short title": "짧은  제목", "The second paragraph has one sentence and it is here.": ""})
    return project


def test_github_annotations(flawed):
    """One workflow command a finding, on the line of the msgstr."""
    lines = flawed.run("check", "--format", "github", code=1).stdout.splitlines()
    assert 2 == len(lines)
    assert re.match(rf"::warning file={CATALOG},line=\d+,col=\d+,title=double-space::", lines[0])


def test_sarif(flawed):
    """SARIF has the findings with rule, level, region and partial fingerprints."""
    document = json.loads(flawed.run("check", "--format", "sarif", code=1).stdout)
    (run,) = document["runs"]
    assert "2.1.0" == document["version"]
    assert ["double-space", "untranslated"] == sorted(result["ruleId"] for result in run["results"])
    for result in run["results"]:
        assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
        assert re.fullmatch("[0-9a-f]{16}", result["partialFingerprints"]["l10nUnit/v1"])
        assert result["message"]["text"] == result["properties"]["template"].format(**result["properties"]["values"])


def test_machines_get_template_and_values(project):
    """JSON has the English message, and what it is made of, words among the values too."""
    second = "The second paragraph has one sentence and it is here."
    translate(project, {"A short title": "25 가지", second: "둘째 단락은 한 문장이며 여기 있다"})
    title, paragraph = check(project, "--fail-on", "never")["findings"]
    assert ("added: 25", "added: {what}", {"what": "25"}) == (title["message"], title["template"], title["values"])
    assert "ends with {found}, the source with {wanted}" == paragraph["template"]
    assert {"found": {"template": "no mark", "values": {}}, "wanted": "."} == paragraph["values"]
    assert "ends with no mark, the source with ." == paragraph["message"]


def test_junit_fails_when_the_check_fails(flawed):
    """What fails the check is a failure; a warning below the threshold is not."""
    root = ElementTree.fromstring(flawed.run("check", "--format", "junit", code=1).stdout)
    assert ("1", 1) == (root.get("failures"), len(root.findall(".//failure")))
    root = ElementTree.fromstring(flawed.run("check", "--format", "junit", "--fail-on", "warning", code=1).stdout)
    assert 2 == len(root.findall(".//failure"))


def test_gitlab(flawed):
    """The code quality report has unique fingerprints."""
    rows = json.loads(flawed.run("check", "--format", "gitlab", code=1).stdout)
    assert 2 == len({row["fingerprint"] for row in rows})
    assert {CATALOG} == {row["location"]["path"] for row in rows}


def test_output_writes_files_beside_what_is_printed(flawed):
    """--output F=PATH can be given more than once."""
    flawed.run("check", "--output", "sarif=a.sarif", "--output", "junit=a.xml", code=1)
    assert "2.1.0" == json.loads(flawed.read("a.sarif"))["version"]
    assert flawed.read("a.xml").startswith("<?xml")
    flawed.run("check", "--output", "nonsense", code=2)


def test_fingerprints_do_not_depend_on_lines(flawed):
    """A comment above an entry moves it and changes no fingerprint."""
    before = {finding["fingerprint"] for finding in check(flawed, code=1)["findings"]}
    flawed.write(CATALOG, "# A comment.\n" + flawed.read(CATALOG))
    assert before == {finding["fingerprint"] for finding in check(flawed, code=1)["findings"]}


SLOW = "(a|aa)+$"
"""A pattern that does not come to an end on `ENDLESS`."""
ENDLESS = "a" * 60 + "b"


@pytest.mark.parametrize("command", [("check",), ("update",), ("draft", "--engine", "pseudo"), ("status",)])
def test_a_wrong_placeholder_of_the_settings_is_refused(project, command):
    """The message has the file, the pattern and the place in it."""
    project.write("l10n.toml", "locales = ['ko']\nplaceholders = ['%\\w+%', '%(%']\n")
    error = project.run(*command, code=2).stderr
    assert "l10n.toml: setting 'placeholders': '%(%' is no regular expression: missing ), at character 4" in error


def test_a_slow_placeholder_is_given_up(project, monkeypatch):
    """Of the settings or of a flag: the text is named, whatever else is wrong with it is found, and the check ends."""
    expressions.expression.cache_clear()  # another test may have given the expression up
    monkeypatch.setattr(expressions, "_TEXT_SECONDS", 0.25)
    monkeypatch.setattr(expressions, "_SECONDS", 0.5)
    project.write("source/first.txt", f"A short title\n\nIt is 25% {ENDLESS}\n")
    project.run("build", "--engine", "pseudo")
    project.write("l10n.toml", f"locales = ['ko']\nplaceholders = ['{SLOW}']\n")
    translate(project, {f"It is 25% {ENDLESS}": f"%(x)s {ENDLESS}"})
    flagged = project.read(CATALOG).replace('msgid "It is', f'#, placeholders:r"{SLOW}x*"\nmsgid "It is')
    project.write(CATALOG, flagged)
    checked = run_checks(Request(find_project(project.root), project.root, (), (), Gate())).outcome
    messages = [str(found.text) for found in checked.findings if found.rule == "placeholder"]
    assert ["not in the source: %(x)s"] + 2 * ["takes too long"] == [
        "takes too long" if "takes too long" in message else message for message in messages
    ]
