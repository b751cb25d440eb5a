"""The verification package: checked by a program that shares nothing with the engine, and found out when changed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.report.test_every_method import EDITIONS, fullest
from zcdesk import places
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Place
from zcdesk.domain.number import read as read_number
from zcdesk.domain.project import Pin
from zcdesk.exchange import package as told_as
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out import documents
from zcdesk.workbench.handed_out.packaging import Packed, write_package
from zcdesk.workbench.refusal import Refused

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


def checker() -> ModuleType:
    """The stand-alone program, loaded as a module of its own."""
    spec = importlib.util.spec_from_file_location("check", CATALOGUE.resources / "package" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


CHECK = checker()


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Packed, Path]:
    """The package of the sample factory, and the folder it was unpacked to."""
    folder = tmp_path_factory.mktemp("package")
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, folder / "sample.zcd", "lin", answers.years, (), answers)
    seen: list[tuple[int, int]] = []
    with made.file:
        found = write_package(made, folder / "p.zip", progress=lambda done, whole: seen.append((done, whole)))
        offered = documents.offered(made)
    assert [done for done, _ in seen] == list(range(seen[0][1] + 1))
    with zipfile.ZipFile(found.path) as held:
        held.extractall(folder / "p")
    reports = [path.name for path in (folder / "p" / "report").iterdir()]
    assert len(reports) == len(answers.years) + len(offered)
    return found, folder / "p"


def test_a_report_of_a_year_that_is_not_finished_is_named_a_draft(tmp_path: Path) -> None:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "s.zcd", "lin", answers.years, (), answers)
    with made.file:
        made.set_answers({Place("power.grid", "", f"2025-{month:02d}"): None for month in (11, 12)})
        found = write_package(made, tmp_path / "p.zip")
    assert "report/emission-report-2025-zh-草稿.pdf" in found.drafts
    assert "report/emission-report-2024-zh-草稿.pdf" not in found.drafts
    with zipfile.ZipFile(found.path) as held:
        assert {each for each in held.namelist() if "草稿" in each} == set(found.drafts)
        assert set(json.loads(held.read("manifest.json"))["drafts"]) == set(found.drafts)


@pytest.fixture
def copy(packed: tuple[Packed, Path], tmp_path: Path) -> Path:
    """A copy of the unpacked package, to be changed."""
    return Path(shutil.copytree(packed[1], tmp_path / "p"))


def changed(folder: Path, name: str, change: Any) -> None:
    """Change a JSON file and its digest in the manifest, as somebody would who knows how."""
    path = folder / name
    told = json.loads(path.read_text(encoding="utf-8"))
    change(told)
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    forged(folder, name)


def forged(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for each in manifest["files"]:
        if each["name"] == name:
            each["sha256"], each["size"] = hashlib.sha256(data).hexdigest(), len(data)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_stranger_with_python_alone_finds_everything_in_order(
    packed: tuple[Packed, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found, folder = packed
    empty = tmp_path_factory.mktemp("empty")
    for where in (found.path, folder):
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(folder / "check.py"), str(where)],
            cwd=empty,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "18162.87 tCO2e" in done.stdout
        assert "24728.56 tCO2e" in done.stdout
        assert f"figures 数: {found.nodes}, wrong 不符 0" in done.stdout


def test_one_changed_byte_in_any_file_is_found(copy: Path) -> None:
    files = sorted(each for each in copy.rglob("*") if each.is_file() and each.name != "manifest.json")
    assert len(files) > 25
    for path in files:
        data = bytearray(path.read_bytes())
        whole, middle = bytes(data), len(data) // 2
        data[middle : middle + 1] = bytes([data[middle] ^ 1]) if data else b"x"
        path.write_bytes(data)
        told: list[str] = []
        CHECK.files(CHECK.Package(copy), lambda text, told=told: told.append(text) or 1)
        assert told == [f"has been changed 被改过: {path.relative_to(copy).as_posix()}"]
        path.write_bytes(whole)
    assert CHECK.files(CHECK.Package(copy), lambda text: 1) == (0, len(files))
    (copy / "extra.txt").write_text("x", encoding="utf-8")
    assert CHECK.files(CHECK.Package(copy), lambda text: 1)[0] == 1
    (copy / "extra.txt").unlink()
    files[0].unlink()
    assert CHECK.files(CHECK.Package(copy), lambda text: 1)[0] == 1


def _first(told: Any, **wanted: str) -> Any:
    return next(each for each in told["nodes"] if all(each[key] == value for key, value in wanted.items()))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("figures.json", lambda told: _first(told, kind="line", id="scope1.total").update(value="1")),
        ("figures.json", lambda told: _first(told, kind="fold", id="fuel.amount").update(value="1")),
        ("figures.json", lambda told: _first(told, kind="answer", form="number").update(value="1")),
        ("figures.json", lambda told: _first(told, kind="factor").update(value="1")),
        ("figures.json", lambda told: _first(told, kind="constant").update(value="1")),
        ("figures.json", lambda told: told["figures"][-1].update(printed="1.00")),
        ("figures.json", lambda told: told["trees"]["cn.machinery@2015"]["scope1.total"].pop()),
        ("factors.json", lambda told: told["factors"][0].update(value="7")),
        ("factors.json", lambda told: told["factors"].pop()),
        (
            "answers.json",
            lambda told: next(a for a in told["answers"] if a["place"][0] == "power.grid").update(text="1"),
        ),
        (
            "answers.json",
            lambda told: next(a for a in told["answers"] if a["place"][0] == "power.grid").update(unit="kWh"),
        ),
        ("answers.json", lambda told: next(a for a in told["answers"] if a["evidence"])["evidence"].pop()),
        ("answers.json", lambda told: told["answers"].pop()),
    ],
)
def test_a_forged_number_is_found_though_its_digest_was_forged_as_well(
    copy: Path, name: str, change: Any
) -> None:
    changed(copy, name, change)
    package = CHECK.Package(copy)
    assert CHECK.files(package, lambda text: 1)[0] == 0
    bad = CHECK.chain(package, lambda text: 1)[0] + CHECK.numbers(package, lambda text: 1)[0]
    assert bad
    assert CHECK.main([str(copy)]) == 1


def test_a_step_of_the_chain_that_was_rewritten_is_found(copy: Path) -> None:
    path = copy / "chain.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("lin", "wan"), encoding="utf-8", newline="\n")
    forged(copy, "chain.jsonl")
    assert CHECK.chain(CHECK.Package(copy), lambda text: 1)[0]


@pytest.mark.parametrize(("id_", "edition"), EDITIONS, ids=["@".join(each) for each in EDITIONS])
def test_every_method_is_derived_again_without_the_engine(id_: str, edition: str) -> None:
    compiled, example = CATALOGUE.method(id_, edition), fullest(id_, edition)
    project = example.project(Pin("method", id_, edition, compiled.method.digest), CATALOGUE.vocabulary)
    sets = [
        CATALOGUE.factor_set(each) for each in dict.fromkeys((*example.sets, *compiled.method.factor_sets))
    ]
    book = FactorBook([example.published_factors(), *sets], CATALOGUE.vocabulary)
    told = told_as.Told()
    told.add(Inventory(compiled, book, project), project.years, project)
    assert told.figures

    class Held:
        """The three files, held in memory."""

        def json(self, name: str) -> Any:
            made = {
                "figures.json": lambda: told.as_json(project),
                "answers.json": lambda: told_as.answers(project),
                "factors.json": lambda: told_as.factors(told.factors, {}),
            }
            return json.loads(json.dumps(made[name](), ensure_ascii=False))

    wrong: list[str] = []
    bad, count, skipped, _ = CHECK.numbers(Held(), lambda text: wrong.append(text) or 1)
    assert (bad, wrong) == (0, [])
    assert count == len(told.nodes)
    assert skipped < count / 4


def test_nothing_is_overwritten_and_a_cancelled_package_leaves_nothing(tmp_path: Path) -> None:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    bench = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)

    class Cancelled(Exception):
        pass

    def stop(done: int, whole: int) -> None:
        if done == 2:
            raise Cancelled

    with bench.file:
        folder = tmp_path / "out"
        with pytest.raises(Refused, match="no_folder"):
            write_package(bench, folder / "p.zip")
        folder.mkdir()
        with pytest.raises(Cancelled):
            write_package(bench, folder / "p.zip", progress=stop)
        assert list(folder.iterdir()) == []
        (folder / "p.zip").write_bytes(b"precious")
        for replace in (False, True):
            with pytest.raises(Refused, match="exists"):
                write_package(bench, folder / "p.zip", replace=replace)
        assert (folder / "p.zip").read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234.5", "1234.5"),
        ("12万", "120000"),
        ("１２", "12"),
        ("=3*40+5", "125"),
        ("98%", "98"),
        ("1.2e3", "1200"),
    ],
)
def test_typed_numbers_are_read_alike(typed: str, value: str) -> None:
    assert CHECK.number(typed) == Fraction(value) == Fraction(read_number(typed))


@pytest.mark.parametrize(
    ("value", "places", "mode", "text"),
    [
        ("5/2", 0, "half-even", "2"),
        ("5/2", 0, "half-up", "3"),
        ("-7/2", 0, "half-even", "-4"),
        ("1/3", 2, "half-even", "0.33"),
        ("-1/1000", 2, "half-even", "0.00"),
    ],
)
def test_rounding_is_that_of_the_standard(value: str, places: int, mode: str, text: str) -> None:
    assert CHECK.printed(Fraction(value), places, mode) == text


def test_the_view_holds_what_the_checker_reads_and_needs_no_network(packed: tuple[Packed, Path]) -> None:
    text = (packed[1] / "view.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    figures = json.loads((packed[1] / "figures.json").read_text(encoding="utf-8"))
    answers = json.loads((packed[1] / "answers.json").read_text(encoding="utf-8"))
    factors = json.loads((packed[1] / "factors.json").read_text(encoding="utf-8"))
    assert (data["nodes"], data["figures"]) == (figures["nodes"], figures["figures"])
    assert [each["place"] for each in data["answers"]] == [each["place"] for each in answers["answers"]]
    assert all((packed[1] / each["file"]).is_file() for each in data["evidence"])
    assert all((packed[1] / each).is_file() for each in data["reports"])
    told = json.loads((packed[1] / "manifest.json").read_text(encoding="utf-8"))["drafts"]
    assert set(data["drafts"]) == set(told) == {each for each in data["reports"] if "草稿" in each}
    assert tuple(told) == packed[0].drafts
    assert {each["source"] for each in factors["factors"]} <= {each["id"] for each in factors["sources"]}
    assert data["edits"][-1][0] == data["project"]["edits"]
    assert not re.search(r"https?://", text.replace(found[1], ""))
    assert "default-src 'none'" in text
    rows = (packed[1] / "findings.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1  # the heads, to be filled in by hand


def test_a_chain_cut_short_and_a_member_that_stands_twice_are_found(copy: Path, tmp_path: Path) -> None:
    path = copy / "chain.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    forged(copy, "chain.jsonl")
    assert CHECK.chain(CHECK.Package(copy), lambda text: 1)[0]
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as out:
        for each in sorted(each for each in copy.rglob("*") if each.is_file()):
            out.write(each, each.relative_to(copy).as_posix())
        with pytest.warns(UserWarning, match="Duplicate"):
            out.write(copy / "README.txt", "README.txt")
    told: list[str] = []
    CHECK.files(CHECK.Package(tmp_path / "p.zip"), lambda text: told.append(text) or 1)
    assert told == ["stands in the zip twice 压缩包里有两份: README.txt"]


def test_evidence_exchanged_with_all_digests_forged_is_found_by_the_chain(copy: Path) -> None:
    answers = json.loads((copy / "answers.json").read_text(encoding="utf-8"))
    item = answers["evidence"][4]
    (copy / item["file"]).write_bytes(b"another bill")
    forged(copy, item["file"])
    changed(
        copy,
        "answers.json",
        lambda told: told["evidence"][4].update(sha256=hashlib.sha256(b"another bill").hexdigest()),
    )
    assert CHECK.files(CHECK.Package(copy), lambda text: 1)[0] == 0
    told: list[str] = []
    CHECK.chain(CHECK.Package(copy), lambda text: told.append(text) or 1)
    assert told == [f"evidence {item['id']} is not what the edits say 证据与修改链不符"]


def test_no_id_of_evidence_leads_out_of_its_folder() -> None:
    assert told_as.evidence_name("E-001", "发票 3月.pdf") == "evidence/E-001-发票 3月.pdf"
    for id_ in ("../../x", "..\\..\\x", "C:x", "x\0"):
        told = told_as.evidence_name(id_, "../a.txt").removeprefix("evidence/")
        assert not set(told) & set("/\\:\0")
