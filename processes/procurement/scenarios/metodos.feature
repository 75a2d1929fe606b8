# language: es
Característica: El objeto, la cuantía y la fecha deciden el método
  Ley 32069; Ley 32185, artículo 14, y la ley de presupuesto de 2026. Servicios y consultorías van por
  concurso; las obras tienen su propio tope.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Esquema del escenario: Cada objeto tiene sus métodos
    Dado que es el 02/03/2026
    Y que se necesitan "<objeto>": "Lo que hace falta", código 72141003, en 60 días
    Cuando Contrataciones estima la cuantía en S/ <cuantía>
    Y Presupuesto certifica el crédito
    Entonces el método es "<método>"

    Ejemplos:
      | objeto      | cuantía      | método                                |
      | servicios   | 44,000.00    | Contrato menor                        |
      | servicios   | 44,000.01    | Concurso público abreviado            |
      | consultoria | 485,000.00   | Concurso público                      |
      | obras       | 4,999,999.99 | Licitación pública abreviada de obras |
      | obras       | 5,000,000.00 | Licitación pública de obras           |

  Esquema del escenario: La fecha de la convocatoria decide qué ley rige
    Dado que es el 02/03/2026
    Y que se necesitan "bienes": "Lo que hace falta", código 72141003, en 60 días
    Cuando Contrataciones estima S/ 43,000.00 y ya se había convocado el <fecha>
    Y Presupuesto certifica el crédito
    Entonces el método es "<método>"

    Ejemplos:
      | fecha      | método                       |
      | 21/04/2025 | Adjudicación simplificada    |
      | 22/04/2025 | Licitación pública abreviada |
      | 02/01/2026 | Contrato menor               |
