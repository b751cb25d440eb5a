"""Telephone numbers and mailboxes: what about one looks like a slip. Nothing is refused for it.

References
----------
.. [1] 《电信网编号计划（2017 年版）》, 工业和信息化部: mobile numbers have 11 digits and begin with 1; a number of a
   fixed line has 7 or 8 digits after an area code of 3 (010, 02x) or 4 that begins with 0; 400 and 800 numbers have 10.
.. [2] ITU-T E.164 (11/2010), 6.2: an international number has at most 15 digits.
.. [3] RFC 5321, 4.1.2: a mailbox is ``local@domain``.
"""

from __future__ import annotations

import re
from typing import Literal

PhoneWrong = Literal["character", "length", "area"]
MailWrong = Literal["character", "at", "domain"]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SEVERAL = re.compile(r"[、，,;；/\n]")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*\d{1,6}\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s()\u2010-\u2015.\-]")
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")


def phone_wrong(text: str, done: bool = True) -> PhoneWrong | None:
    """What is wrong with a telephone number, or with the first of several; None if nothing looks so.

    Parameters
    ----------
    text : str
    done : bool
        False while it is being typed: then only what cannot become right by typing on is said.
    """
    for part in _SEVERAL.split(text.translate(_WIDE)):
        number = _BETWEEN.sub("", _EXTENSION.sub("", part.strip()))
        if number:
            wrong = _number_wrong(number, done)
            if wrong is not None:
                return wrong
    return None


def _number_wrong(number: str, done: bool) -> PhoneWrong | None:
    home = re.sub(r"^(?:\+|00)86", "", number)
    digits = home.removeprefix("+")
    if not done:
        return None if re.sub(r"[转分机extEXT#]", "", digits).isdecimal() or not digits else "character"
    if not digits.isdecimal():
        return "character"
    if home.startswith("+") or (home == number and number.startswith("00")):
        return None if 7 <= len(digits.removeprefix("00")) <= 15 else "length"
    if digits.startswith("1"):
        return None if len(digits) == 11 else "length"
    if digits.startswith(("400", "800")) and len(digits) == 10:
        return None
    if digits.startswith("0"):
        area = 3 if digits.startswith(("010", "02")) else 4
        return None if len(digits) - area in (7, 8) else "length"
    if len(digits) in (7, 8):
        return "area"
    foreign_code = home != number and 9 <= len(digits) <= 11  # +86 571 …: the 0 of the area code goes
    return None if foreign_code else "length"


def mail_wrong(text: str, done: bool = True) -> MailWrong | None:
    """What is wrong with a mailbox, or with the first of several; None if nothing looks so. `done` as above."""
    for part in re.split(r"[、;；,\n]", text):
        mail = part.strip()
        if not mail:
            continue
        local, at, domain = mail.rpartition("@") if "@" in mail else (mail, "", "")
        odd = not _LOCAL.fullmatch(local) if local else False
        labels = domain.split(".")
        odd = odd or any(label and not _LABEL.fullmatch(label.rstrip("-")) for label in labels)
        if odd:
            return "character"
        if done and (not at or not local):
            return "at"
        if done and (len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels)):
            return "domain"
    return None
