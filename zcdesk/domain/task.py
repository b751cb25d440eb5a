"""Task: what a verifier found, where it stands, and what the plant says to it."""

from __future__ import annotations

from typing import Literal

from zcdesk.domain.answer import Place
from zcdesk.domain.record import dataclass

TaskWeight = Literal["correction", "question", "remark"]
WEIGHTS: tuple[TaskWeight, ...] = ("correction", "question", "remark")
"""What is asked for: that something is put right, that something is explained, nothing."""

TaskState = Literal["open", "answered", "closed"]
TASK_STATES: tuple[TaskState, ...] = ("open", "answered", "closed")
"""Waits for the plant; waits for the verifier; settled, which the verifier says."""


@dataclass(frozen=True, slots=True)
class Task:
    """A finding of a verifier, taken in with the file that it came in.

    Attributes
    ----------
    id : str
        ``T-001``: given once, never reused.
    number : str
        The verifier's own number: ``V-001``.
    weight : TaskWeight
    text : str
        What was found, in the verifier's words.
    state : TaskState
    by, at : str
        Who found it, and when, as the file says; ``""`` unknown.
    quantity, row, period : str
        Place of the answer that is meant, or id of a line of `method` with its row and year; all ``""`` for none.
    method : str
        ``cn.machinery@2015`` where a line of it is meant.
    evidence, pages : str
        Number of the evidence that is meant, and its pages; ``""`` for none.
    document : str
        What else is meant: a report and its page, a code as printed; ``""`` for none.
    answer : str
        What the plant says to it; ``""`` nothing yet.
    answered_by, answered_at : str
        Who said so, and when (UTC, ISO).
    source : str
        Number of the evidence that is the file it came in.
    """

    id: str
    number: str
    weight: TaskWeight
    text: str
    state: TaskState = "open"
    by: str = ""
    at: str = ""
    quantity: str = ""
    row: str = ""
    period: str = ""
    method: str = ""
    evidence: str = ""
    pages: str = ""
    document: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""
    source: str = ""

    @property
    def sound(self) -> bool:
        """Whether it says what a task may say."""
        return self.weight in WEIGHTS and self.state in TASK_STATES

    @property
    def place(self) -> Place | None:
        """The answer or the line that is meant; None if none is."""
        return Place(self.quantity, self.row, self.period) if self.quantity else None
