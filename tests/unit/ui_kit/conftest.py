"""What the tests of the component kit share: the templates in three languages, and their page."""

from collections.abc import Callable

import pytest

from ui.formats import Formats, Localisation
from ui.gallery.samples import context
from ui.templating import Templates

PAGES = {
    "components": "Tablero",
    "inbox": "Bandeja",
    "task": "Bandeja",
    "case": "Expedientes",
    "start": "Iniciar trámite",
    "signin": "Bandeja",
}


@pytest.fixture(scope="session")
def templates() -> Templates:
    return Templates()


@pytest.fixture(scope="session")
def gallery(templates: Templates) -> dict[str, str]:
    """Every page of the gallery, in Spanish."""
    return {
        name: templates.render(f"gallery/{name}.html", context(current), locale=Localisation())
        for name, current in PAGES.items()
    }


@pytest.fixture
def snippet(templates: Templates) -> Callable[..., str]:
    """Renders a line of template with the macros of the kit; `locale` chooses the language."""

    def render(source: str, locale: str = "es", **values: object) -> str:
        environment = templates.environment(Localisation(locale))
        return environment.from_string(source).render(**values)

    return render


@pytest.fixture
def formats() -> Formats:
    return Formats(Localisation())
