"""The rules that schemes are held to beside those of methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zcdesk.packs.rules import Complaint, Packs, error, is_day, scheme_file


def _dates(packs: Packs) -> Iterator[Complaint]:
    """Days that there are; of a call that was not seen a year may be all that is known."""
    for key, found in packs.schemes.items():
        issued = found.scheme.method.issued
        if not issued or not is_day(issued):
            yield error(scheme_file(key), "issued", f"没有 {issued} 这一天", f"no such day: {issued}")


def _read(packs: Packs) -> Iterator[Complaint]:
    """What is taken from methods or left to the plant is used, and every method has it in that unit."""
    for key, found in packs.schemes.items():
        read = {each.value for each in found.scheme.criteria}
        read |= {name for line in found.scheme.method.lines.values() for name in found.reads(line.id)}
        for id_ in (*found.scheme.taken, *found.scheme.choices):
            if id_ not in read:
                yield error(scheme_file(key), id_, "没有公式用它", "no formula uses it")
        for id_, taken in found.scheme.taken.items():
            units = {
                method.lines[id_].line.unit
                for method in packs.methods.values()
                if id_ in method.lines and method.method.kind == taken.kind
            }
            if units - {taken.unit}:
                text = f"各方法的单位是 {sorted(units)}", f"methods have it in {sorted(units)}"
                yield error(scheme_file(key), id_, *text)


def _reached(packs: Packs) -> Iterator[Complaint]:
    """Every line and every verdict has a worked example."""
    for key, found in packs.schemes.items():
        worked = packs.examples.get(f"schemes/{key}", ())
        lines = {expected.line for example in worked for expected in example.expect}
        judged = {f"{id_}.{level}.met" for example in worked for id_, level, _ in example.verdicts}
        made = {f"{each.id}." for each in found.scheme.criteria}
        for id_, line in found.scheme.method.lines.items():
            of_criterion = any(id_.startswith(start) for start in made)
            wanted = id_.endswith(".met") if of_criterion else bool(line.formula)
            if wanted and id_ not in (judged if of_criterion else lines):
                file = scheme_file(key, "examples")
                yield error(file, id_, "没有算例到这一行", "no example reaches this line")


RULES: tuple[Callable[[Packs], Iterator[Complaint]], ...] = (_dates, _read, _reached)
"""All of them, in the order of their complaints."""
