#!/usr/bin/env python3
"""Checks a verification package of zcdesk by itself: python3 check.py [package.zip or folder]. Python 3.8 or later.

Nothing of zcdesk is used. It looks at four things and says what it found of each:

1. every file is byte for byte what the manifest says, and nothing is there beside them;
2. the chain of edits is unbroken, and the answers and the evidence are what the edits add up to;
3. every factor used is a row of the factor tables in the package, and every answer used is one of the answers;
4. every computed figure follows from its inputs by its formula, in exact fractions, and rounds to what is printed.

It leaves with 0 if all holds, 1 if anything does not, 2 if there is no package.
"""

import hashlib
import json
import sys
import zipfile
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，－＋　", "0123456789.,-+ ")}
TINY = Fraction(1, 10**30)
"""The program divides with 50 digits; a fraction has all of them, so equal means equal to 30 digits."""


class Missing(Exception):
    """A name in a formula that the figure did not read: the next alternative is meant."""


class Other(Exception):
    """Something that is not recomputed here, such as the enthalpy of steam."""


class Package:
    """The files of a package, from a zip or from the folder it was unpacked to."""

    def __init__(self, path):
        self.zip = None if path.is_dir() else zipfile.ZipFile(str(path))
        self.folder = path

    def names(self):
        if self.zip:
            return [entry.filename for entry in self.zip.infolist() if not entry.is_dir()]
        files = (each for each in self.folder.rglob("*") if each.is_file())
        return [each.relative_to(self.folder).as_posix() for each in files]

    def open(self, name):
        return self.zip.open(name) if self.zip else open(str(self.folder / name), "rb")

    def json(self, name):
        with self.open(name) as stream:
            return json.loads(stream.read().decode("utf-8"))

    def lines(self, name):
        with self.open(name) as stream:
            for line in stream:
                yield line.decode("utf-8").rstrip("\n")


def number(text):
    """A typed number: thousands separated, full-width digits, 万 and 亿, a sum that begins with =."""
    plain = text.translate(WIDE).strip()
    if plain.startswith("="):
        return expression(plain[1:])
    plain = plain.rstrip("%").strip().replace(",", "").replace(" ", "").replace("_", "")
    factor = 1
    while plain and plain[-1] in "万亿":
        factor *= {"万": 10**4, "亿": 10**8}[plain[-1]]
        plain = plain[:-1]
    return Fraction(plain) * factor


def expression(text):
    """``3*40+5`` with + - * / and brackets."""
    import ast

    def value(node):
        if isinstance(node, ast.BinOp):
            a, b = value(node.left), value(node.right)
            kind = type(node.op).__name__
            return {"Add": a + b, "Sub": a - b, "Mult": a * b}[kind] if kind != "Div" else a / b
        if isinstance(node, ast.UnaryOp):
            return -value(node.operand) if isinstance(node.op, ast.USub) else value(node.operand)
        return Fraction(str(node.value))

    marks = {ord("×"): "*", ord("÷"): "/", ord("（"): "(", ord("）"): ")", ord(","): None, ord(" "): None}
    return value(ast.parse(text.translate(marks), mode="eval").body)


class Figures:
    """The figures of a package and how they follow from one another."""

    def __init__(self, package):
        held = package.json("figures.json")
        self.nodes = held["nodes"]
        self.figures = held["figures"]
        self.trees = held["trees"]
        self.constants = {id_: ratio(text) for id_, text in held["constants"].items()}
        self.tables = held["tables"]
        self.rows = held["rows"]
        self.answers = {tuple(each["place"]): each for each in package.json("answers.json")["answers"]}
        self.factors = {each["id"]: each for each in package.json("factors.json")["factors"]}
        self.skipped = 0

    def value(self, node):
        told = node["value"]
        return told if isinstance(told, bool) or node["form"] == "text" else Fraction(told)

    def inputs(self, node):
        return [self.nodes[index] for index in node["inputs"]]

    def check(self, node):
        """What is wrong with a node; empty if nothing is."""
        kind = node["kind"]
        if kind == "answer":
            return self.answer(node)
        if kind == "factor":
            return self.factor(node)
        if kind == "constant":
            same = close(self.constants.get(node["id"]), self.value(node))
            return "" if same else "is not the constant of the package"
        try:
            found = self.fold(node) if kind == "fold" else self.line(node)
        except Other:
            self.skipped += 1
            return ""
        except (Missing, ArithmeticError, LookupError, ValueError, TypeError) as wrong:
            return "cannot be computed: %s %s" % (type(wrong).__name__, wrong)
        return "" if close(found, self.value(node)) else "gives %s, not %s" % (shown(found), node["value"])

    def answer(self, node):
        held = self.answers.get((node["id"], node["row"], node["period"]))
        if held is None:
            return "there is no such answer"
        if held["standing"] == "none":
            return "" if self.value(node) == 0 else "the plant has none of it, so it is 0"
        if node["form"] == "text":
            return "" if held["text"] == node["value"] or node["date"] else "the answer is %r" % held["text"]
        if isinstance(node["value"], bool):
            return "" if (held["text"] == "yes") == node["value"] else "the answer is %r" % held["text"]
        found = number(held["text"]) * ratio_of(node["ratio"])
        for part in self.inputs(node):  # a density
            found *= self.value(part)
        return (
            ""
            if close(found, self.value(node))
            else "%s %s gives %s" % (held["text"], held["unit"], shown(found))
        )

    def factor(self, node):
        held = self.factors.get(node["source"])
        if held is None:
            return "there is no such row in the factor tables"
        found = Fraction(held["value"]) * ratio_of(node["ratio"])
        return "" if close(found, self.value(node)) else "the table has %s %s" % (held["value"], held["unit"])

    def fold(self, node):
        parts = self.inputs(node)
        values = [self.value(part) for part in parts]
        rule = node["formula"]
        if rule == "sum":
            return sum(values, Fraction(0))
        if rule == "mean":
            return sum(values, Fraction(0)) / len(values)
        weights = [self.value(self.nodes[index]) for index in node["weights"]]
        return sum((a * b for a, b in zip(values, weights)), Fraction(0)) / sum(weights, Fraction(0))

    def line(self, node):
        if node["formula"].startswith("months: "):
            parts = self.inputs(node)
            own = [part for part in parts if part["id"] == node["id"]]
            values = [self.value(part) for part in own]
            if node["formula"] == "months: sum":
                return sum(values, Fraction(0))
            weights = [self.value(part) for part in parts if part["id"] != node["id"]]
            return sum((a * b for a, b in zip(values, weights)), Fraction(0)) / sum(weights, Fraction(0))
        return Formula(self, node).run(self.trees[node["source"]][node["id"]])


class Formula:
    """One formula evaluated over what its figure read."""

    def __init__(self, figures, node):
        self.figures, self.node, self.read = figures, node, figures.inputs(node)
        self.row = node["row"]

    def run(self, tree):
        kind = tree[0]
        if kind == "number":
            return Fraction(tree[1])
        if kind == "text":
            return tree[1]
        if kind == "name":
            return self.name(tree[1], self.node["period"])
        if kind == "scaled":
            return self.run(tree[1]) * Fraction(tree[2])
        if kind == "call":
            return self.call(tree[1], tree[2:])
        return self.operation(tree[1], tree[2:])

    def operation(self, op, parts):
        if op in ("and", "or"):
            decisive, missing = op == "or", False
            for part in parts:
                try:
                    if bool(self.run(part)) is decisive:
                        return decisive
                except Missing:
                    missing = True
            if missing:
                raise Missing(op)
            return not decisive
        if op == "not":
            return not self.run(parts[0])
        if op == "neg":
            return -self.run(parts[0])
        a, b = self.run(parts[0]), self.run(parts[1])
        if op == "/":
            return a / b
        return {
            "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "<": lambda: a < b, "<=": lambda: a <= b,
            ">": lambda: a > b, ">=": lambda: a >= b, "==": lambda: a == b, "!=": lambda: a != b,
        }[op]()  # fmt: skip

    def call(self, function, parts):
        if function == "first":
            for part in parts:
                try:
                    return self.run(part)
                except Missing:
                    continue
            raise Missing("first")
        if function == "if_":
            return self.run(parts[1]) if self.run(parts[0]) else self.run(parts[2])
        if function in ("min", "max"):
            return (min if function == "min" else max)(self.run(part) for part in parts)
        if function == "step":
            values = [self.run(part) for part in parts]
            got = Fraction(0)
            for threshold, worth in zip(values[1::2], values[2::2]):
                got = worth if values[0] >= threshold else got
            return got
        if function in ("sum", "sum_if"):
            return self.sum(parts[0][1], parts[1] if function == "sum_if" else None)
        if function == "factor":
            return self.factor([self.run(part) for part in parts])
        if function == "given":
            return self.given(parts[0][1])
        if function == "prior":
            year = str(int(self.node["period"][:4]) - 1) + self.node["period"][4:]
            return self.name(parts[0][1], year)
        if function == "rows":
            return Fraction(len(self.figures.rows.get(self.figures.tables.get(parts[0][1], ""), [])))
        if function in ("years", "months", "days"):
            days = [date(*map(int, str(self.run(part)).split("-"))) for part in parts]
            if function == "months":
                return Fraction((days[1].year - days[0].year) * 12 + days[1].month - days[0].month)
            year = int(self.node["period"][:4])
            return Fraction(
                year - days[0].year if function == "years" else (date(year, 12, 31) - days[0]).days
            )
        raise Other(function)

    def name(self, id_, period):
        if id_ in self.figures.constants:
            return self.figures.constants[id_]
        fitting = [
            part for part in self.read
            if part["id"] == id_ and part["row"] in ("", self.row) and part["period"] in ("", period, period[:4])
        ]  # fmt: skip
        if not fitting:
            raise Missing(id_)
        return self.figures.value(fitting[0])

    def sum(self, id_, condition):
        period, total, own = self.node["period"], Fraction(0), self.row
        seen = set()
        for part in self.read:
            if part["id"] != id_ or part["period"] not in ("", period, period[:4]) or part["row"] in seen:
                continue
            seen.add(part["row"])
            if condition is not None:
                self.row = part["row"]
                try:
                    holds = self.run(condition)
                finally:
                    self.row = own
                if not holds:
                    continue
            total += self.figures.value(part)
        rows = self.figures.rows.get(self.figures.tables.get(id_, ""), [])
        if condition is None and rows and len(seen) < len(rows):
            raise Missing("%s of %d rows, not %d" % (id_, len(seen), len(rows)))
        return total

    def factor(self, keys):
        wanted = "%s/%s" % (keys[0], keys[1])
        fitting = [part for part in self.read if part["kind"] == "factor" and part["id"] == wanted]
        if not fitting:
            raise Missing(wanted)
        if len(fitting) > 1 and len(keys) > 2:
            fitting = [part for part in fitting if "/%s/" % keys[2] in part["source"]] or fitting
        return self.figures.value(fitting[0])

    def given(self, id_):
        try:
            self.name(id_, self.node["period"])
            return True
        except Missing:
            year = self.node["period"][:4]
            return any(
                quantity == id_ and row in ("", self.row) and (not period or period[:4] == year)
                and held["standing"] != "default"
                for (quantity, row, period), held in self.figures.answers.items()
            )  # fmt: skip


def ratio(text):
    top, _, bottom = text.replace(" ", "").partition("/")
    return Fraction(top) / Fraction(bottom or "1")


def ratio_of(pair):
    return Fraction(pair[0]) / Fraction(pair[1])


def close(a, b):
    if isinstance(a, (str, bool)) or isinstance(b, (str, bool)) or a is None or b is None:
        return a == b
    return abs(a - b) <= TINY * max(1, abs(a), abs(b))


def shown(value):
    return "%.12g" % value if isinstance(value, Fraction) else repr(value)


def printed(value, places, mode):
    """A fraction with so many decimals, as the method rounds."""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    half = Fraction(rest, scaled.denominator) - Fraction(1, 2)
    up = half > 0 or (half == 0 and (mode == "half-up" or whole % 2 == 1))
    digits = str(whole + up).rjust(places + 1, "0")
    text = "%s.%s" % (digits[:-places], digits[-places:]) if places else digits
    return "-" + text if value < 0 and whole + up else text


def files(package, say):
    """Every file by its digest."""
    manifest = package.json("manifest.json")
    bad = 0
    told = {each["name"]: each for each in manifest["files"]}
    for name, count in Counter(package.names()).items():
        if count > 1:
            bad += say("stands in the zip twice 压缩包里有两份: %s" % name)
        if name != "manifest.json" and name not in told:
            bad += say("not in the manifest 清单里没有: %s" % name)
    for name, each in told.items():
        digest, size = hashlib.sha256(), 0
        try:
            with package.open(name) as stream:
                for piece in iter(lambda: stream.read(1 << 20), b""):
                    digest.update(piece)
                    size += len(piece)
        except (KeyError, OSError, zipfile.BadZipFile) as wrong:
            bad += say("cannot be read 读不了: %s (%s)" % (name, wrong))
            continue
        if digest.hexdigest() != each["sha256"] or size != each["size"]:
            bad += say("has been changed 被改过: %s" % name)
    return bad, len(told)


def chain(package, say):
    """The edits, each with the digest of the one before, and the answers that they add up to."""
    previous, count, answers, evidence = "0" * 64, 0, {}, {}
    for line in package.lines("chain.jsonl"):
        row = json.loads(line)
        count += 1
        told = "%s\n%d\n%s" % (previous, count, row["content"])
        if row["number"] != count or hashlib.sha256(told.encode("utf-8")).hexdigest() != row["digest"]:
            return say("the chain breaks at edit 修改链断在第 %d 步" % count), count
        previous = row["digest"]
        for change in json.loads(row["content"])["changes"]:
            if change.get("kind") == "answer":
                key = tuple(change["key"])
                if change["after"] is None:
                    answers.pop(key, None)
                else:
                    answers[key] = change["after"]
            elif change.get("kind") == "evidence":
                evidence.pop(change["key"], None)
                if change["after"] is not None and change["after"]["digest"]:
                    evidence[change["key"]] = change["after"]["digest"]
    bad = 0
    if count != package.json("manifest.json").get("edits", count):
        bad += say("edits are lacking at the end 修改链末尾少了几步: %d" % count)
    files = {each["name"]: each["sha256"] for each in package.json("manifest.json")["files"]}
    told = package.json("answers.json")
    listed = {each["id"]: each["sha256"] for each in told["evidence"] if each["sha256"]}
    for id_ in sorted(set(listed) | set(evidence)):
        names = [each["file"] for each in told["evidence"] if each["id"] == id_]
        if listed.get(id_) != evidence.get(id_) or [files.get(name) for name in names] != [evidence.get(id_)]:
            bad += say("evidence %s is not what the edits say 证据与修改链不符" % id_)
    held = told["answers"]
    if {tuple(each["place"]) for each in held} != set(answers):
        bad += say("the answers are not those that the edits add up to 答案与修改链不符")
    for each in held:
        after = answers.get(tuple(each["place"]), {})
        same = ("text", ""), ("unit", ""), ("standing", "given"), ("note", ""), ("evidence", [])
        if any(after.get(name, default) != each[name] for name, default in same):
            bad += say("answer %s is not what the edits say 与修改链不符" % "·".join(each["place"]))
    return bad, count


def numbers(package, say):
    """Every figure recomputed, and rounded to what is printed."""
    figures = Figures(package)
    bad = 0
    for node in figures.nodes:
        wrong = figures.check(node)
        if wrong:
            where = "·".join(part for part in (node["id"], node["row"], node["period"]) if part)
            bad += say("%s: %s" % (where, wrong))
    for each in figures.figures:
        value = figures.value(figures.nodes[each["node"]])
        if each["places"] is not None and printed(value, each["places"], each["mode"]) != each["printed"]:
            bad += say("%s: printed %s, rounds to %s" % (
                each["id"], each["printed"], printed(value, each["places"], each["mode"])))  # fmt: skip
    return bad, len(figures.nodes), figures.skipped, [each for each in figures.figures if each["total"]]


def meters(package, say):
    """The monthly sums that were taken from meters, from their readings; what rests on a match of two is not redone."""
    try:
        held = package.json("series.json")
    except (KeyError, OSError):
        return 0, 0
    series = {each["id"]: each for each in held["series"]}
    sums, bad, count = {}, 0, 0
    for id_ in {id_ for fed in held["fed"] if not fed["way"] for id_ in fed["series"]}:
        sums[id_] = monthly(package, series[id_])
    for fed in held["fed"]:
        parts = [sums[id_].get(fed["place"][2], (Fraction(0), 0)) for id_ in fed["series"] if not fed["way"]]
        if not parts or any(missing for _, missing in parts) or fed["kwh"] is None:
            continue
        count += 1
        found = sum((energy for energy, _ in parts), Fraction(0))
        if abs(found - Fraction(fed["kwh"])) > Fraction(1, 10**8):
            bad += say("meters 表计 %s: %s kWh, not %s" % ("·".join(fed["place"]), shown(found), fed["kwh"]))
    return bad, count


def monthly(package, series):
    """Energy of each month, and how many of its readings are missing. [kWh]"""
    ratio, found = ratio_of(series["kwh"]), {}
    for number, line in enumerate(package.lines(series["file"])):
        if number:
            at, value = line[:7], line.rsplit(",", 2)[1]
            energy, missing = found.get(at, (Fraction(0), 0))
            found[at] = (energy + Fraction(value) * ratio, missing) if value else (energy, missing + 1)
    return found


def main(arguments):
    """Check and tell; see the head of this file."""
    here = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    complaints = []

    def say(text):
        complaints.append(text)
        return 1

    try:
        package = Package(here)
        bad, count = files(package, say)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as wrong:
        print("no package here 这里没有核查包: %s (%s)" % (here, wrong))
        return 2
    with package.open("manifest.json") as stream:
        print("   manifest.json SHA-256 清单摘要: %s" % hashlib.sha256(stream.read()).hexdigest())
    print("%s  1 files 文件: %d, changed 不符 %d" % ("x" if bad else "v", count, bad))
    try:
        bad, count = chain(package, say)
        print("%s  2 edits 修改: %d, contradictions 不符 %d" % ("x" if bad else "v", count, bad))
        bad, count = meters(package, say)
        if bad or count:
            print("%s    months of meters 表计月量: %d, wrong 不符 %d" % ("x" if bad else "v", count, bad))
        bad, count, skipped, totals = numbers(package, say)
    except (LookupError, ValueError, TypeError, OSError, zipfile.BadZipFile) as wrong:
        say("the package cannot be read any further 无法继续读取: %s %s" % (type(wrong).__name__, wrong))
        bad, count, skipped, totals = 1, 0, 0, []
    print("%s  3 figures 数: %d, wrong 不符 %d" % ("x" if bad else "v", count, bad))
    if skipped:
        print("   not recomputed here 本程序不重算 (IAPWS-IF97): %d" % skipped)
    for each in totals:
        print(
            "   %s  %s  %s = %s %s"
            % (each["year"], each["method"], each["name"], each["printed"], each["unit"])
        )
    for text in complaints[:200]:
        print("   ! " + text)
    if len(complaints) > 200:
        print("   ! ... %d more" % (len(complaints) - 200))
    print("all holds 全部相符" if not complaints else "%d things do not hold 处不符" % len(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
