# language: es
Característica: Acceso a la información pública
  TUO de la Ley 27806, artículo 11: diez días hábiles; apelación en quince días calendario.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "acceso_informacion"

  Escenario: Se entrega en diez días hábiles
    Dado que hoy es 30/09/2026
    Y una solicitud completa
    Entonces "Plazo para entregar la información" va hasta el 15/10/2026
    Y se explica: "10 días hábiles desde el miércoles 30 de septiembre: 1, 2, 5, 6, 7, 9, 12, 13, 14 y 15 de octubre. No se cuentan los fines de semana ni el 8 de octubre, feriado (Combate de Angamos)."
    Cuando el responsable de acceso pide la información al área
    Y el área la ubica
    Y el responsable de acceso la entrega
    Y se notifica en persona el 30/09/2026
    Entonces el trámite termina en "Información entregada"

  Escenario: Vencido el plazo puede apelar, y la municipalidad sigue obligada a responder
    Dado que hoy es 30/09/2026
    Y una solicitud completa
    Cuando nadie hace nada hasta el 16/10/2026
    Entonces la ley decidió por vencer "Plazo para entregar la información"
    Y espera "Pedir la información al área"

  Escenario: Denegada, se apela en quince días calendario y el Tribunal manda entregar
    Dado que hoy es 30/09/2026
    Y una solicitud completa
    Cuando el responsable de acceso pide la información al área
    Y el área la ubica
    Y el responsable de acceso la niega
    Y se notifica en persona el 05/10/2026
    Entonces "Plazo para apelar al Tribunal" va hasta el 20/10/2026
    Cuando se recibe la apelación
    Y el responsable de acceso la eleva al Tribunal
    Y el Tribunal la declara fundada
    Y el responsable de acceso entrega lo que manda el Tribunal
    Entonces el trámite termina en "Entregada por el Tribunal"

  Escenario: Si nadie apela, la denegación queda firme
    Dado que hoy es 30/09/2026
    Y una solicitud completa
    Cuando el responsable de acceso pide la información al área
    Y el área la ubica
    Y el responsable de acceso la niega
    Y se notifica en persona el 05/10/2026
    Y nadie hace nada hasta el 21/10/2026
    Entonces el trámite termina en "Denegada, firme"
