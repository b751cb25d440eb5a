"""Words of the command line to commands, and errors to exit codes."""

from __future__ import annotations

import argparse
import getpass
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from zcdesk import __version__, places
from zcdesk.cli.output import FILE, MISUSED, REFUSED, Output
from zcdesk.cli.usage import usage_words
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.answers import AnswersError
from zcdesk.exchange.results import finding as finding_json
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.toml import PackError
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.naming import say
from zcdesk.workbench.refusal import Refused

_COMMANDS = {
    "new": ("projects", "新建项目 make a project"),
    "import-answers": ("projects", "导入答案文件 bring an answers file in"),
    "import": ("importing", "导入表格、单据等文件，先预览 take a file in, seen first"),
    "series": (
        "series",
        "表计序列：列出、出图、导出，月度合计填入答案 meter series: list, draw, write, fill in",
    ),
    "reading-sheet": (
        "reading_sheet",
        "抄表单：按月打印，供班组填写 a sheet to write the readings of a month on",
    ),
    "methods": ("methods", "列出核算方法 list the methods"),
    "describe": ("methods", "方法读取哪些数据 what a method reads"),
    "schemes": ("schemes", "零碳工厂等办法：列出，选定对照哪些 list, follow, leave schemes"),
    "readiness": ("readiness", "按一个办法逐项判定 judge by a scheme"),
    "compute": ("computing", "计算 compute"),
    "check": ("computing", "检查缺项与疑点 what is missing or doubtful"),
    "beside": ("standing_beside", "并行的方法：能源等，加上或去掉 methods beside the inventory"),
    "edition": ("changing", "换方法版本，先逐行对照 another edition, side by side first"),
    "factors": ("changing", "更新排放因子，先逐行对照 newer factors, side by side first"),
    "uncertainty": ("uncertain", "不确定性与数据品质 uncertainty and data quality"),
    "compare": ("comparing", "与基准年对比 what made a year differ"),
    "base-year": ("comparing", "基准年与重算门槛 base year and threshold"),
    "confirm": ("confirming", "确认看过的疑点 confirm what was looked at"),
    "why": ("reporting", "一个数从哪里来 where a figure comes from"),
    "report": ("reporting", "打印排放报告 print the emission report"),
    "parts": ("parts", "一份文件的全部表和图，各存为文件 every table and chart of a document as files"),
    "questionnaire": ("questionnaires", "供应商问卷：写成工作簿，读回来 a questionnaire: out and back"),
    "workbook": ("workbooks", "填报工作簿：写成 Excel 分发，填好的读回来 an entry workbook: out and back"),
    "submission": ("reporting", "按办法的文件夹导出申报材料 export the files of an application by folders"),
    "package": ("packaging", "写核查包 write the verification package"),
    "findings": (
        "verifier",
        "核查意见：列出、答复、写回给核查员 findings of a verifier: list, answer, give back",
    ),
    "copy": ("merging", "另存一份副本给同事 a copy of the project for a colleague"),
    "merge": ("merging", "把另一份副本合并进来，先看 take another copy in, seen first"),
    "verify": ("reporting", "核验项目与已封存的报告 verify a project and its sealed reports"),
    "audit-report": ("auditing", "核对已发布的报告 check a published report against itself"),
    "sample": ("sampling", "示例工厂 the sample factory"),
    "lint": ("linting", "检查数据包 check the packs"),
}

_FUNCTIONS = {"base-year": "base_year_command", "import": "import_file"}

_PACKS = "另用一套数据包 other packs: a folder with resources and forms"


def run(words: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    _use_utf8()
    arguments = _parser(words).parse_args(words)
    language: Language = arguments.language or ("zh" if _is_chinese() else "en")
    output = Output(language, arguments.json)
    packs = arguments.packs or os.environ.get("ZCDESK_PACKS")
    folders = [Path(packs, name) if packs else places.data(name) for name in ("resources", "forms")]
    for folder in folders:
        if not folder.is_dir():
            told = Words(
                f"“{packs}”里没有 {folder.name}。--packs（或 ZCDESK_PACKS）要含 resources 和 forms 两个文件夹。",
                f"'{packs}' has no folder {folder.name}. --packs (or ZCDESK_PACKS) names a folder with both of them.",
            )
            return output.refuse("packs", told, FILE)
    catalogue = Catalogue(folders[0], folders[1], places.cache())
    module = importlib.import_module(f"zcdesk.cli.{_COMMANDS[arguments.command][0]}")
    command = getattr(module, _FUNCTIONS.get(arguments.command, arguments.command.replace("-", "_")))
    try:
        code: int = command(arguments, output, catalogue)
    except AnswersError as wrong:
        project = wrong.project
        found = [finding_json(item, lambda each: say(each, project, catalogue)) for item in wrong.findings]
        count = len(found)
        words_of = Words(
            f"没有采用任何内容，项目未改动。共 {count} 处：",
            f"Nothing was taken, the project is unchanged. What is wrong ({count}):",
        )
        return output.refuse("answers", words_of, REFUSED, found)
    except Refused as refused:
        found = [finding_json(item, refused.say) for item in refused.findings]
        return output.refuse(refused.code, refused.words, REFUSED, found)
    except FileTrouble as trouble:
        return output.refuse(trouble.code, trouble.words, FILE)
    except KeyboardInterrupt:
        told = Words("已停止，没有写完的已经去掉。", "Given up; what was not finished is gone.")
        return output.refuse("interrupted", told, REFUSED)
    except PackError as broken:
        told = Words(f"数据包有误：{broken}", f"A pack is broken: {broken}")
        return output.refuse("pack", told, REFUSED)
    return code


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are in both languages, or JSON where that is wanted."""

    as_json = False
    language: Language | None = None

    def error(self, message: str) -> NoReturn:
        told = usage_words(message, list(_COMMANDS))
        told = Words(f"{told.zh}用法见 zcdesk --help。", f"{told.en} See zcdesk --help.")
        Output(_Parser.language or ("zh" if _is_chinese() else "en"), _Parser.as_json).refuse(
            "usage", told, MISUSED
        )
        sys.exit(MISUSED)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    _Parser.as_json = "--json" in words
    asked = [
        word.rpartition("=")[2] for word in words if word in ("zh", "en", "--language=zh", "--language=en")
    ]
    _Parser.language = None if not asked else "en" if asked[-1] == "en" else "zh"
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="一份 JSON one JSON document")
    common.add_argument("--language", choices=("zh", "en"), help="语言 language")
    common.add_argument("--packs", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=_PACKS)
    common.add_argument("--by", default=_user(), help="操作人 who works")
    parser = _Parser(prog="zcdesk", description="工厂温室气体核算 · Greenhouse-gas inventory of a factory")
    parser.add_argument("--packs", type=Path, metavar="DIR", help=_PACKS)
    parser.add_argument("--version", action="version", version=f"zcdesk {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {
        name: commands.add_parser(name, help=help_, parents=[common])
        for name, (_, help_) in _COMMANDS.items()
    }
    for name in (
        "new",
        "import-answers",
        "import",
        "series",
        "parts",
        "reading-sheet",
        "compute",
        "check",
        "uncertainty",
        "compare",
        "base-year",
        "confirm",
        "why",
        "report",
        "readiness",
        "submission",
        "package",
        "findings",
        "copy",
        "merge",
        "workbook",
        "verify",
        "beside",
        "edition",
        "factors",
    ):
        made[name].add_argument("file", type=Path, metavar="FILE", help="项目文件 project file (.zcd)")
    made["new"].add_argument("--method", action="append", default=[], metavar="ID[@EDITION]")
    made["new"].add_argument("--year", action="append", default=[], metavar="Y")
    made["new"].add_argument("--answers", type=Path, metavar="ANSWERS.json")
    made["import-answers"].add_argument("answers", type=Path, metavar="ANSWERS.json")
    made["describe"].add_argument("method", metavar="METHOD[@EDITION]")
    made["schemes"].add_argument(
        "--preview", default="", metavar="ID[@EDITION]", help="换版会有什么不同 another edition"
    )
    for name in (
        "compute",
        "check",
        "compare",
        "uncertainty",
        "why",
        "report",
        "schemes",
        "readiness",
        "submission",
    ):
        made[name].add_argument("--year", metavar="Y", help="缺省为最近年度 the latest by default")
    made["uncertainty"].add_argument("--view", choices=("location", "market"), default="location")
    made["uncertainty"].add_argument(
        "--draws", type=int, default=10_000, metavar="N", help="抽样次数 draws; 0: 只用误差公式"
    )
    made["uncertainty"].add_argument("--seed", type=int, default=20060, metavar="N", help="种子 seed")
    made["uncertainty"].add_argument(
        "--record", action="store_true", help="记入报告 keep it, so that the report prints it"
    )
    _comparing(made)
    made["confirm"].add_argument(
        "keys", nargs="*", metavar="KEY", help="确认键，缺省列出 from check; lists by default"
    )
    made["confirm"].add_argument("--reason", default="", metavar="TEXT", help="理由 why it is right")
    for name, said in (("add", "加上 take it in"), ("drop", "去掉，答案保留 leave it; answers stay")):
        made["beside"].add_argument(f"--{name}", action="append", default=[], metavar="ID", help=said)
    made["edition"].add_argument("method", nargs="?", default="", metavar="METHOD[@EDITION]")
    made["factors"].add_argument(
        "sets", nargs="*", metavar="SET", help="系数集，缺省为有更新的 those with news by default"
    )
    made["factors"].add_argument(
        "--restate", action="append", default=[], metavar="Y", help="封存年度也重述 a sealed year as well"
    )
    for name in ("edition", "factors"):
        made[name].add_argument("--all", action="store_true", help="全部各行 every line, not emissions only")
        made[name].add_argument("--accept", action="store_true", help="接受，一步 accept, as one step")
        made[name].add_argument("--reason", default="", metavar="TEXT", help="理由 why")
    made["why"].add_argument("code", metavar="CODE", help="定位码，如 “3-1 F01.7” as printed")
    made["report"].add_argument(
        "--out", type=Path, metavar="PDF|DOCX", help="后缀 .docx 写成 Word a name ending in .docx gives Word"
    )
    made["report"].add_argument(
        "--replace", action="store_true", help="替换已有的 PDF replace a PDF that is there"
    )
    made["report"].add_argument(
        "--seal", action="store_true", help="封存 record it, so that it can be verified later"
    )
    made["report"].add_argument(
        "--method", metavar="ID@EDITION", help="由哪个方法，记入项目 by which method; recorded"
    )
    made["verify"].add_argument(
        "--pdf", type=Path, metavar="PDF", help="与封存的报告比对 compare with the sealed ones"
    )
    made["package"].add_argument("--out", type=Path, required=True, metavar="ZIP")
    made["package"].add_argument(
        "--replace", action="store_true", help="替换已有的 zip replace a zip that is there"
    )
    _copying(made)
    made["submission"].add_argument(
        "--scheme", required=True, metavar="ID", help="哪个办法，见 schemes which scheme"
    )
    made["submission"].add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="新的文件夹 a new folder"
    )
    made["audit-report"].add_argument(
        "file", type=Path, metavar="FILE", help="报告里印出的行 its printed lines (.json, .csv)"
    )
    made["readiness"].add_argument(
        "--scheme", required=True, metavar="ID[@EDITION]", help="哪个办法，见 schemes which scheme"
    )
    made["readiness"].add_argument(
        "--choose", action="append", default=[], metavar="CHOICE=OPTION", help="记下口径 record a reading"
    )
    made["readiness"].add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="CRITERION=REASON",
        help="跳过一条及理由 why it is not asked",
    )
    made["schemes"].add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="项目文件 project file (.zcd)"
    )
    for name, said in (
        ("follow", "开始对照 follow it"),
        ("drop", "不再对照，答案保留 leave it; answers stay"),
    ):
        made["schemes"].add_argument(
            f"--{name}", action="append", default=[], metavar="ID[@EDITION]", help=said
        )
    sent = made["questionnaire"]
    sent.add_argument(
        "what", nargs="?", metavar="ID|FILE.xlsx", help="哪份问卷，或填好的 which, or a filled one"
    )
    sent.add_argument("--out", type=Path, metavar="FILE.xlsx", help="写到哪里 where it is written")
    sent.add_argument("--supplier", default="", metavar="NAME", help="先写上名称 a name filled in already")
    sent.add_argument("--into", type=Path, metavar="FILE", help="读到的写进项目 enter it in a project")
    sent.add_argument("--year", metavar="Y", help="缺省为最近年度 the latest by default")
    book = made["workbook"]
    book.add_argument("--year", metavar="Y", help="缺省为最近年度 the latest by default")
    book.add_argument("--out", type=Path, metavar="W.xlsx", help="写到哪里 where it is written")
    book.add_argument("--replace", action="store_true", help="替换已有的 replace one that is there")
    book.add_argument(
        "--in", dest="filled", type=Path, metavar="W.xlsx", help="读填好的，先预览 read a filled one"
    )
    book.add_argument("--accept", action="store_true", help="写入，一步 take it, as one step")
    taken = made["import"]
    taken.add_argument(
        "source", metavar="SOURCE", help="要导入的文件，- 为标准输入 the file; - is standard input"
    )
    taken.add_argument(
        "--as", dest="reader", metavar="READER", help="按哪种读，缺省自动认 as which kind of file"
    )
    taken.add_argument("--year", metavar="Y", help="文件没写年度时用 where the file names no year")
    taken.add_argument("--layout", type=Path, metavar="L.json", help="这种表怎么读 how this layout is read")
    taken.add_argument("--sheet", default="", metavar="NAME", help="哪张工作表 which sheet")
    taken.add_argument(
        "--overlap", choices=("replace", "keep", "add"), default="replace", help="已有数时 where answered"
    )
    taken.add_argument(
        "--told",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="回答读文件时的提问 what the file does not say",
    )
    taken.add_argument("--refused", type=Path, metavar="OUT.xlsx", help="不能采用的写到这里 what was refused")
    taken.add_argument("--accept", action="store_true", help="写入，一步 take it, as one step")
    meters = made["series"]
    meters.add_argument("id", nargs="?", default="", metavar="ID", help="哪一块，缺省为全部 which meter")
    meters.add_argument("--year", metavar="Y", help="哪一年 which year")
    meters.add_argument("--chart", choices=("duration", "day", "pv"), help="哪一种图 which chart")
    meters.add_argument("--out", type=Path, metavar="F", help="写成 .csv .png .svg where it is written")
    meters.add_argument("--replace", action="store_true", help="替换已有的 replace one that is there")
    meters.add_argument(
        "--fill", action="store_true", help="月度合计作为答案，先预览 months as answers, seen first"
    )
    meters.add_argument(
        "--lacking", default="0", metavar="PERCENT", help="接受缺多少读数 how much may be missing"
    )
    meters.add_argument("--accept", action="store_true", help="写入，一步 take it, as one step")
    meters.add_argument("--remove", action="append", default=[], metavar="ID", help="撤下 take one away")
    pieces = made["parts"]
    pieces.add_argument("--year", metavar="Y", help="缺省为最近年度 the latest by default")
    pieces.add_argument(
        "--report", metavar="ID", default="inventory", help="哪一份文件 which document, as in report"
    )
    pieces.add_argument("--scheme", metavar="ID", help="哪个办法 which scheme")
    pieces.add_argument("--base", metavar="Y", help="缺省为基准年 the base year by default")
    pieces.add_argument("--view", choices=("location", "market"), default="location")
    pieces.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="写到哪个新文件夹 a new folder"
    )
    paper = made["reading-sheet"]
    paper.add_argument("--year", metavar="Y", help="缺省为最近年度 the latest by default")
    paper.add_argument("--month", type=int, required=True, metavar="M", help="几月 which month, 1 to 12")
    paper.add_argument(
        "--page", action="append", default=[], metavar="ID", help="只要哪一页 of this page alone"
    )
    paper.add_argument(
        "--out", type=Path, required=True, metavar="S.pdf", help="写到哪里 where it is written"
    )
    paper.add_argument("--replace", action="store_true", help="替换已有的 replace one that is there")
    made["sample"].add_argument("--out", type=Path, default=Path("out"), metavar="DIR")
    return parser


def _copying(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """The words of a copy, of taking one in, and of what a verifier says."""
    made["copy"].add_argument("--out", type=Path, required=True, metavar="COPY.zcd")
    raised = made["findings"]
    raised.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="ID=TEXT",
        help="答复一条，一步 answer one, as one step",
    )
    raised.add_argument("--out", type=Path, metavar="F.json|.xlsx|.csv", help="连同答复写出 with the answers")
    merged = made["merge"]
    merged.add_argument("theirs", type=Path, metavar="THEIRS", help="另一份副本 the other copy (.zcd)")
    merged.add_argument("--accept", action="store_true", help="合并，一步 merge, as one step")
    merged.add_argument("--prefer", choices=("mine", "theirs"), help="冲突都取哪边 side of every conflict")
    merged.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="KEY=SIDE",
        help="一处冲突取 mine 或 theirs one conflict",
    )


def _comparing(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """The words of what compares years."""
    for name in ("compare", "report"):
        made[name].add_argument("--base", metavar="Y", help="缺省为基准年 the base year by default")
        made[name].add_argument("--view", choices=("location", "market"), default="location")
    made["report"].add_argument(
        "--report",
        metavar="ID",
        default="inventory",
        help="哪一份文件 which document: inventory, comparison, zero-carbon-plan, zero-carbon-self, scheme-self, esg",
    )
    made["report"].add_argument(
        "--scheme", metavar="ID", help="scheme-self 说的是哪个办法 the scheme that scheme-self is about"
    )
    base = made["base-year"]
    base.add_argument("--year", metavar="Y", help="定为基准年 make it the base year")
    base.add_argument("--threshold", metavar="PERCENT", help="重算门槛 when to recalculate")
    base.add_argument("--reason", metavar="TEXT", help="理由 why")
    base.add_argument(
        "--boundary",
        metavar="Y:SOURCE=TCO2E",
        help="边界调整 what joined or left, such as 2024:scope2.power=+12",
    )


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _is_chinese() -> bool:
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return not named.startswith("en")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user, as in a bare container
        return "user"
