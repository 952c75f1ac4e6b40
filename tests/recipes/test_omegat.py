"""A hand-off to the real OmegaT and back, as README.md describes it; skipped where OmegaT is not installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
JAR = Path("/usr/share/omegat/OmegaT.jar")
_OPEN = ("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED")
_FOLDERS = ("source", "target", "tm", "glossary", "dictionary")
_PROJECT = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
{"".join(f"<{name}_dir>__DEFAULT__</{name}_dir>" for name in _FOLDERS)}<glossary_file>__DEFAULT__</glossary_file>
<source_lang>en</source_lang><target_lang>ko</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""
_TRANSLATED = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" creationtoolversion="3" segtype="paragraph" o-tmf="OmegaT TMX"
 adminlang="EN-US" srclang="en" datatype="plaintext"/><body>
<tu><tuv lang="en"><seg>Trade grew.</seg></tuv><tuv lang="ko"><seg>무역이 늘었다.</seg></tuv></tu>
</body></tmx>
"""


def l10n(folder: Path, *arguments: str) -> str:
    """What the program prints."""
    command = [sys.executable, "-m", "l10n", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not (JAR.exists() and shutil.which("java")), reason="omegat is not installed")
def test_a_po_file_goes_to_omegat_and_back(tmp_path):
    """What was translated there comes back as approved; approved texts and drafts that it empties stay as they are."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source/page.md").write_text("# A title\n\nTrade grew.\n\nSee **this** [page](a.md).\n", "utf-8")
    (tmp_path / "source/other.txt").write_text("Another title\n\nIt has a text.\n", "utf-8")
    l10n(tmp_path, "init", "--locale", "ko")
    l10n(tmp_path, "build", "--engine", "pseudo")
    l10n(tmp_path, "approve", "--article", "other")
    desk = tmp_path / "desk"
    for name in (*_FOLDERS, "omegat"):
        (desk / name).mkdir(parents=True)
    (desk / "omegat.project").write_text(_PROJECT, "utf-8")
    (desk / "omegat/project_save.tmx").write_text(_TRANSLATED, "utf-8")
    l10n(tmp_path, "export", "--locale", "ko", "--format", "po", "-o", "desk/source/all.po")
    l10n(tmp_path, "memory", "export", "--locale", "ko", "-o", "desk/tm/ours.tmx")
    command = ["java", *_OPEN, f"-Duser.home={tmp_path}", "-jar", str(JAR), str(desk), "--mode=console-translate"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, check=True)
    before = (tmp_path / "locales/ko/LC_MESSAGES/other.po").read_bytes()
    assert "1 unit changed, 4 as before, 0 refused" in l10n(tmp_path, "import", "desk/target/all.po", "--locale", "ko")
    assert before == (tmp_path / "locales/ko/LC_MESSAGES/other.po").read_bytes()
    page = (tmp_path / "locales/ko/LC_MESSAGES/page.po").read_text("utf-8")
    assert 'md\nmsgid "Trade grew."\nmsgstr "무역이 늘었다."\n' in page
    assert 2 == page.count("#, fuzzy\n")
