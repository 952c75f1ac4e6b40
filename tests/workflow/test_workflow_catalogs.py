"""`l10n extract`, `update`, `approve`, `status`, `init`, as processes."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from l10n.project import find_project

ARTICLE = "A short title\n\nThe first paragraph has two sentences. It says that 25% is a lot.\n"


@pytest.fixture
def project(workspace):
    """A project with one plain and one Markdown article."""
    workspace.write("l10n.toml", 'locales = ["ko", "pt_BR"]\n')
    workspace.write("source/first.txt", ARTICLE)
    workspace.write("source/news/second.md", "---\ntitle: Second\n---\n\n# Hello *there*\n\n- one item\n- `code`\n")
    return workspace


def test_update_writes_a_catalog_for_every_article_and_locale(project):
    """Catalogs mirror the source folder."""
    project.run("update")
    found = sorted(str(path.relative_to(project.root)) for path in (project.root / "locales").rglob("*.po"))
    expected = [
        f"locales/{locale}/LC_MESSAGES/{name}.po" for locale in ("ko", "pt_BR") for name in ("first", "news/second")
    ]
    assert expected == found


def test_the_header_is_the_contract(project):
    """The catalogs carry the agreed header fields in their order."""
    project.run("update", "--locale", "ko")
    text = project.read("locales/ko/LC_MESSAGES/news/second.po")
    header = [line.strip('"').partition(":")[0] for line in text.split("\n\n")[0].splitlines() if line.startswith('"')]
    expected = (
        "Project-Id-Version, Report-Msgid-Bugs-To, PO-Revision-Date, Last-Translator, Language-Team, Language, "
        "MIME-Version, Content-Type, Content-Transfer-Encoding, Plural-Forms, X-Generator, X-Source-Language, "
        "X-Poedit-Basepath"
    )
    assert expected == ", ".join(header)
    assert '"X-Poedit-Basepath: ../../../..\\n"' in text
    assert "#: source/news/second.md\n" in text


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_accepts_every_file_written(project):
    """msgcat finds nothing to change and msgfmt -c nothing to say, drafts and obsolete entries included."""
    project.run("extract")
    project.run("build", "--engine", "pseudo")
    project.write("source/first.txt", "Another title\n\nA wholly different paragraph about something else.\n")
    project.run("build", "--engine", "pseudo")
    files = [*(project.root / "locales").rglob("*.po"), *(project.root / "locales").rglob("*.pot")]
    assert 6 == len(files)
    for path in files:
        same = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True).stdout
        assert same == path.read_bytes()
        if path.suffix == ".po":
            checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True)
            assert (0, "") == (checked.returncode, checked.stderr)


def test_extract_check_tells_whether_a_template_would_change(project):
    """`extract --check` writes nothing and exits with 1 until `extract` has run."""
    project.run("extract", "--check", code=1)
    assert not (project.root / "locales").exists()
    project.run("extract")
    project.run("extract", "--check")
    project.write("source/first.txt", ARTICLE + "One more paragraph that was not there.\n")
    project.run("extract", "--check", code=1)


def test_pybabel_extracts_the_same_messages(project, repository):
    """`pybabel extract -F babel.cfg source` finds what `l10n extract` finds."""
    import sys

    from babel.messages.pofile import read_po

    project.run("extract")
    shutil.copy(repository / "babel.cfg", project.root)
    command = [sys.executable, "-m", "babel.messages.frontend", "extract", "-F", "babel.cfg", "-o", "all.pot", "source"]
    subprocess.run(command, cwd=project.root, env=project.environment, check=True, capture_output=True)
    with (project.root / "all.pot").open("rb") as file:
        found = {message.id for message in read_po(file) if message.id}
    expected = set()
    for path in (project.root / "locales/pot").rglob("*.pot"):
        with path.open("rb") as file:
            expected |= {message.id for message in read_po(file) if message.id}
    assert expected == found


def test_status_counts_units_and_words(project):
    """Units by state, whether or not a catalog is there yet."""
    project.run("draft", "--locale", "ko", "--engine", "pseudo")
    rows = json.loads(project.run("status", "--json").stdout)["articles"]
    assert ["ko", "ko", "pt_BR", "pt_BR"] == [row["locale"] for row in rows]
    assert {"units": 2, "words": 16} == rows[2]["counts"]["untranslated"]


def test_status_for_people_names_every_article(project):
    """Without a terminal the table is plain text, never cut."""
    output = project.run("status").stdout
    assert "pt_BR/news/second" in output
    assert "\x1b" not in output


def test_approve_accepts_drafts(project):
    """Approved drafts lose their mark; the others stay."""
    project.run("build", "--locale", "ko", "--engine", "pseudo")
    project.run("approve", "--locale", "ko", "--article", "first", "--failing")
    text = project.read("locales/ko/LC_MESSAGES/first.po")
    assert "fuzzy" not in text
    assert "# l10n:" not in text
    assert "#, fuzzy" in project.read("locales/ko/LC_MESSAGES/news/second.po")


def test_approve_wants_to_be_told_what(project):
    """A bare `approve` approves nothing."""
    project.run("approve", code=2)


def test_draft_dry_run_writes_nothing(project):
    """`draft --dry-run` says how much there is and leaves the catalogs alone."""
    project.run("update", "--locale", "ko")
    before = project.read("locales/ko/LC_MESSAGES/first.po")
    output = project.run("draft", "--locale", "ko", "--engine", "pseudo", "--dry-run").stdout
    assert "ko/first: 2 units, 16 words" in output
    assert before == project.read("locales/ko/LC_MESSAGES/first.po")


def test_init_makes_a_project_that_builds(workspace):
    """After `init` an article can be built at once; a second `init` changes nothing."""
    workspace.run("init", "--locale", "ko", "--locale", "pt-BR")
    assert 'locales = ["ko", "pt_BR"]\nplain_style = ["ko"]\n' in workspace.read("l10n.toml")
    workspace.write("source/a.txt", ARTICLE)
    workspace.run("build", "--engine", "none")
    assert ARTICLE == workspace.read("build/pt_BR/a.txt")
    before = workspace.read("l10n.toml")
    workspace.run("init")
    assert before == workspace.read("l10n.toml")


def test_an_init_that_fails_is_begun_anew(workspace):
    """A folder is a project only when all but its folders is written: then the next `init` makes what is missing."""
    (workspace.root / ".git").mkdir()
    (workspace.root / ".gitignore").mkdir()
    workspace.run("init", "--locale", "fr", code=2)
    assert not (workspace.root / "l10n.toml").exists()
    (workspace.root / ".gitignore").rmdir()
    workspace.run("init", "--locale", "fr")
    assert "build/\n" == workspace.read(".gitignore")
    (workspace.root / "glossary").rmdir()
    workspace.run("init", "--locale", "fr")
    assert (workspace.root / "glossary").is_dir()


def test_init_extends_a_pyproject(workspace):
    """Where there is a pyproject.toml the configuration goes in there."""
    workspace.write("pyproject.toml", '[project]\nname = "news"\n')
    workspace.run("init", "--locale", "fr")
    assert '[project]\nname = "news"\n\n[tool.l10n]\n' in workspace.read("pyproject.toml")
    assert "plain_style" not in workspace.read("pyproject.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("locale = []\n", "unknown setting 'locale'"),
        ('locales = "ko"\n', "setting 'locales' must be a list of strings"),
        ('plain_style = ["fr"]\n', "setting 'plain_style' knows no plain style of 'fr'"),
        ('locales = ["xx_ZZ"]\n', "unknown locale 'xx_ZZ'"),
        ("locales = [\n", "not valid TOML"),
        ('unit = "word"\n', "must be 'block' or 'sentence'"),
    ],
)
def test_a_wrong_configuration_is_named(project, text, message):
    """What is wrong with l10n.toml is one message with its path."""
    project.write("l10n.toml", text)
    error = project.run("status", code=2).stderr
    assert message in error
    assert "l10n.toml" in error


def test_hidden_files_and_folders_are_no_articles(workspace):
    """An editor's lock file or a tool's folder beside the articles is left alone."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    for file in ("a.md", ".a.md", ".drafts/b.md", "news/.c.md", "news/d.md"):
        workspace.write(f"source/{file}", "# A title\n")
    assert ["a", "news/d"] == [article.name for article in find_project(workspace.root).articles()]
