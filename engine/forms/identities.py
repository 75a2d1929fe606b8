"""Numbers that a State gives: of persons, of taxpayers, of titles; checked as their country does.

The check digits are those of python-stdnum. Where a country publishes none (the Bolivian CI and
NIT, the Peruvian DNI) or they are often not kept (the Mexican RFC), only the form is looked at.
The value kept is the bare number, in capitals.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.ar import cuit
from stdnum.br import cnpj, cpf
from stdnum.cl import rut as chilean_rut
from stdnum.co import nit as colombian_nit
from stdnum.cr import cpf as costa_rican_cedula
from stdnum.do import cedula, rnc
from stdnum.ec import ci as ecuadorian_ci
from stdnum.ec import ruc as ecuadorian_ruc
from stdnum.exceptions import ValidationError
from stdnum.gt import nit as guatemalan_nit
from stdnum.mx import curp, rfc
from stdnum.pe import ruc
from stdnum.py import ruc as paraguayan_ruc
from stdnum.sv import nit as salvadoran_nit
from stdnum.uy import rut as uruguayan_rut
from stdnum.ve import rif

from engine.forms import wording
from engine.forms.readings import Reading, wrong

_MARKS = re.compile(r"[\s./-]")


@dataclass(frozen=True, slots=True)
class Identity:
    """One kind of number: what people call it, the characters it takes, and its check."""

    name: str
    shape: str
    length: str
    width: int
    validate: Callable[[str], str] | None = None
    length_words: str = ""
    digit_words: str = ""


def _numbers(figures: str) -> str:
    return f"[0-9]{{{figures}}}"


IDENTITIES: dict[str, Identity] = {
    "ruc": Identity(
        "RUC", _numbers("11"), "11", 11, ruc.validate, wording.RUC_LENGTH, wording.RUC_DIGIT
    ),
    "dni": Identity("DNI", _numbers("8"), "8", 8, None, wording.DNI_LENGTH),
    "ce": Identity("carné de extranjería", "[0-9A-Z]{9,12}", "9 a 12", 12),
    "bo_ci": Identity("cédula de identidad", "[0-9]{5,10}(1[A-Z])?", "5 a 10", 11),
    "bo_nit": Identity("NIT", _numbers("7,12"), "7 a 12", 11),
    "co_nit": Identity("NIT", _numbers("8,16"), "8 a 16", 11, colombian_nit.validate),
    "co_cc": Identity("cédula de ciudadanía", _numbers("3,10"), "3 a 10", 11),
    "mx_rfc": Identity("RFC", "[A-ZÑ&0-9]{12,13}", "12 o 13", 20, rfc.validate),
    "mx_curp": Identity("CURP", "[A-Z0-9]{18}", "18", 20, curp.validate),
    "br_cpf": Identity("CPF", _numbers("11"), "11", 11, cpf.validate),
    "br_cnpj": Identity("CNPJ", "[0-9A-Z]{12}[0-9]{2}", "14", 20, cnpj.validate),
    "cl_rut": Identity("RUT", "[0-9]{7,8}[0-9K]", "8 o 9", 11, chilean_rut.validate),
    "ec_ci": Identity("cédula", _numbers("10"), "10", 11, ecuadorian_ci.validate),
    "ec_ruc": Identity("RUC", _numbers("13"), "13", 20, ecuadorian_ruc.validate),
    "py_ruc": Identity("RUC", _numbers("5,9"), "5 a 9", 11, paraguayan_ruc.validate),
    "uy_rut": Identity("RUT", _numbers("12"), "12", 20, uruguayan_rut.validate),
    "ar_cuit": Identity("CUIT o CUIL", _numbers("11"), "11", 11, cuit.validate),
    "gt_nit": Identity("NIT", "[0-9]{1,11}[0-9K]", "2 a 12", 11, guatemalan_nit.validate),
    "sv_nit": Identity("NIT", _numbers("14"), "14", 20, salvadoran_nit.validate),
    "cr_cedula": Identity("cédula", _numbers("9,10"), "9 o 10", 11, costa_rican_cedula.validate),
    "do_cedula": Identity("cédula", _numbers("11"), "11", 11, cedula.validate),
    "do_rnc": Identity("RNC", _numbers("9"), "9", 11, rnc.validate),
    "ve_rif": Identity("RIF", "[VEJPG][0-9]{9}", "10", 11, rif.validate),
}
"""By the name that a form gives as `format`."""


def read_identity(name: str, text: str) -> Reading:
    """The bare number of a text that is not blank, or what to do about it."""
    identity = IDENTITIES[name]
    number = _MARKS.sub("", text).upper()
    if not re.fullmatch(identity.shape, number):
        if identity.length_words:
            return wrong(identity.length_words)
        return wrong(wording.ID_LENGTH, name=identity.name, length=identity.length)
    if identity.validate is None:
        return Reading(number)
    try:
        identity.validate(number)
    except ValidationError:
        return wrong(identity.digit_words or wording.ID_DIGIT, name=identity.name)
    return Reading(number)
