"""What to correct when somebody is let in, given a role, or a municipality is described: one
sentence a field, for pages and commands alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

Sentence = Callable[[NullTranslations], str]

WRONG: Mapping[str, Sentence] = {
    "name": lambda w: w.gettext("Escriba el nombre completo."),
    "position": lambda w: w.gettext("Escriba el cargo en una línea, hasta 120 letras."),
    "login": lambda w: w.gettext("Escriba el correo o el documento: con uno de ellos se ingresa."),
    "email": lambda w: w.gettext("Escriba el correo completo, por ejemplo rosa@muni.gob.pe."),
    "national_id": lambda w: w.gettext("Escriba el documento sin espacios, por ejemplo 40718825."),
    "email_taken": lambda w: w.gettext("Otra persona ya ingresa con ese correo."),
    "national_id_taken": lambda w: w.gettext("Otra persona ya ingresa con ese documento."),
    "roles": lambda w: w.gettext("Elija roles que existan en los procesos vigentes."),
    "role": lambda w: w.gettext("Elija un rol que exista en los procesos vigentes."),
    "held": lambda w: w.gettext("Ya tiene ese rol en esos días. Quítelo primero para cambiarlo."),
    "from": lambda w: w.gettext("Ese día ya pasó. Elija hoy o un día posterior."),
    "until": lambda w: w.gettext("El último día no puede ser anterior al primero."),
    "reason": lambda w: w.gettext("Escriba el motivo: queda en la historia."),
    "new": lambda w: w.gettext(
        "Elija una clave de 12 signos o más, variados, sin su nombre ni su correo, y que no sea"
        " la anterior."
    ),
    "slug": lambda w: w.gettext("La dirección lleva letras sin tilde, números y guiones."),
    "slug_taken": lambda w: w.gettext("Otra municipalidad ya tiene esa dirección."),
    "country": lambda w: w.gettext("Elija un país de la lista."),
    "region": lambda w: w.gettext(
        "El calendario no conoce esa región. Escriba su código ISO, por ejemplo SP, o nada."
    ),
    "ubigeo": lambda w: w.gettext(
        "Escriba un código que esté en la lista de lugares de su país, o nada."
    ),
    "short_name": lambda w: w.gettext("Escriba de 2 a 8 letras sin tilde, por ejemplo TAMBO."),
    "short_name_used": lambda w: w.gettext(
        "Ya hay trámites con el nombre corto en su código: no se puede cambiar."
    ),
    "timezone": lambda w: w.gettext("Elija una zona horaria de la lista."),
    "currency": lambda w: w.gettext("Escriba la moneda con tres letras, por ejemplo PEN."),
    "address": lambda w: w.gettext("Escriba la dirección en una línea, hasta 200 letras."),
    "hours": lambda w: w.gettext("Escriba el horario en una línea, hasta 200 letras."),
    "telephone": lambda w: w.gettext("Escriba el teléfono con números, por ejemplo 066 312 045."),
    "complaints": lambda w: w.gettext("Escriba la dirección completa, que empiece por https://."),
    "data_protection": lambda w: w.gettext("Escriba el número en una línea, hasta 200 letras."),
    "locale": lambda w: w.gettext("Elija español, portugués o inglés."),
    "act": lambda w: w.gettext("Escriba qué acto se notificó, por ejemplo «Resolución 021-2026»."),
    "addressee": lambda w: w.gettext("Escriba a quién se dirige."),
    "form": lambda w: w.gettext("Elija cómo se notificó."),
    "form_unknown": lambda w: w.gettext(
        "Los números de la ley de su país no dicen desde cuándo surte efecto esta forma."
    ),
    "done_on": lambda w: w.gettext("Escriba el día completo, hasta hoy."),
    "evidence": lambda w: w.gettext(
        "Elija el documento del expediente que lo prueba: el cargo, el acta o la publicación."
    ),
    "way_address": lambda w: w.gettext(
        "Escriba un correo completo, o el teléfono con su país: +51 984 111 222."
    ),
    "phone": lambda w: w.gettext("Escriba el teléfono con el código del país: +51 984 111 222."),
    "digest": lambda w: w.gettext("Elija una hora del día."),
    "subject": lambda w: w.gettext(
        "Escriba el asunto en una línea; entre llaves solo van los lugares de la lista."
    ),
    "body": lambda w: w.gettext("Escriba el texto; entre llaves solo van los lugares de la lista."),
    "valid_from": lambda w: w.gettext("Escriba el día completo, desde hoy en adelante."),
    "value": lambda w: w.gettext("Escriba el monto con números, por ejemplo 142.10."),
    "source": lambda w: w.gettext(
        "Escriba la norma que lo dice, por ejemplo «Ordenanza 012-2026»."
    ),
    "accent": lambda w: w.gettext("Escriba el color como #8C3B1E."),
}
"""By the name of the field that the verb refuses."""
