"""A service that tests offer: a licence with two terms and two fees, and the numbers of the law."""

from __future__ import annotations

from engine.definitions import Bundle
from tests.diagrams import bundle, end, path, start, user

ENTRY = """
[service]
action = "Abrir un negocio"
line = "El permiso para atender al público."
whom = "Quien abre un local"
steps = ["**Revisamos** su solicitud."]
life_events = ["business"]
words = ["tienda", "bodega", "abarrotes"]
office = "Mesa de partes"
authority = "Desarrollo Económico"
qualification = "positive"
margin = "margen"
minutes = 15
[[service.terms]]
title = "Riesgo bajo"
term = 2
[[service.terms]]
title = "Riesgo alto"
term = "plazo"
[[service.fees]]
title = "Riesgo bajo"
fee = "derecho"
[[service.fees]]
title = "Riesgo alto"
fee = "derecho_alto"
[[service.appeals]]
title = "Apelación"
body = "Alcaldía"
term = "recurso"
"""
NUMBERS = b"""
[[parameters]]
key = "plazo"
value = "8"
unit = "business"
valid_from = 2026-01-01
source = "art. 8"
status = "V"
[[parameters]]
key = "margen"
value = "5"
unit = "business"
valid_from = 2026-01-01
source = "art. 24"
status = "V"
[[parameters]]
key = "derecho_alto"
value = "2.5"
unit = "percent of UIT"
valid_from = 2026-01-01
source = "TUPA"
status = "K"
[[parameters]]
key = "pe.uit"
value = "5500"
unit = "PEN"
valid_from = 2026-01-01
source = "DS 301-2025-EF"
status = "V"
"""


def service(key: str = "licencia", title: str = "Licencia", entry: str = ENTRY) -> Bundle:
    entry = entry.replace("[service]", f'[service]\ntitle = "{title}"')
    return bundle(start(), user("ver"), end(), path("start", "ver", "end"), key=key, manifest=entry)
