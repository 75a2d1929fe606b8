# language: es
Característica: Queja por demora
  TUO LPAG, artículo 169: informe al día siguiente, resolución en tres días.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "queja_demora"

  Escenario: Se resuelve con el informe del área quejada
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Entonces "Plazo para informar" va hasta el 27/03/2026
    Cuando el área quejada informa
    Entonces "Plazo para resolver la queja" va hasta el 31/03/2026
    Cuando el superior la declara fundada
    Y se notifica en persona el 26/03/2026
    Entonces el trámite termina en "Queja resuelta"

  Escenario: Sin informe se resuelve igual
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Y nadie hace nada hasta el 28/03/2026
    Entonces espera "Resolver la queja"
    Y la ley decidió por vencer "Plazo para informar"
