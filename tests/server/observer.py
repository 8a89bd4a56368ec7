"""Who was sent what: markers planted in a school, looked for in every byte that reached anybody."""

from collections.abc import Iterable

from tests.server.people import Person


class Observer:
    """Knows every marker and who may see it."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = list(people)
        self._allowed: dict[str, frozenset[Person]] = {}

    def plant(self, marker: str, allowed: Iterable[Person] = ()) -> str:
        """A text that exists once, and the people who may see it."""
        assert marker not in self._allowed
        self._allowed[marker] = frozenset(allowed)
        return marker

    def leaks(self) -> list[tuple[str, str]]:
        """Markers that reached somebody who may not see them."""
        return [
            (marker, person.card["name"])
            for person in self._people
            for marker in self._found(person)
            if person not in self._allowed[marker]
        ]

    def missing(self) -> list[tuple[str, str]]:
        """Markers that did not reach somebody who was to see them."""
        found = {person: self._found(person) for person in self._people}
        return [
            (marker, person.card["name"])
            for marker, allowed in self._allowed.items()
            for person in allowed
            if marker not in found[person]
        ]

    def _found(self, person: Person) -> set[str]:
        received = b"\n".join(person.received)
        return {marker for marker in self._allowed if marker.encode() in received}
