# language: es
Característica: Cuánto se debe, y por qué
  Lo que paga un contribuyente en 2026 (UIT de 5,500 soles), como lo dicen las normas, al céntimo.

  Esquema del escenario: La escala del impuesto predial
    Dado un contribuyente con predios que valen <valor> soles
    Cuando se determina su impuesto de 2026
    Entonces debe <impuesto> soles en cuatro cuotas que suman lo mismo

    Ejemplos:
      | valor        | impuesto |
      | 10,000.00    | 33.00    |
      | 16,500.00    | 33.00    |
      | 82,500.00    | 165.00   |
      | 200,000.00   | 870.00   |
      | 330,000.00   | 1,650.00 |
      | 450,000.00   | 2,850.00 |
      | 1,000,000.00 | 8,350.00 |

  Esquema del escenario: La deducción del pensionista
    Dado un pensionista con una casa que vale <valor> soles
    Cuando se determina su impuesto de 2026
    Entonces debe <impuesto> soles en cuatro cuotas que suman lo mismo

    Ejemplos:
      | valor      | impuesto |
      | 275,000.00 | 0.00     |
      | 300,000.00 | 50.00    |
      | 450,000.00 | 720.00   |

  Esquema del escenario: El terreno sin construir
    Dado un contribuyente con un terreno sin construir que vale <valor> soles
    Cuando se determina su impuesto de 2026
    Entonces debe <impuesto> soles en cuatro cuotas que suman lo mismo

    Ejemplos:
      | valor      | impuesto |
      | 120,000.00 | 780.00   |
      | 93,499.00  | 230.99   |

  Escenario: El terreno y la construcción con su depreciación
    Dado un contribuyente con 120 m² de terreno a 250.00 soles y 90 m² construidos a 1,000.00 soles con 10 % de depreciación
    Cuando se determina su impuesto de 2026
    Entonces debe 336.00 soles en cuatro cuotas que suman lo mismo
    Y la explicación dice que su base es de 111,000.00 soles

  Escenario: Una cuota que se paga tarde
    Dada una cuota de 712.50 soles que venció el 27/02/2026
    Cuando se pagan 200.00 soles el 15/06/2026
    Entonces 23.09 soles pagan el interés y 176.91 soles el tributo
    Y de la cuota quedan 535.59 soles

  Escenario: Una deuda que se fracciona
    Dada una deuda de 2,400.00 soles
    Cuando se fracciona en 6 cuotas con 20 % inicial al 0.72 % mensual
    Entonces la inicial es de 480.00 soles, las cuotas de 328.11 y la última de 328.12
