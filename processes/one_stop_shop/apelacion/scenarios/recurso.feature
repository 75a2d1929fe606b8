# language: es
Característica: Recursos administrativos
  TUO LPAG, artículos 35, 136, 142, 199, 218 y 219; DL 1633.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "apelacion"

  Escenario: Una apelación se resuelve en treinta días y el silencio llega cinco después
    Dado que hoy es 15/06/2026
    Cuando se presenta la solicitud
    Y mesa de partes la encuentra completa
    Entonces "Plazo para resolver" va hasta el 31/07/2026
    Y se explica: "30 días hábiles desde el lunes 15 de junio. No se cuentan los fines de semana ni el 29 de junio, 23, 28 y 29 de julio, feriados (San Pedro y San Pablo, Día de la Fuerza Aérea del Perú, Día de la Independencia y Día de la Gran Parada Militar)."
    Y "Silencio positivo" va hasta el 10/08/2026
    Y se explica: "35 días hábiles desde el lunes 15 de junio. No se cuentan los fines de semana ni el 29 de junio, 23, 28 y 29 de julio, 6 de agosto, feriados (San Pedro y San Pablo, Día de la Fuerza Aérea del Perú, Día de la Independencia, Día de la Gran Parada Militar y Batalla de Junín)."
    Cuando nadie hace nada hasta el 11/08/2026
    Entonces el trámite termina en "Estimado por silencio"
    Y la municipalidad emitió por sí "Constancia de silencio administrativo positivo"
    Y esa constancia dice "venció el 31/07/2026" y "10/08/2026"

  Escenario: Subsanado, el plazo se cuenta de nuevo desde la corrección
    Dado que hoy es 15/06/2026
    Y una solicitud completa
    Cuando el 16/06/2026 el especialista observa "fundamentos"
    Entonces "Plazo para subsanar" va hasta el 18/06/2026
    Cuando quien solicita subsana "fundamentos" el 18/06/2026
    Entonces la tarea "Calificar la solicitud" vence el 05/08/2026
    Y "Plazo para resolver" va hasta el 05/08/2026
    Y se explica: "30 días hábiles desde el jueves 18 de junio. No se cuentan los fines de semana ni el 29 de junio, 23, 28 y 29 de julio, feriados (San Pedro y San Pablo, Día de la Fuerza Aérea del Perú, Día de la Independencia y Día de la Gran Parada Militar)."
    Y "Silencio positivo" va hasta el 13/08/2026
    Y se explica: "35 días hábiles desde el jueves 18 de junio. No se cuentan los fines de semana ni el 29 de junio, 23, 28 y 29 de julio, 6 de agosto, feriados (San Pedro y San Pablo, Día de la Fuerza Aérea del Perú, Día de la Independencia, Día de la Gran Parada Militar y Batalla de Junín)."

  Escenario: Una reconsideración se resuelve en quince días
    Dado que hoy es 15/06/2026
    Cuando se presenta la solicitud con:
      | tipo_recurso | reconsideracion |
    Y mesa de partes la encuentra completa
    Entonces "Plazo para resolver" va hasta el 07/07/2026

  Escenario: Puede presentarse hasta el último día de los quince
    Dado que hoy es 19/08/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 24/07/2026 |
    Y mesa de partes la encuentra completa
    Entonces "Podía presentarse hasta" es "2026-08-19"
    Y espera "Calificar la solicitud"

  Escenario: Al día siguiente ya está fuera de plazo
    Dado que hoy es 20/08/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 24/07/2026 |
    Y mesa de partes la encuentra completa
    Entonces espera "Declarar fuera de plazo"
    Cuando la autoridad lo declara fuera de plazo
    Entonces el trámite termina en "Fuera de plazo"

  Escenario: El recurso queda unido al expediente que impugna
    Dado que hoy es 15/06/2026
    Y un expediente anterior, que se impugna
    Cuando se presenta la solicitud contra ese expediente
    Y mesa de partes la encuentra completa
    Entonces los dos expedientes están unidos

  Escenario: Un número que no existe no detiene el recurso
    Dado que hoy es 15/06/2026
    Cuando se presenta la solicitud con:
      | numero_expediente | LIC-1999-0001 |
    Y mesa de partes la encuentra completa
    Entonces "Unido" es "False"
    Y espera "Calificar la solicitud"
