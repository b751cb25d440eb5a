"""What several tests need: the packs, read once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from zcdesk.packs.catalogue import Catalogue

ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("ZCDESK_CACHE", str(ROOT / ".cache" / "packs"))

settings.register_profile("zcdesk", deadline=None, derandomize=True, database=None)
settings.load_profile("zcdesk")


CATALOGUE = Catalogue(ROOT / "resources", ROOT / "forms")
VOCABULARY = CATALOGUE.vocabulary


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The packs that ship."""
    return CATALOGUE
