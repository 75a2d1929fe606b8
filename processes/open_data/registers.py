"""The data sets of registers: what was granted, offered, contracted, collected, complained about,
and what parcels there are; each field with its class."""

from __future__ import annotations

from engine.publishing.datasets import Dataset, Field, FieldClass, FieldType, Frequency
from engine.sentences import N_

_S, _I, _N, _D = FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.DATE
_YEAR, _MONTH = FieldType.YEAR, FieldType.MONTH
_PERSONAL, _INTERNAL = FieldClass.PERSONAL, FieldClass.INTERNAL
_STATUS = Field("status", _S, N_("complete, o withheld: se reserva porque son muy pocos"))
_URL = Field("url", _S, N_("Su página"))
_TITLE = Field("title", _S, N_("Título"))

LICENCES = Dataset(
    "licences",
    N_("Licencias y autorizaciones otorgadas"),
    N_(
        "Licencias de funcionamiento, de edificación y de anuncios, también las que se aprobaron "
        "por silencio. Se dice quién las tiene solo cuando es una persona jurídica."
    ),
    (
        Field("number", _S, N_("Número")),
        Field("kind", _S, N_("Clase: funcionamiento, edificación o anuncio")),
        Field("date", _D, N_("Fecha en que se otorgó")),
        Field("granted_by", _S, N_("decision, o silence: por silencio administrativo")),
        Field("state", _S, N_("in_force, o void: se dejó sin efecto")),
        Field("activity", _S, N_("Giro")),
        Field("category", _S, N_("Nivel de riesgo, modalidad o tipo de anuncio")),
        Field("area_m2", _N, N_("Área en metros cuadrados")),
        Field("floors", _I, N_("Pisos")),
        Field("street", _S, N_("Calle")),
        Field("street_number", _S, N_("Número en la calle; de una edificación no se dice")),
        Field("company", _S, N_("Titular, si es una persona jurídica")),
        Field("company_ruc", _S, N_("RUC del titular, si es una persona jurídica")),
        Field("case", _S, "Expediente", _INTERNAL),
        Field("trade_name", _S, "Nombre comercial", _INTERNAL),
        Field("told_activity", _S, "Qué hará en el local, en sus palabras", _INTERNAL),
        Field("applicant", _S, "Nombre del titular", _PERSONAL),
        Field("dni", _S, "Documento del titular", _PERSONAL),
        Field("ruc", _S, "RUC del titular", _PERSONAL),
        Field("reference", _S, "Referencia de la dirección", _PERSONAL),
        Field("exact_number", _S, "Número de la casa", _PERSONAL),
        Field("email", _S, "Correo", _PERSONAL),
        Field("home", _S, "Domicilio", _PERSONAL),
        Field("registry", _S, "Partida registral", _PERSONAL),
    ),
    ("number",),
    Frequency.CONTINUOUS,
    "date",
    ("licencia", "giro", "ITSE", "edificación", "anuncio"),
)

SERVICES = Dataset(
    "services",
    N_("Catálogo de trámites"),
    N_("Lo que se puede pedir a la municipalidad: para quién, en cuánto tiempo, cuánto cuesta."),
    (
        Field("key", _S, N_("Clave")),
        Field("code", _S, N_("Código en el TUPA")),
        _TITLE,
        Field("whom", _S, N_("Para quién")),
        Field("output", _S, N_("Qué se obtiene")),
        Field("silence", _S, N_("automatic, o silencio positive o negative")),
        Field("term", _I, N_("Plazo más largo para responder")),
        Field("term_unit", _S, N_("Unidad del plazo: business, calendar, month o year")),
        Field("fee_least", _N, N_("Costo, el menor")),
        Field("fee_most", _N, N_("Costo, el mayor")),
        Field("currency", _S, N_("Moneda")),
        Field("office", _S, N_("Dónde se presenta")),
        Field("online", _S, N_("yes si se puede pedir en línea hoy, no si está cerrado")),
        _URL,
    ),
    ("key",),
    Frequency.DAILY,
    keywords=("trámite", "TUPA", "costo", "plazo"),
)

COMPLAINTS = Dataset(
    "complaints",
    N_("Reclamos, por trimestre"),
    N_(
        "Cuántos reclamos se anotaron en el Libro de Reclamaciones y cómo terminaron. No se "
        "publica ningún reclamo ni quién reclamó."
    ),
    (
        Field("quarter", _S, N_("Trimestre en que se reclamó")),
        Field("result", _S, N_("answered, transferred, not_admitted u open: aún sin respuesta")),
        Field("complaints", _I, N_("Cuántos reclamos")),
        _STATUS,
    ),
    ("quarter", "result"),
    Frequency.QUARTERLY,
    "quarter",
    ("reclamo", "libro de reclamaciones"),
    counts=True,
)

COLLECTION = Dataset(
    "tax-collection",
    N_("Recaudación de tributos, por mes"),
    N_(
        "Lo que entró por los tributos de cada año, mes a mes. Lo de un contribuyente es reserva "
        "tributaria: nada se dice de un mes en que pagaron muy pocos, ni de uno en que casi todo "
        "es de uno solo."
    ),
    (
        Field("tax_year", _YEAR, N_("Año del tributo")),
        Field("month", _MONTH, N_("Mes en que se pagó")),
        Field("taxpayers", _I, N_("Cuántos contribuyentes")),
        Field("collected", _N, N_("Cuánto entró, sin lo que se devolvió")),
        Field("currency", _S, N_("Moneda")),
        _STATUS,
        Field("largest", _N, "Lo que pagó quien más pagó", FieldClass.TAX_SECRET),
    ),
    ("tax_year", "month"),
    Frequency.MONTHLY,
    "month",
    ("impuesto predial", "recaudación"),
    counts=True,
)

PARCELS = Dataset(
    "parcels",
    N_("Predios, por manzana y por uso"),
    N_(
        "Cuántos predios hay en cada manzana del catastro, cuántos de cada uso en cada sector, y "
        "qué área suman. No se dice de quién son."
    ),
    (
        Field("sector", _S, N_("Sector")),
        Field("block", _S, N_("Manzana: el código catastral sin el lote; * es todo el sector")),
        Field("land_use", _S, N_("Uso; * son todos")),
        Field("parcels", _I, N_("Cuántos predios")),
        Field("area_m2", _N, N_("Área que suman, en metros cuadrados")),
        _STATUS,
        Field("codes", _S, "Códigos catastrales", _INTERNAL),
    ),
    ("sector", "block", "land_use"),
    Frequency.DAILY,
    keywords=("catastro", "predio"),
    counts=True,
)

CONTRACTS = Dataset(
    "contracts",
    N_("Contratos"),
    N_("Los contratos con sus montos, entregas y pagos; nada de las garantías."),
    (
        Field("number", _S, N_("Número")),
        Field("ocid", _S, N_("Identificador de la compra (OCDS)")),
        _TITLE,
        Field("method", _S, N_("Método de la compra")),
        Field("supplier_id", _S, N_("RUC o NIT del proveedor")),
        Field("supplier_name", _S, N_("Proveedor")),
        Field("status", _S, N_("Estado")),
        Field("currency", _S, N_("Moneda")),
        Field("amount", _N, N_("Monto vigente")),
        Field("original_amount", _N, N_("Monto al firmar")),
        Field("amendments", _I, N_("Cuántas adendas")),
        Field("date_signed", _D, N_("Cuándo se firmó")),
        Field("date_ends", _D, N_("Hasta cuándo")),
        Field("deliveries", _I, N_("Cuántas entregas")),
        Field("deliveries_accepted", _I, N_("Entregas con conformidad")),
        Field("paid", _N, N_("Cuánto se pagó")),
        Field("late_penalties", _N, N_("Penalidades por demora")),
        _URL,
    ),
    ("ocid", "number"),
    Frequency.CONTINUOUS,
    "date_signed",
    ("contrato", "proveedor", "compra pública"),
    always=True,
)
