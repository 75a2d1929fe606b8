# language: es
Característica: Copia certificada de un acta
  Aprobación automática: se busca, se paga y se entrega (TUO LPAG, artículo 33).

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "certificado"

  Escenario: El acta se halla, se paga y se entrega
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Y el registro civil halla el acta
    Y la caja cobra la tasa
    Entonces "Plazo para entregar la copia" va hasta el 06/04/2026
    Cuando el registro civil expide la copia
    Y mesa de partes la entrega
    Entonces el trámite termina en "Copia entregada"

  Escenario: Dos copias cuestan el doble
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | copias | 2 |
    Y el registro civil halla el acta
    Entonces la tasa es de 33.00

  Escenario: Si nadie paga a tiempo, el trámite termina sin copia
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Y el registro civil halla el acta
    Entonces la tasa es de 16.50
    Cuando nadie hace nada hasta el 30/06/2026
    Entonces el trámite termina en "Sin pago"

  Escenario: Sin acta no se paga y hay constancia negativa
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Y el registro civil no halla el acta
    Entonces espera "Extender constancia negativa"
    Cuando el registro civil extiende la constancia negativa
    Entonces el trámite termina en "Sin acta"

  Escenario: Un acta reservada no se entrega
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Y el registro civil ve que el acta está reservada
    Entonces el trámite termina en "Acta reservada"
