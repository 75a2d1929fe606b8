# language: es
Característica: Apelación de la buena pro
  Ley 32069, artículos 73 y 74; DS 009-2025-EF, artículo 304.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal
    Y una licitación de S/ 180,000.00 con la buena pro otorgada el 27/03/2026

  Escenario: Una apelación infundada deja consentida la buena pro
    Cuando un postor apela el 31/03/2026
    Entonces resuelve "la autoridad de la entidad"
    Y el plazo "Plazo para resolver la apelación" vence el 16/04/2026
    Cuando se resuelve "infundada" el 10/04/2026
    Entonces la buena pro queda consentida el 10/04/2026

  Escenario: Una apelación fundada hace evaluar otra vez
    Cuando un postor apela el 31/03/2026
    Y se resuelve "fundada" el 10/04/2026
    Entonces el comité tiene que evaluar otra vez
    Cuando los tres evaluadores califican con 60 y 95 el 13/04/2026
    Y Contrataciones otorga la buena pro el 14/04/2026
    Entonces la buena pro es de "Bombas y Riegos Andinos" por S/ 174,900.00

  Escenario: La nulidad hace convocar otra vez
    Cuando un postor apela el 31/03/2026
    Y se resuelve "nulidad" el 10/04/2026
    Entonces Contrataciones tiene que convocar otra vez

  Escenario: Después del plazo ya no se puede apelar
    Cuando nadie apela hasta el 08/04/2026
    Entonces nadie puede apelar
    Y la buena pro queda consentida el 08/04/2026
