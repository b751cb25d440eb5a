"""Usage: what argparse complains of, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from zcdesk.domain.words import Words

_REQUIRED = re.compile(r"the following arguments are required: (?P<names>.+)")
_UNKNOWN = re.compile(r"unrecognized arguments: (?P<names>.+)")
_CHOICE = re.compile(
    r"argument (?P<name>[^:]+): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<known>.+)\)"
)
_VALUE = re.compile(r"argument (?P<name>[^:]+): expected (?:one|at least one) argument")
_AMBIGUOUS = re.compile(r"ambiguous option: (?P<given>\S+) could match (?P<known>.+)")


def usage_words(message: str, commands: Sequence[str]) -> Words:
    """A complaint of the parser; `commands` are those there are."""
    if found := _CHOICE.fullmatch(message):
        given = found["given"]
        if found["name"] == "COMMAND":
            near = get_close_matches(given, commands, 1)
            listed = " ".join(commands)
            meant = Words(f"是不是 {near[0]}？", f" Did you mean {near[0]}?") if near else Words("", "")
            return Words(
                f"没有“{given}”这个命令。{meant.zh}可用：{listed}。",
                f"There is no command '{given}'.{meant.en} There are: {listed}.",
            )
        known = found["known"].replace("'", "")
        return Words(
            f"{found['name']} 不能是“{given}”，可用：{known.replace(', ', '、')}。",
            f"{found['name']} cannot be '{given}'; use one of {known}.",
        )
    if found := _REQUIRED.fullmatch(message):
        names = found["names"]
        if names == "COMMAND":
            listed = " ".join(commands)
            return Words(f"没有给出命令。可用：{listed}。", f"No command was given. There are: {listed}.")
        names = names.replace("file", "FILE").replace("answers", "ANSWERS.json")
        return Words(f"缺少参数：{names.replace(', ', '、')}。", f"Missing: {names}.")
    if found := _UNKNOWN.fullmatch(message):
        return Words(f"不认识的参数：{found['names']}。", f"Not known: {found['names']}.")
    if found := _VALUE.fullmatch(message):
        return Words(f"{found['name']} 后面缺少内容。", f"{found['name']} needs something after it.")
    if found := _AMBIGUOUS.fullmatch(message):
        return Words(
            f"{found['given']} 不明确，可能是 {found['known'].replace(', ', '、')}。",
            f"{found['given']} is ambiguous: {found['known']}.",
        )
    return Words(f"命令看不懂：{message}。", f"Not understood: {message}.")
