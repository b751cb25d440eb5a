"""The two commands: their words, their messages, their syntax for old interpreters."""

from __future__ import annotations

import ast
import io
import sys
from pathlib import Path

import pytest

import bootstrap
from bootstrap import DEVELOPMENT, ROOT, RUNTIME, listing, main, satisfied_by, split_out
from console import Trouble, say, tell, use_utf8

MODULES = ("bootstrap", "console", "environment", "interpreter", "libraries", "packages")


@pytest.mark.parametrize("name", MODULES)
def test_an_interpreter_of_2020_can_read_it(name: str) -> None:
    source = (ROOT / "installer" / f"{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    tops = {module.split(".")[0] for module in imported}
    assert tops <= set(sys.stdlib_module_names) | set(MODULES)


@pytest.mark.parametrize(
    ("words", "out", "rest"),
    [
        ([], "/co/out", []),
        (["--out", "there"], "/here/there", []),
        (["--out=there", "--json"], "/here/there", ["--json"]),
        (["--lang", "en", "--out", "/abs"], "/abs", ["--lang", "en"]),
    ],
)
def test_out_is_read_against_the_callers_folder(words: list[str], out: str, rest: list[str]) -> None:
    assert split_out(words, Path("/co/out"), Path("/here")) == (Path(out), rest)


@pytest.mark.parametrize("words", [["--out"], ["--out="]])
def test_out_without_a_folder_is_refused(words: list[str]) -> None:
    with pytest.raises(Trouble, match="wants a folder"):
        split_out(words, Path("/co/out"), Path("/here"))


def test_listing_names_each_file_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "样例.zcd").write_bytes(b"x" * 1_234_001)
    (tmp_path / "pages" / "1.png").write_bytes(b"x" * 1000)
    assert listing(tmp_path) == ["  pages/1.png  1 kB", "  样例.zcd  1,235 kB"]


def test_filling_for_the_tests_serves_the_program_too() -> None:
    assert set(satisfied_by(DEVELOPMENT)) == {RUNTIME.name, DEVELOPMENT.name}
    assert set(satisfied_by(RUNTIME)) == {RUNTIME.name}


@pytest.mark.parametrize(("words", "status"), [([], 2), (["build"], 2), (["--help"], 0)])
def test_a_wrong_command_gets_the_usage(
    words: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == status
    said = capsys.readouterr()
    assert "bootstrap.py run" in (said.err if status else said.out)


def test_a_trouble_ends_with_status_3_and_both_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(base: str, words: list[str]) -> int:
        raise Trouble("不通。", "Unreachable.", ("its own words",))

    monkeypatch.setattr(bootstrap, "run", run)
    assert main(["run"]) == 3
    assert capsys.readouterr().err == "    its own words\n不通。\nUnreachable.\n"


def test_a_console_of_code_page_936_gets_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp936"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="cp936", write_through=True))
    use_utf8()
    say("准备环境", "Preparing CO₂ …")
    tell(Trouble("䶮", "rare"))
    assert raw.getvalue().decode("utf-8").split() == ["准备环境", "Preparing", "CO₂", "…", "䶮", "rare"]


@pytest.mark.parametrize(
    ("variables", "system", "shown"),
    [
        ({}, "posix", False),
        ({"DISPLAY": ""}, "posix", False),
        ({"DISPLAY": ":0"}, "posix", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "posix", True),
        ({}, "nt", True),
    ],
)
def test_the_desk_is_opened_only_where_it_can_be_seen(
    variables: dict[str, str], system: str, shown: bool
) -> None:
    assert bootstrap.has_display(variables, system) is shown
