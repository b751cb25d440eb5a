"""Every page that asks has a drawing that is there: a page without one could not be shown at all."""

from __future__ import annotations

from tests.conftest import CATALOGUE


def test_the_icon_of_every_page_is_there() -> None:
    folder = CATALOGUE.resources / "icons"
    assert {
        page.id: page.icon for page in CATALOGUE.pages.values() if not (folder / f"{page.icon}.svg").is_file()
    } == {}
