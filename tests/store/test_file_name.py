from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.store.file_name import LONGEST, clean


@pytest.mark.parametrize(
    "name, cleaned",
    [
        ("三月发票.pdf", "三月发票.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\发票.pdf", "发票.pdf"),
        ("\\\\server\\share\\a.pdf", "a.pdf"),
        ("/", "evidence"),
        ("..", "evidence"),
        ("", "evidence"),
        (" . ", "evidence"),
        ("a\x00b\nc\x1b[31m.pdf", "abc[31m.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200b\u2066b\u2069\ufeff.pdf", "ab.pdf"),
        ("a\u2028b.pdf", "ab.pdf"),
        ("a\u3000\u00a0b .pdf ", "a b.pdf"),
        ('a<b>:c"|?*.pdf', "a_b__c____.pdf"),
        ("a.pdf:stream", "a.pdf_stream"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("COM¹", "_COM¹"),
        ("aux .pdf", "_aux.pdf"),
        ("console.txt", "console.txt"),
        ("a.pdf...", "a.pdf"),
        (".htaccess", "htaccess"),
        ("e\u0301.pdf", "é.pdf"),
        ("a\udcff\ud800.pdf", "a__.pdf"),
        ("镕𠮷㙍.pdf", "镕𠮷㙍.pdf"),
        ("长" * 300 + ".pdf", "长" * 65 + ".pdf"),
        ("a." + "长" * 300, "a." + "长" * 66),
        ("x" * 5000, "x" * 200),
    ],
)
def test_a_hostile_name_is_made_harmless(name: str, cleaned: str) -> None:
    assert clean(name) == cleaned


@given(st.text(max_size=300) | st.text("./\\ \u202eCON\x00:长", max_size=300))
def test_any_name_can_be_written_to_a_disk(name: str) -> None:
    cleaned = clean(name)
    assert clean(cleaned) == cleaned
    assert 0 < len(cleaned.encode()) <= LONGEST + 1  # a device name has an underline put in front
    assert Path(cleaned).name == cleaned
    assert {unicodedata.category(character) for character in cleaned}.isdisjoint(
        {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
