"""Where the answers of a form go: no two in one place, and none inside another's."""

from collections import Counter
from itertools import combinations

from engine.forms.components import FOLDERS, SHOWN_ONLY, Component, Kind
from engine.forms.reader import Reader


def check_places(components: tuple[Component, ...], reader: Reader) -> None:
    """Keep a fault for every key that two components claim."""
    places = [".".join(place) for place in _places(components, ()) if place]
    for place, times in Counter(places).items():
        if times > 1:
            reader.fault(f"La clave «{place}» se usa {times} veces", "Dé una clave a cada campo.")
    for one, other in combinations(sorted(set(places)), 2):
        if other.startswith(one + "."):
            reader.fault(f"La clave «{other}» está dentro de «{one}»", "Cambie una de las dos.")


def _places(components: tuple[Component, ...], inside: tuple[str, ...]) -> list[tuple[str, ...]]:
    places: list[tuple[str, ...]] = []
    for component in components:
        here = inside + component.path
        if component.kind in FOLDERS:
            places += _places(component.children, here)
        elif component.kind is Kind.DYNAMICLIST:
            places += [here, *(_row_places(component, here))]
        elif component.kind not in SHOWN_ONLY:
            places.append(here)
    return places


def _row_places(component: Component, here: tuple[str, ...]) -> list[tuple[str, ...]]:
    name = (*here[:-1], f"{here[-1]}[]") if here else ("[]",)
    return _places(component.children, name)
