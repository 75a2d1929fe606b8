"""Why the API itself refuses, before or beside the verbs: each kind's status and sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from gettext import NullTranslations


class ApiKind(StrEnum):
    """Why the API itself refused.

    unauthenticated: no token, or one that is unknown, revoked or over.
    missing_scope: the token may not be used for this; facts: scope.
    too_many_attempts: this address knocked in vain too often; see Retry-After.
    unreadable: the body is not JSON, or holds what JSON may not.
    invalid_request: the request is not of the documented shape; see errors.
    invalid_cursor: the cursor is not one that a page of this list gave.
    body_too_large: the body is larger than the API takes.
    unsupported_media_type: the body is of a kind that this address does not take.
    method_not_allowed: this address does not know this method; see Allow.
    key_used_otherwise: the Idempotency-Key belongs to another request.
    key_in_use: the request with this Idempotency-Key is being worked on, or was cut off.
    internal: something broke on our side; `reference` finds it in the log.
    unavailable: the data cannot be reached for a while.
    """

    UNAUTHENTICATED = "unauthenticated"
    MISSING_SCOPE = "missing_scope"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    UNREADABLE = "unreadable"
    INVALID_REQUEST = "invalid_request"
    INVALID_CURSOR = "invalid_cursor"
    BODY_TOO_LARGE = "body_too_large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    KEY_USED_OTHERWISE = "key_used_otherwise"
    KEY_IN_USE = "key_in_use"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"


A = ApiKind
Sentence = Callable[[NullTranslations], str]

OWN: Mapping[ApiKind, tuple[int, Sentence]] = {
    A.UNAUTHENTICATED: (401, lambda w: w.gettext("Falta una credencial vigente.")),
    A.MISSING_SCOPE: (
        403,
        lambda w: w.gettext("La credencial no sirve para esto: le falta %(scope)s."),
    ),
    A.TOO_MANY_ATTEMPTS: (
        429,
        lambda w: w.gettext("Hubo demasiados intentos fallidos. Espere y pruebe de nuevo."),
    ),
    A.UNREADABLE: (400, lambda w: w.gettext("El contenido no es JSON en UTF-8 que se pueda leer.")),
    A.INVALID_REQUEST: (422, lambda w: w.gettext("El pedido no tiene la forma documentada.")),
    A.INVALID_CURSOR: (
        400,
        lambda w: w.gettext("El cursor no es de esta lista. Empiece desde la primera página."),
    ),
    A.BODY_TOO_LARGE: (413, lambda w: w.gettext("El contenido es demasiado grande.")),
    A.UNSUPPORTED_MEDIA_TYPE: (
        415,
        lambda w: w.gettext("Esta dirección no recibe este tipo de contenido."),
    ),
    A.METHOD_NOT_ALLOWED: (405, lambda w: w.gettext("Esta dirección no conoce ese método.")),
    A.KEY_USED_OTHERWISE: (
        422,
        lambda w: w.gettext("Esa Idempotency-Key ya se usó para otro pedido."),
    ),
    A.KEY_IN_USE: (
        409,
        lambda w: w.gettext(
            "El pedido con esa Idempotency-Key está en curso o se cortó. Compruebe si se hizo."
        ),
    ),
    A.INTERNAL: (500, lambda w: w.gettext("Algo falló de nuestro lado.")),
    A.UNAVAILABLE: (
        503,
        lambda w: w.gettext("Los datos no están disponibles por un momento. Pruebe de nuevo."),
    ),
}
