"""A project of strings with plurals: drafted, approved, and published with the plural forms of each language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from l10n.catalog.po import parse_po
from l10n.locales import android_tag
from l10n.model import Catalog, State

SETTINGS = 'locales = ["ko", "pl", "ru"]\n[formats]\n"*.json" = "i18next"\n'
STRINGS = {
    "title": "Hello, {{name}}",
    "rider_one": "{{count}} rider waits",
    "rider_other": "{{count}} riders wait",
    "bag_one": "One bag",
    "bag_other": "{{count}} bags",
}
CATEGORIES = {"ko": ["other"], "pl": ["one", "few", "many", "other"], "ru": ["one", "few", "many", "other"]}


@pytest.fixture
def strings(workspace):
    """A project with one file of i18next."""
    workspace.write("l10n.toml", SETTINGS)
    workspace.write("source/app.json", json.dumps(STRINGS, indent=2))
    return workspace


def catalog(strings, locale: str) -> Catalog:
    path = f"locales/{locale}/LC_MESSAGES/app.po"
    return parse_po(strings.read(path).encode(), Path(path))


def built(strings, locale: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(strings.read(f"build/{locale}/app.json"))
    return found


def test_outputs_have_the_plural_forms_of_their_language(strings):
    """Drafted in one step; each form from the source's text for such a number: Russian says 21 as it says one."""
    strings.run("build", "--engine", "pseudo")
    for locale, categories in CATEGORIES.items():
        keys = [f"{base}_{category}" for base in ("rider", "bag") for category in categories]
        assert ["title", *keys] == list(built(strings, locale))
    assert "{{count}}" not in built(strings, "pl")["bag_one"]
    assert all("{{count}}" in built(strings, locale)[f"bag_{CATEGORIES[locale][0]}"] for locale in ("ko", "ru"))
    message = catalog(strings, "pl").messages[1]
    assert (State.DRAFT, True, 3) == (message.state, message.machine_made, len(message.msgstr_plural))
    before = strings.read("locales/pl/LC_MESSAGES/app.po")
    strings.run("build", "--engine", "pseudo")
    assert before == strings.read("locales/pl/LC_MESSAGES/app.po")


def test_approved_forms_are_published(strings):
    """A person's forms are in the output by category, and stay when the source changes."""
    strings.run("update")
    path = "locales/pl/LC_MESSAGES/app.po"
    forms = '"{{count}} czeka"', '"{{count}} czekają"', '"{{count}} czeka ich"'
    text = strings.read(path)
    for index, form in enumerate(forms):
        text = text.replace(f'msgstr[{index}] ""', f"msgstr[{index}] {form}", 1)
    strings.write(path, text)
    strings.run("build", "--engine", "none", "--publish", "approved")
    expected = [json.loads(form) for form in (*forms, forms[2])]
    assert expected == [built(strings, "pl")[f"rider_{name}"] for name in CATEGORIES["pl"]]
    assert STRINGS["bag_other"] == built(strings, "pl")["bag_other"]
    strings.write("source/app.json", json.dumps(STRINGS | {"rider_other": "{{count}} riders wait there"}))
    strings.run("build", "--engine", "pseudo")
    message = catalog(strings, "pl").messages[1]
    assert tuple(json.loads(form) for form in forms) == message.msgstr_plural
    assert (State.STALE, "{{count}} riders wait") == (message.state, message.previous_msgid_plural)


def test_a_form_that_loses_its_number_is_found(strings):
    """A language with one form needs the number in it, also where the source's text for one goes without."""
    strings.run("build", "--engine", "pseudo")
    path = "locales/ko/LC_MESSAGES/app.po"
    assert [] == losses(strings, "ko")
    strings.write(path, strings.read(path).replace('msgstr[0] "⟦{{count}}', 'msgstr[0] "⟦'))
    assert ["{{count}} rider waits", "One bag"] == losses(strings, "ko")
    assert [] == losses(strings, "pl")


def losses(strings, locale: str) -> list[str]:
    """The texts whose translations lack a placeholder."""
    found = json.loads(strings.run("check", "--locale", locale, "--json").stdout)["findings"]
    return [row["msgid"] for row in found if row["rule"] == "placeholder"]


LAYOUTS = {
    "Android": ("app/src/main/res/values/strings.xml", "app/src/main/res/values-pt-rBR/strings.xml"),
    "iOS and macOS": ("App/en.lproj/Localizable.strings", "App/pt-BR.lproj/Localizable.strings"),
    "Flutter": ("lib/l10n/app_en.arb", "lib/l10n/app_pt_BR.arb"),
    "i18next": ("locales/en/app.json", "locales/pt-BR/app.json"),
    "Java": ("src/main/resources/messages.properties", "src/main/resources/messages_pt_BR.properties"),
    "Angular": ("src/locale/messages.xlf", "src/locale/messages.pt-BR.xlf"),
    "Fluent": ("l10n/en-US/a/app.ftl", "l10n/pt-BR/a/app.ftl"),
}
FILES = {
    ".xml": '<resources>\n  <string name="a">A ride</string>\n</resources>\n',
    ".strings": '"a" = "A ride";\n',
    ".arb": '{"a": "A ride"}\n',
    ".json": '{"a": "A ride"}\n',
    ".properties": "a=A ride\n",
    ".xlf": '<xliff version="1.2"><file><trans-unit id="a"><source>A ride</source></trans-unit></file></xliff>\n',
    ".ftl": "a = A ride\n",
}


@pytest.mark.parametrize("program", LAYOUTS)
def test_outputs_lie_where_programs_look_for_them(workspace, repository: Path, program: str):
    """The settings that the README names put them there, and a second build takes none of them for a source."""
    source, output = LAYOUTS[program]
    row = next(line for line in (repository / "README.md").read_text("utf-8").splitlines() if f"| {program} |" in line)
    settings = ['locales = ["pt_BR", "zh_Hant"]', 'catalogs = "po"', *re.findall("`([^`]+ = [^`]+)`", row)]
    workspace.write("l10n.toml", "\n".join(settings))
    workspace.write(source, FILES[Path(source).suffix])
    workspace.run("build", "--engine", "pseudo")
    written = workspace.read(output)
    assert written != FILES[Path(source).suffix]
    workspace.run("build", "--engine", "pseudo")
    assert written == workspace.read(output)
    assert 1 == len(list(workspace.root.glob("po/pt_BR/LC_MESSAGES/**/*.po")))


def test_two_articles_do_not_share_an_output(workspace):
    """Where their names differ by the source's locale alone, both are named and none is written."""
    workspace.write("l10n.toml", 'locales = ["ko"]\noutput = "{base}_{locale}{ext}"\n')
    for name in ("app", "app_en", "other_en"):
        workspace.write(f"source/{name}.arb", FILES[".arb"])
    said = workspace.run("build", "--engine", "pseudo", code=2).stderr
    assert "app.arb, app_en.arb would share the output app_en.arb" in said
    assert ["other_ko.arb"] == [path.name for path in workspace.root.glob("build/*.arb")]


@pytest.mark.parametrize(
    ("tag", "folder"), [("ko", "ko"), ("pt_BR", "pt-rBR"), ("zh_Hant", "b+zh+Hant"), ("es_419", "b+es+419")]
)
def test_android_spells_locales_in_its_own_way(tag: str, folder: str):
    """As the qualifiers of resource folders (developer.android.com, "App resources overview")."""
    assert folder == android_tag(tag)
