"""What `python -m tests` does for each of its forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.__main__ import FORMAT, IMPORTS, LINT, PACKS, TYPES, Step, main, plan, surroundings


def marks(step: Step) -> str:
    return step.words[step.words.index("-m", 2) + 1]


def test_everything_runs_in_order_with_the_tests_last() -> None:
    steps = plan([])
    assert steps[:-1] == [FORMAT, LINT, TYPES, IMPORTS, PACKS]
    assert steps[-1].words[:2] == ("-m", "pytest")
    assert marks(steps[-1]) == "not long and not bench"


def test_the_fast_form_leaves_out_what_takes_seconds_and_stops_at_the_first() -> None:
    lint, last = plan(["fast"])
    assert lint == LINT
    assert marks(last) == "not long and not bench and not slow"
    assert "-x" in last.words


def test_the_long_form_runs_all_tests_in_one_pytest() -> None:
    # One run, so that its closing line counts them all.
    steps = plan(["long"])
    assert [step.words[1] for step in steps].count("pytest") == 1
    assert marks(steps[-1]) == "not bench"


def test_benchmarks_get_the_further_words() -> None:
    (step,) = plan(["bench", "--quick"])
    assert step.words == ("-m", "tests.bench", "--quick")


def test_further_words_go_to_pytest() -> None:
    assert plan(["fast", "tests/installer", "-k", "stamp"])[-1].words[-3:] == (
        "tests/installer",
        "-k",
        "stamp",
    )
    assert plan(["-k", "stamp"])[-1].words[-2:] == ("-k", "stamp")
    assert plan(["tests/installer/test_plan.py::some"])[-1].words[-1].endswith("::some")


def test_a_word_that_is_no_form_and_no_path_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fsat"]) == 2
    assert "fsat" in capsys.readouterr().err


def test_a_failing_step_ends_the_run_with_its_status(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    first = Step("one", "Mend one.", ("-c", "raise SystemExit(7)"))
    second = Step("two", "Mend two.", ("-c", "print('reached')"), shown=True)
    monkeypatch.setattr("tests.__main__.plan", lambda words: [first, second])
    assert main([]) == 7
    said = capfd.readouterr()
    assert "reached" not in said.out
    assert "Mend one." in said.err


def test_tools_run_without_a_display_and_keep_their_caches() -> None:
    variables = surroundings()
    assert variables["QT_QPA_PLATFORM"] == "offscreen"
    assert variables["PYTHONUTF8"] == "1"
    assert Path(variables["MPLCONFIGDIR"]).parent.name == ".cache"
