"""What pip's refusals mean, and what the lock files promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bootstrap import DEVELOPMENT, RUNTIME
from packages import NothingTouched, clean_environment, explain, pip_version, telling

RETRY = (
    "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken"
    " by 'NewConnectionError('<object>: Failed to establish a new connection: [Errno -3] Temporary failure in name"
    " resolution')': /simple/reportlab/"
)
NONE_FOUND = (
    "ERROR: Could not find a version that satisfies the requirement reportlab==5.1.0 (from versions: none)",
    "ERROR: No matching distribution found for reportlab==5.1.0",
)


def test_no_network_names_the_package_and_what_to_check() -> None:
    trouble = explain([RETRY, *NONE_FOUND])
    assert isinstance(trouble, NothingTouched)
    assert "reportlab" in trouble.zh
    assert "网络" in trouble.zh
    assert "The package reportlab could not be reached" in trouble.en
    assert "proxy" in trouble.en


def test_no_network_without_a_closing_line_takes_the_name_from_the_address() -> None:
    assert "package reportlab " in explain([RETRY]).en


@pytest.mark.parametrize(
    "line",
    [
        "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='h', port=443): Read timed out.",
        "WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.')': /simple/attrs/",
        "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))",
        "ConnectionResetError: [Errno 104] Connection reset by peer",
        "NewConnectionError: [Errno 11001] getaddrinfo failed",
    ],
)
def test_each_way_to_lose_the_network_is_known(line: str) -> None:
    assert "could not be reached" in explain([line]).en


def test_a_machine_without_a_ready_package_is_told_which() -> None:
    trouble = explain(["ERROR: No matching distribution found for PySide6-Essentials==6.9.3"])
    assert isinstance(trouble, NothingTouched)
    assert "no PySide6-Essentials 6.9.3 for this machine" in trouble.en
    assert "x86-64" in trouble.zh


def test_a_package_that_is_not_the_locked_one_is_refused_plainly() -> None:
    trouble = explain(["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. …"])
    assert isinstance(trouble, NothingTouched)
    assert "other than the locked one" in trouble.en


@pytest.mark.parametrize(
    "line",
    [
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "ERROR: Could not install packages due to an OSError: [WinError 112] There is not enough space on the disk",
    ],
)
def test_a_full_disk_means_to_start_afresh(line: str) -> None:
    trouble = explain([line])
    assert not isinstance(trouble, NothingTouched)
    assert "磁盘已满" in trouble.zh


def test_anything_else_shows_the_tools_own_words() -> None:
    trouble = explain(["ERROR: something new"])
    assert not isinstance(trouble, NothingTouched)
    assert trouble.details == ("ERROR: something new",)


def test_details_keep_the_errors_and_drop_the_noise() -> None:
    noise = "WARNING: Location 'file:///x/attrs/' is ignored: it is neither a file nor a directory."
    assert telling([noise, *NONE_FOUND, noise]) == NONE_FOUND
    assert telling([noise, "", "last words"]) == ("last words",)


@pytest.mark.parametrize(
    ("line", "release"),
    [
        ("pip 23.0.1 from /usr/lib/python3/dist-packages/pip (python 3.11)\n", (23, 0)),
        ("pip 22.3 from C:\\Python311\\pip (python 3.11)", (22, 3)),
        ("", (0, 0)),
        ("No module named pip", (0, 0)),
    ],
)
def test_pip_tells_its_release(line: str, release: tuple[int, int]) -> None:
    assert pip_version(line) == release


def test_variables_that_lead_elsewhere_are_dropped_and_the_index_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "set on the machine")
    variables = clean_environment()
    assert "PYTHONPATH" not in variables
    assert "PIP_TARGET" not in variables
    assert variables["PIP_USER"] == "0"
    assert variables["PIP_INDEX_URL"] == "set on the machine"


def pins(lock: Path) -> set[str]:
    """Lines ``name==version ; marker`` of a lock file."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if re.match(r"[a-z0-9]", line)}


def test_the_development_lock_holds_every_pin_of_the_runtime() -> None:
    # The stamp of a filled development environment counts for the runtime too.
    assert pins(RUNTIME) < pins(DEVELOPMENT)


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda path: path.name)
def test_every_pin_has_digests(lock: Path) -> None:
    blocks = re.split(r"(?m)^(?=[a-z0-9])", lock.read_text(encoding="utf-8"))[1:]
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9.\-]+==\S+", block)
        assert "--hash=sha256:" in block


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda path: path.name)
def test_no_lock_names_an_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    for word in ("://", "--index", "--extra-index", "--find-links", "-i "):
        assert word not in text


@pytest.mark.parametrize("source", ["runtime.in", "dev.in"])
def test_every_name_asked_for_is_pinned_as_asked(source: str) -> None:
    lock = RUNTIME if source == "runtime.in" else DEVELOPMENT
    pinned = {pin.split(" ")[0] for pin in pins(lock)}
    for line in (RUNTIME.parent / source).read_text(encoding="utf-8").splitlines():
        if not line.startswith("-r"):
            assert line.lower() in pinned
