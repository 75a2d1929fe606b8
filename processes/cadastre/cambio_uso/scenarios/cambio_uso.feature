# language: es
Característica: Cambio de uso de un predio
  El predio 01-023-001 es de uso vivienda. La zona la dice el catastro; qué usos admite, una tabla.

  Antecedentes:
    Dado el catastro de una manzana y el servicio "cambio_uso"

  Escenario: La zona lo admite
    Cuando se presenta la solicitud
    Y se admite y se paga la tasa
    Y el catastro dice que la zona es "CV"
    Entonces quedaría "Uso: vivienda → comercio"
    Cuando se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio es de uso "comercio" con una versión nueva del mismo terreno
    Y rentas recibe la novedad "values" con "Uso: vivienda → comercio"

  Escenario: La zona no lo admite
    Cuando se presenta la solicitud
    Y se admite y se paga la tasa
    Y el catastro dice que la zona es "RDB"
    Entonces el estudio avisa "La zonificación no admite ese uso: no se puede inscribir."
    Cuando se estudia y se informa
    Entonces no se puede resolver que procede: "No se inscribe: La zonificación no admite ese uso: no se puede inscribir."
