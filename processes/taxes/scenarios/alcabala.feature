# language: es
Característica: La alcabala de lo que se compra
  El 3 % de lo que pasa de 10 UIT (55,000 soles en 2026), sobre el precio o el autovalúo ajustado, el que sea mayor.

  Esquema del escenario: Lo que paga quien compra
    Dada una venta del 20/05/2026 por <precio> soles de un predio que vale <autovaluo> soles
    Cuando se liquida la alcabala
    Entonces se deben <impuesto> soles de alcabala
    Y vence el 30/06/2026

    Ejemplos:
      | precio     | autovaluo  | impuesto  |
      | 180,000.00 | 100,000.00 | 3,750.00  |
      | 55,000.00  | 40,000.00  | 0.00      |
      | 400,000.00 | 100,000.00 | 10,350.00 |
      | 140,000.00 | 117,000.00 | 2,550.00  |
      | 100,000.00 | 140,000.00 | 2,550.00  |

  Escenario: El autovalúo crece con los precios hasta el mes anterior
    Dada una venta del 20/05/2026 por 100,000.00 soles de un predio que vale 140,000.00 soles
    Y que los precios subieron 2 % desde diciembre
    Cuando se liquida la alcabala
    Entonces se deben 2,634.00 soles de alcabala

  Esquema del escenario: Lo que no paga, y por qué
    Dada una venta del 20/05/2026 por 180,000.00 soles de un predio que vale 100,000.00 soles
    Y que alega "<causa>" y el terreno vale 70,000.00 soles
    Cuando se liquida la alcabala
    Entonces se deben <impuesto> soles de alcabala

    Ejemplos:
      | causa                 | impuesto |
      | ninguna               | 3,750.00 |
      | primera venta         | 450.00   |
      | sucesión              | 0.00     |
      | anticipo de legítima  | 0.00     |
      | partición             | 0.00     |
      | resolución            | 0.00     |
      | sin propiedad         | 0.00     |
      | adquirente inafecto   | 0.00     |
