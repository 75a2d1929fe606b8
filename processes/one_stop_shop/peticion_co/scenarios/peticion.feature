# language: es
Característica: Derecho de petición en Colombia
  Ley 1755 de 2015, artículos 14 y 17. El país es dato: las mismas llamadas, otros parámetros.

  Antecedentes:
    Dada la ventanilla única de un municipio de Colombia con "peticion_co"

  Escenario: Una petición se responde en quince días
    Dado que hoy es 05/06/2026
    Y una solicitud completa
    Entonces "Plazo para responder" va hasta el 01/07/2026
    Y se explica: "15 días hábiles desde el viernes 5 de junio. No se cuentan los fines de semana ni el 8, 15 y 29 de junio, feriados (Corpus Christi (observado), Sagrado Corazón (observado) y San Pedro y San Pablo)."

  Escenario: Una consulta se responde en treinta días
    Dado que hoy es 05/06/2026
    Cuando se presenta la solicitud con:
      | tipo_peticion | consulta |
    Y mesa de partes la encuentra completa
    Entonces "Plazo para responder" va hasta el 24/07/2026
    Y se explica: "30 días hábiles desde el viernes 5 de junio. No se cuentan los fines de semana ni el 8, 15 y 29 de junio, 13 y 20 de julio, feriados (Corpus Christi (observado), Sagrado Corazón (observado), San Pedro y San Pablo, Día de Nuestra Señora del Rosario de Chiquinquirá (observado) y Día de la Independencia)."

  Escenario: Un festivo que el municipio trabaja acerca el vencimiento
    Dado que hoy es 05/06/2026
    Cuando se presenta la solicitud con:
      | tipo_peticion | consulta |
    Y mesa de partes la encuentra completa
    Y se decreta que el 13/07/2026 se trabaja
    Entonces "Plazo para responder" va hasta el 23/07/2026

  Escenario: Documentos que nadie entrega se entienden aceptados
    Dado que hoy es 05/06/2026
    Cuando se presenta la solicitud con:
      | tipo_peticion | documentos |
    Y mesa de partes la encuentra completa
    Entonces "Plazo para entregar los documentos" va hasta el 23/06/2026
    Y se explica: "10 días hábiles desde el viernes 5 de junio: 9, 10, 11, 12, 16, 17, 18, 19, 22 y 23 de junio. No se cuentan los fines de semana ni el 8 y 15 de junio, feriados (Corpus Christi (observado) y Sagrado Corazón (observado))."
    Cuando nadie hace nada hasta el 24/06/2026
    Entonces la ley decidió por vencer "Plazo para entregar los documentos"
    Y la municipalidad emitió por sí "Constancia de aceptación"
    Y "Plazo para entregar las copias" va hasta el 30/06/2026
    Cuando el área entrega las copias
    Entonces el trámite termina en "Copias entregadas"

  Escenario: Se subsana en un mes y el plazo sigue, no se cuenta de nuevo
    Dado que hoy es 05/06/2026
    Y una solicitud completa
    Cuando el 09/06/2026 el especialista observa "hechos"
    Entonces "Plazo para subsanar" va hasta el 09/07/2026
    Cuando quien solicita subsana "hechos" el 16/06/2026
    Entonces "Plazo para responder" va hasta el 07/07/2026
    Y la tarea "Calificar la solicitud" vence el 07/07/2026
