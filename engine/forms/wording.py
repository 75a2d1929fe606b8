"""Every sentence that a form may answer, in Spanish, marked for the translators.

Verb first, and it says what to do. `{label}` is the field's label; other names are given with the
error. The page translates the text and fills the names in; nothing here knows a language.
"""

from engine.sentences import N_

COMPLETE = N_("Complete «{label}»")
CHOOSE = N_("Elija una opción en «{label}»")
CHOOSE_SOME = N_("Marque al menos una opción en «{label}»")
CHOOSE_SHOWN = N_("Elija en «{label}» una de las opciones que se muestran")
TICK = N_("Marque «{label}» para continuar")
ATTACH = N_("Adjunte «{label}»")
SIGN = N_("Firme en «{label}»: dibuje su firma, escriba su nombre o adjunte una imagen")
WRITE_DATE = N_("Escriba el día, el mes y el año en «{label}»")
WRITE_DAY = N_("Escriba el día en «{label}»")
WRITE_MONTH = N_("Elija el mes en «{label}»")
WRITE_YEAR = N_("Escriba el año con cuatro cifras en «{label}»")
WRITE_REAL_DATE = N_("Escriba en «{label}» una fecha que exista: {date} no está en el calendario")
WRITE_TIME = N_("Escriba la hora en «{label}», por ejemplo 14:30")
DATE_FROM = N_("Escriba en «{label}» una fecha desde el {limit}")
DATE_UNTIL = N_("Escriba en «{label}» una fecha hasta el {limit}")

WRITE_ADDRESS = N_("Escriba la dirección en «{label}»")
WRITE_STREET = N_("Escriba en «{label}» la calle o una referencia")
CHOOSE_PLACE = N_("Elija el lugar de «{label}» hasta el último de la lista")
PLACE_ELSEWHERE = N_("Elija otra vez en «{label}»: {place} no está en {inside}")
DEPARTMENT = N_("Departamento")
PROVINCE = N_("Provincia")
DISTRICT = N_("Distrito")
LOCALITY = N_("Localidad")
WRITE_POINT = N_("Marque el punto de «{label}» o escriba su latitud y su longitud")
WRITE_LATITUDE = N_("Escriba en «{label}» la latitud en grados, por ejemplo -13.456")
WRITE_LONGITUDE = N_("Escriba en «{label}» la longitud en grados, por ejemplo -72.256")
POINT_OUTSIDE = N_("Revise «{label}»: el punto está fuera de {town}")
EXCHANGED_POINT = N_("Revise «{label}»: la latitud y la longitud están cambiadas")
POINT_SIGN = N_("Revise «{label}»: falta un signo menos, o sobra; al sur y al oeste es negativo")

WRITE_AMOUNT = N_("Escriba el monto con dos decimales, por ejemplo {example}")
WRITE_WHOLE_AMOUNT = N_("Escriba el monto sin decimales, por ejemplo {example}")
WRITE_NUMBER = N_("Escriba en «{label}» solo el número, por ejemplo {example}")
WRITE_WHOLE = N_("Escriba en «{label}» un número entero, sin decimales")
FEWER_DECIMALS = N_("Escriba en «{label}» como máximo {digits} decimales")
DECIMAL_MARK = N_("Separe los decimales con «{mark}»: {example}")
GROUP_MARKS = N_(
    "Revise los separadores en «{label}»: los miles van de tres en tres, como {example}"
)
THOUSANDS_OR_DECIMALS = N_("Escriba {thousands} si son miles, o {units} si son decimales")
NUMBER_FROM = N_("Escriba en «{label}» un número desde {limit}")
NUMBER_UNTIL = N_("Escriba en «{label}» un número hasta {limit}")
AMOUNT_FROM = N_("Escriba un monto desde {limit}")
AMOUNT_UNTIL = N_("Escriba un monto hasta {limit}")
STEPS_OF = N_("Escriba en «{label}» un número de {step} en {step}")
TOO_LONG_NUMBER = N_("Escriba en «{label}» un número más corto")

LONGER = N_("Escriba en «{label}» al menos {limit} caracteres")
SHORTER = N_("Acorte «{label}» a {limit} caracteres como máximo; ahora tiene {length}")
UNSEEN = N_("Vuelva a escribir «{label}»: trae caracteres que no se ven")
ONE_LINE = N_("Escriba «{label}» en una sola línea")
PATTERN = N_("Revise «{label}»: no tiene la forma esperada")
EMAIL = N_("Escriba un correo completo, por ejemplo nombre@dominio.pe")
PHONE = N_("Escriba el teléfono solo con números, por ejemplo 987654321")
RUC_LENGTH = N_("Escriba los 11 números del RUC")
RUC_DIGIT = N_("Revise el RUC: alguno de sus números no corresponde")
DNI_LENGTH = N_("Escriba los 8 números del DNI")
ID_LENGTH = N_("Escriba completo el número de «{label}» ({name}): tiene {length} caracteres")
ID_DIGIT = N_("Revise «{label}»: algún número del {name} no corresponde")
ONE_ANSWER = N_("Escriba una sola respuesta en «{label}»")

MORE_FILES = N_("Adjunte al menos {limit} archivos en «{label}»")
FEWER_FILES = N_("Deje como máximo {limit} archivos en «{label}»")
ADD_ROWS = N_("Agregue al menos {limit} en «{label}»")
FEWER_ROWS = N_("Deje como máximo {limit} en «{label}»")

OWN_WORDS = N_("{words}")
