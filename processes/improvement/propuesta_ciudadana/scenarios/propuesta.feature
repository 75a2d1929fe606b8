# language: es
Característica: Lo que propone la gente se responde en público, en treinta días
  La propuesta se publica sin datos de nadie; el área la evalúa; lo que se acepta entra al plan.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "propuesta_ciudadana"
    Y que hoy es 02/11/2026
    Cuando se presenta la solicitud

  Escenario: Se admite, se apoya, se evalúa y se acepta
    Entonces "Plazo para responder" va hasta el 02/12/2026
    Y nadie ve todavía la propuesta
    Cuando planeamiento la admite con 12 firmas en papel
    Entonces cualquiera ve "Luz en la losa de Huaypo", sin el nombre de quien la propuso
    Cuando la apoyan los documentos 40511226, 42310985 y otra vez 40511226
    Entonces tiene 14 apoyos
    Cuando planeamiento la deriva al área
    Y el área dice que se puede, por 8500.00
    Y planeamiento la acepta
    Entonces su respuesta es pública desde el 02/11/2026
    Y entra a las acciones que se priorizan en el plan
    Cuando se notifica en persona el 03/11/2026
    Entonces el trámite termina en "Aceptada"

  Escenario: No se admite, y se dice por qué sin repetir lo que decía
    Cuando planeamiento no la admite
    Entonces se publica solo que no se admitió, y por qué
    Cuando se notifica en persona el 03/11/2026
    Entonces el trámite termina en "No admitida"

  Escenario: Sin respuesta en treinta días lo ve quien dirige, y todos
    Cuando planeamiento la admite con 0 firmas en papel
    Y nadie hace nada hasta el 03/12/2026
    Entonces espera "Ordenar que se responda"
    Y cualquiera ve que está fuera de plazo
    Cuando la autoridad ordena que se responda
    Y planeamiento la deriva al área
    Y el área dice que no se puede
    Y planeamiento no la acepta
    Y se notifica en persona el 07/12/2026
    Entonces el trámite termina en "No aceptada"
