"""Cell reasons: why a cell of a file is refused, said beside the place, for those who look at the file."""

from __future__ import annotations

import re

from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import naming

_MOST = 12
"""Options that are named."""
_COMMAND = re.compile(
    r"（standing: \w+）| \(standing: \w+\)|；zcdesk describe[^。]*|; zcdesk describe [^.;]*"
)
NO_OPTION = Words(
    "“{text}”不在可选的之内。可选：{options}。", "'{text}' is none of the options. There are: {options}."
)
NOT_YES = Words("“{text}”不是“是”或“否”，请填其中一个。", "'{text}' is neither yes nor no: say one of them.")


def reason(finding: Finding, project: Project, catalogue: Catalogue) -> Words:
    """A finding on a cell without its place, with the words of options instead of their ids, and without commands."""
    details = dict(finding.details)
    if finding.code == "unknown_option":
        options = [
            each.words for each in catalogue.vocabulary.lists.get(str(details.get("list")), {}).values()
        ]
        named = naming.series(options[:_MOST])
        if len(options) > _MOST:
            more = len(options) - _MOST
            named = Words(f"{named.zh}等 {len(options)} 项", f"{named.en} and {more} more")
        return NO_OPTION.fill(text=details["text"], options=named)
    if finding.code == "not_yes_or_no":
        return NOT_YES.fill(text=details["text"])
    said = naming.say(finding, project, catalogue)
    if finding.place is not None:
        place = naming.place_words(project, catalogue, finding.place)
        said = Words(said.zh.removeprefix(f"{place.zh}："), said.en.removeprefix(f"{place.en}: "))
    return Words(_COMMAND.sub("", said.zh), _COMMAND.sub("", said.en))
