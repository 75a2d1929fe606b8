# language: es
Característica: Licitación pública de bienes
  Desde S/ 485,000: el mismo camino, con plazos más largos (DS 009-2025-EF, artículos 64, 66, 68 y 304).

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Las ofertas se reciben al menos 22 días hábiles después de la convocatoria
    Dada una licitación de S/ 520,000.00 convocada el 09/03/2026
    Entonces el método es "Licitación pública"
    Y el plazo "Plazo de consultas y observaciones" vence el 18/03/2026
    Cuando Contrataciones integra las bases el 19/03/2026
    Entonces el plazo "Presentación de ofertas" vence el 10/04/2026

  Escenario: La apelación tiene ocho días hábiles y la resuelve el Tribunal
    Dada una licitación de S/ 520,000.00 convocada el 09/02/2026 con estas ofertas:
      | postor                      | ruc         | precio     | plazo |
      | Maquinarias del Centro S.A. | 20512345671 | 498,000.00 | 60    |
      | Equipos Andinos S.A.C.      | 20498765433 | 505,000.00 | 60    |
    Cuando los tres evaluadores califican con 90 y 80 el 26/03/2026
    Y Contrataciones otorga la buena pro el 27/03/2026
    Entonces el plazo "Plazo de apelación" vence el 10/04/2026
    Cuando nadie apela hasta el 13/04/2026
    Entonces la buena pro queda consentida el 13/04/2026

  Escenario: Resuelve el Tribunal cuando la cuantía pasa de 50 UIT
    Dada una licitación de S/ 520,000.00 convocada el 09/02/2026 con estas ofertas:
      | postor                      | ruc         | precio     | plazo |
      | Maquinarias del Centro S.A. | 20512345671 | 498,000.00 | 60    |
      | Equipos Andinos S.A.C.      | 20498765433 | 505,000.00 | 60    |
    Y los tres evaluadores califican con 90 y 80 el 26/03/2026
    Y Contrataciones otorga la buena pro el 27/03/2026
    Cuando un postor apela el 31/03/2026
    Entonces resuelve "el Tribunal de Contrataciones Públicas"
