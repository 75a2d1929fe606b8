# language: es
Característica: Carné de sanidad
  Ley 27972, artículo 80, numeral 3.5; TUO LPAG, artículo 33.2.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "carne_sanidad"

  Escenario: Se revisa, se paga por persona y se expide en cinco días
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | carnes | 3 |
    Y mesa de partes la encuentra completa
    Entonces la tasa es de 49.50
    Cuando la caja cobra la tasa
    Entonces "Plazo para expedir el carné" va hasta el 06/04/2026
    Cuando sanidad expide los carnés
    Entonces el trámite termina en "Carné expedido"
    Y "Vigentes hasta" es "2026-09-26"

  Escenario: Si nadie paga a tiempo, no hay carné
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Y mesa de partes la encuentra completa
    Y nadie hace nada hasta el 14/04/2026
    Entonces el trámite termina en "Sin pago"
