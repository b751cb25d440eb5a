"""What the README says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.cli.main import _COMMANDS
from zcdesk.cli.output import DONE, FALSE, FILE, FOUND, MISUSED, REFUSED
from zcdesk.domain.number import printed
from zcdesk.domain.trace import Traced
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.examples import examples
from zcdesk.workbench.bring import create

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


def test_chinese_comes_first_and_english_below() -> None:
    assert re.match(r"# zcdesk [\u4e00-\u9fff]", README)
    assert 0 < README.index("## 两条命令") < README.index("# zcdesk in English")


def test_both_commands_are_those_of_the_bootstrap() -> None:
    for form in ("run", "test"):
        assert README.count(f"python3 installer/bootstrap.py {form} ") >= 2
    assert (ROOT / "installer" / "bootstrap.py").is_file()
    assert "python3 installer/bootstrap.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_named_exists_and_every_command_is_named() -> None:
    named = set(re.findall(r"`zcdesk ([a-z-]+)", README))
    assert named <= set(_COMMANDS)
    assert set(_COMMANDS) - named <= {"sample", "lint"}  # run and test call these


def test_exit_codes_are_as_told() -> None:
    assert (DONE, FOUND, MISUSED, REFUSED, FILE, FALSE) == (0, 1, 2, 3, 4, 5)
    told = re.search(r"退出码：0 完成；1 .*?；2 .*?；\s*3 .*?；4 .*?；5 ", README, re.DOTALL)
    assert told is not None


def test_methods_are_listed_with_what_published_examples_reach() -> None:
    listed = dict(re.findall(r"^\| `([a-z0-9.-]+@\d{4})` \|.*\| (\d+/\d+) \|$", README, re.MULTILINE))
    reached = {}
    for id_, editions in CATALOGUE.editions.items():
        for edition in editions:
            compiled = CATALOGUE.method(id_, edition)
            worked = examples(CATALOGUE.resources / "methods" / id_ / edition, compiled)
            lines = {each.line for example in worked for each in example.expect if not each.by}
            reached[f"{id_}@{edition}"] = f"{len(lines)}/{len(compiled.lines)}"
    assert listed == reached


def test_the_total_of_the_sample_is_the_one_computed(tmp_path: Path) -> None:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    bench = create(CATALOGUE, tmp_path / "s.zcd", "test", answers.years, (), answers)
    with bench.file:
        total = bench.inventories()["cn.machinery@2015"].line("total.location", "2019")
    assert isinstance(total, Traced)
    assert README.count(f"{printed(total.number, 2)} tCO₂e") == 2


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:resources|installer)/[\w./-]+)`", README))))
def test_every_file_named_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_fonts_stay_within_thirty_megabytes_and_carry_their_licence() -> None:
    fonts = ROOT / "resources" / "fonts"
    assert sum(path.stat().st_size for path in fonts.iterdir()) <= 30_000_000
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")


def test_no_file_names_an_index_or_a_place_of_one_machine() -> None:
    for path in (ROOT / "installer").glob("*.lock"):
        text = path.read_text(encoding="utf-8")
        assert "http" not in text
        assert "index-url" not in text
        assert "--hash=sha256:" in text


def test_the_answers_file_shown_is_taken_and_counted(tmp_path: Path) -> None:
    shown = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    path = tmp_path / "answers.json"
    path.write_text(shown[1], encoding="utf-8")
    answers = read(path)
    bench = create(CATALOGUE, tmp_path / "plant.zcd", "test", answers.years, (), answers)
    with bench.file:
        inventory = bench.inventories()["cn.machinery@2015"]
        grid = inventory.quantity("power.grid", "2025")
    assert isinstance(grid, Traced)
    assert (printed(grid.number, 2), grid.unit) == ("120.00", "MWh")


def test_as_many_local_schemes_are_there_as_it_says() -> None:
    files = (ROOT / "resources" / "schemes").glob("*/*/scheme.toml")
    local = {
        file.parent.parent.name for file in files if re.search(r"(?m)^region = ", file.read_text("utf-8"))
    }
    said = "零一二三四五六七八九十".index(re.search(r"(.)个省市办法", README)[1])  # type: ignore[index]
    assert said == len(local)
    assert "nine local schemes" in README
