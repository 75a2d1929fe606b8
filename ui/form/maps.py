"""A point of a form on its map, and what a page with one may do that others may not.

Only there may the browser be asked where it is, and only there may pictures come from the tile
server, where the installation has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.responses import Response

from engine.forms import Form, Kind
from engine.forms.components import every_part
from engine.forms.locations import PointView
from ui.drawing.ground import GroundMap, ground_map
from ui.headers import POLICY, PROTECTION
from ui.settings import NONE, Settings
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class Spot:
    """What the template needs of a point: both texts, the map (none where no bounds are known),
    whose tiles they are, and what is to be said of a point outside."""

    lat: str
    lon: str
    map: GroundMap | None = None
    credit: str = ""
    warning: str = ""


def spot_of(view: PointView, here: Visit) -> Spot:
    """The point with its map."""
    settings = here.surroundings.settings
    tiles = "" if settings.tiles == NONE else settings.tiles
    point = (float(view.point[0]), float(view.point[1])) if view.point else None
    drawn = ground_map(view.bounds, point, tiles=tiles) if view.bounds else None
    outside = here.words.gettext("El punto está fuera de %(town)s.") % {"town": view.name}
    return Spot(
        view.lat,
        view.lon,
        drawn,
        settings.tiles_credit if tiles and settings.tiles_credit != NONE else "",
        outside if view.outside else "",
    )


def allowing(response: Response, form: Form | None, settings: Settings) -> Response:
    """The page of a form, with what its points need."""
    parts = every_part(form.components) if form else ()
    if not any(part.kind is Kind.LOCATION for part in parts):
        return response
    permissions = PROTECTION["permissions-policy"].replace("geolocation=()", "geolocation=(self)")
    response.headers["permissions-policy"] = permissions
    if settings.tiles != NONE:
        host = urlsplit(settings.tiles).netloc
        pictures = POLICY.replace("img-src 'self' data:", f"img-src 'self' data: https://{host}")
        response.headers["content-security-policy"] = pictures
    return response
