"""Walking: which question comes next, which was skipped, and the way back; for whoever answers one thing at a time."""

from __future__ import annotations

from zcdesk.workbench.forms import stepping
from zcdesk.workbench.forms.stepping import Step
from zcdesk.workbench.workbench import Workbench

Key = tuple[str, str, str]


class Walk:
    """One walk through what is not answered.

    Parameters
    ----------
    workbench : Workbench

    Attributes
    ----------
    step : Step or None
        What is asked; None where nothing is.
    todo : tuple of Step
        Everything that is not answered, as it was last looked at.
    """

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self.step: Step | None = None
        self.todo: tuple[Step, ...] = ()
        self._seen: list[Key] = []
        self._skipped: set[Key] = set()
        self._asked: tuple[Key, bool] | None = None
        """What is asked, and whether something waited for it when it came up; once answered nothing does."""

    def look(self, year: str) -> None:
        """Look again at what is asked; where nothing is, at the first thing that something waits for."""
        self.todo = stepping.steps(self._workbench, year)
        if self.step is not None:
            self.step = stepping.step_at(self._workbench, self.step.key, year)
        if self.step is None:
            waiting = (each for each in self.todo if each.required and each.key not in self._skipped)
            self.step = next(waiting, None)
        if self.step is None:
            self._asked = None
        elif self._asked is None or self._asked[0] != self.step.key:
            self._asked = (self.step.key, self.step.required)

    @property
    def skipped(self) -> tuple[Step, ...]:
        """What was skipped and is not answered."""
        return tuple(each for each in self.todo if each.key in self._skipped)

    @property
    def blank(self) -> tuple[Step, ...]:
        """What may stay blank, and is."""
        return tuple(each for each in self.todo if not each.required)

    @property
    def began(self) -> bool:
        """Whether there is a way back."""
        return bool(self._seen)

    def on(self, year: str) -> None:
        """On to the next thing that is not answered; what is left empty counts as skipped.

        After the last thing that something waits for, what may stay blank is not asked unless it is wanted.
        """
        step = self.step
        if step is None:
            return
        self.todo = stepping.steps(self._workbench, year)
        if any(each.key == step.key for each in self.todo):
            self._skipped.add(step.key)
        self._seen.append(step.key)
        keys = [each.key for each in self.todo]
        at = keys.index(step.key) + 1 if step.key in keys else 0
        rest = [each for each in (*self.todo[at:], *self.todo[:at]) if each.key not in self._skipped]
        waited = self._asked is not None and self._asked[1]
        if waited and not any(each.required for each in rest):
            rest = []
        self.step = rest[0] if rest else None

    def back(self, year: str) -> bool:
        """Back to what was asked before; False where there is nothing."""
        while self._seen:
            key = self._seen.pop()
            step = stepping.step_at(self._workbench, key, year)
            if step is not None:
                self._skipped.discard(key)
                self.step = step
                return True
        return False

    def again(self) -> None:
        """Ask again what was skipped."""
        self._skipped.clear()
        self.step = None

    def optional(self) -> None:
        """Ask what may stay blank."""
        self._skipped -= {each.key for each in self.blank}
        self.step = next(iter(self.blank), None)
