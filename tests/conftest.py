"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of development data beside the checkout; a test that needs it is skipped where it is absent."""
    for folder in Path(__file__).resolve().parents:
        if (data := folder / "shared" / "data").is_dir():
            return data
    pytest.skip("the development data is not on this machine")
