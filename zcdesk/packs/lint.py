"""Lint: everything that is wrong or getting old in the packs, beyond what keeps one of them from loading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar

from zcdesk.domain.policy import Policies
from zcdesk.domain.words import same
from zcdesk.formula.compiled import Compiled
from zcdesk.formula.schemes import CompiledScheme
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.examples import Example, examples
from zcdesk.packs.policy_rules import RULES as POLICY_RULES
from zcdesk.packs.questionnaire_rules import RULES as QUESTIONNAIRE_RULES
from zcdesk.packs.rules import RULES, Complaint, Packs
from zcdesk.packs.scheme_rules import RULES as SCHEME_RULES
from zcdesk.packs.toml import PackError

T = TypeVar("T")


def lint(catalogue: Catalogue, today: date | None = None) -> tuple[Complaint, ...]:
    """Every complaint about every pack: first what does not load, then the rules in their order.

    Parameters
    ----------
    catalogue : Catalogue
    today : date
        Day on which ``check_by`` is judged; None for the day of the call.
    """
    found: list[Complaint] = []

    def attempt(what: Callable[[], T]) -> T | None:
        try:
            return what()
        except PackError as bad:
            file, _, rest = str(bad).partition(": ")
            path = rest.partition(": ")[0] if ": " in rest else ""
            found.append(Complaint("error", file, path, same(rest or file)))
            return None

    vocabulary = attempt(lambda: catalogue.vocabulary)
    if vocabulary is None:
        return tuple(found)
    methods: dict[str, Compiled] = {}
    worked: dict[str, tuple[Example, ...]] = {}
    for id_, edition in ((id_, edition) for id_, all_ in catalogue.editions.items() for edition in all_):
        compiled = attempt(partial(catalogue.method, id_, edition))
        if compiled is not None:
            methods[f"{id_}/{edition}"] = compiled
            folder = catalogue.resources / "methods" / id_ / edition
            worked[f"{id_}/{edition}"] = attempt(partial(examples, folder, compiled)) or ()
    schemes: dict[str, CompiledScheme] = {}
    for id_, edition in catalogue.scheme_editions:
        scheme = attempt(partial(catalogue.scheme, id_, edition))
        if scheme is not None:
            schemes[f"{id_}/{edition}"] = scheme
            folder = catalogue.resources / "schemes" / id_ / edition
            read = partial(examples, folder, scheme.compiled, scheme.scheme)
            worked[f"schemes/{id_}/{edition}"] = attempt(read) or ()
    sets = {id_: attempt(partial(catalogue.factor_set, id_)) for id_ in catalogue.set_ids}
    attempt(lambda: catalogue.grading)
    names = sorted(path.stem for path in (catalogue.resources / "text").glob("*.toml"))
    texts = {name: attempt(partial(catalogue.texts, name)) for name in names}
    packs = Packs(
        vocabulary,
        methods,
        {id_: set_ for id_, set_ in sets.items() if set_ is not None},
        attempt(lambda: catalogue.pages) or {},
        attempt(lambda: catalogue.drawings) or {},
        worked,
        frozenset(texts.get("findings") or ()),
        (today or datetime.now(UTC).date()).isoformat(),
        schemes,
        attempt(lambda: catalogue.policies) or Policies({}, {}),
        attempt(lambda: catalogue.questionnaires) or {},
    )
    for rule in (*RULES, *SCHEME_RULES, *POLICY_RULES, *QUESTIONNAIRE_RULES):
        found += rule(packs)
    return tuple(dict.fromkeys(found))
