# language: es
Característica: El impuesto de un predio en Colombia, y hasta dónde sube
  Ley 1995 de 2019, artículo 2: con el catastro actualizado, el IPC más 8 puntos; sin actualizar, 50 %; en los estratos 1 y 2
  hasta 135 salarios mínimos, el IPC.

  Esquema del escenario: El impuesto no sube más de lo que dice la ley
    Dado un predio de Colombia que valió <avaluo> pesos, a <tarifa> por mil, y pagó <anterior> pesos el año anterior
    Y el catastro <catastro>, de estrato <estrato>
    Cuando se liquida su impuesto de 2026
    Entonces paga <impuesto> pesos

    Ejemplos:
      | avaluo         | tarifa | anterior   | catastro           | estrato | impuesto   |
      | 155,000,000.00 | 4      | 320,000.00 | actualizado        | 3       | 361,920.00 |
      | 155,000,000.00 | 4      | 320,000.00 | sin actualizar     | 3       | 480,000.00 |
      | 155,000,000.00 | 4      | 320,000.00 | actualizado        | 1       | 336,320.00 |
      | 95,000,000.00  | 7      | 900,000.00 | actualizado        | 3       | 665,000.00 |
