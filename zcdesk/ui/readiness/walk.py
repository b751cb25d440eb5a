"""The way through a checklist: where one is, what comes next, and where something asked for stands."""

from __future__ import annotations

from zcdesk.workbench.readiness.checklist import Ask, Topic

Stop = tuple[str, str]
"""A criterion and a question of it; the question is ``""`` where nothing is asked."""


class Walk:
    """A place among the criteria of a scheme and their questions."""

    def __init__(self) -> None:
        self.topics: tuple[Topic, ...] = ()
        self.at: Stop | None = None

    def tell(self, topics: tuple[Topic, ...]) -> None:
        """Go over these; one stays where one is, or stands at the first question that is open."""
        self.topics = topics
        stops = self.stops()
        if self.at not in stops:
            self.at = self._first(stops)

    def stops(self) -> list[Stop]:
        """Everywhere one comes by going on."""
        found: list[Stop] = []
        for topic in self.topics:
            if topic.applies or topic.asks:
                asked = [(topic.item.id, ask.place.quantity) for ask in topic.asks]
                found += asked or [(topic.item.id, "")]
        return found

    def here(self) -> tuple[Topic | None, Ask | None]:
        """The criterion and the question one is at."""
        topic = self._topic(self.at[0]) if self.at is not None else None
        if topic is None:
            return None, None
        return topic, next((ask for ask in topic.asks if self.at and ask.place.quantity == self.at[1]), None)

    def step(self, by: int) -> bool:
        """One question on, or back; false after the last one."""
        stops = self.stops()
        at = (stops.index(self.at) if self.at in stops else -1) + by
        if at >= len(stops):
            return False
        self.at = stops[max(at, 0)]
        return True

    def turn(self, by: int) -> bool:
        """One criterion on, or back; false beyond the last."""
        ids = list(dict.fromkeys(stop[0] for stop in self.stops()))
        at = ids.index(self.at[0]) + by if self.at is not None and self.at[0] in ids else 0
        return 0 <= at < len(ids) and self.to(ids[at])

    def to(self, criterion: str, quantity: str = "", opened: bool = False) -> bool:
        """To a criterion, at a question of it, at the first that is `opened`, or at the first; false if it is none."""
        topic = self._topic(criterion)
        if topic is None:
            return False
        asks = [ask.place.quantity for ask in topic.asks]
        first = next((ask.place.quantity for ask in topic.asks if ask.open), "") if opened else ""
        wanted = quantity if quantity in asks else first
        self.at = (criterion, wanted or (asks[0] if asks else ""))
        return True

    def find(self, quantity: str) -> bool:
        """To the criterion that asks for a quantity; false if none does."""
        for topic in self.topics:
            if any(ask.place.quantity == quantity for ask in topic.asks):
                return self.to(topic.item.id, quantity)
        return False

    def _topic(self, criterion: str) -> Topic | None:
        return next((each for each in self.topics if each.item.id == criterion), None)

    def _first(self, stops: list[Stop]) -> Stop | None:
        opened = {
            (topic.item.id, ask.place.quantity)
            for topic in self.topics
            for ask in topic.asks
            if ask.open and not topic.skipped
        }
        return next((stop for stop in stops if stop in opened), stops[0] if stops else None)
