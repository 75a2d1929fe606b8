# language: es
Característica: Licencia de funcionamiento
  TUO de la Ley 28976 (DS 163-2020-PCM), artículo 8; TUO LPAG, artículos 136, 142, 199 y 218.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "licencia_funcionamiento"

  Escenario: Nadie toca una licencia de riesgo alto y el silencio la aprueba
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | giro     | discoteca |
      | area_m2  | 320       |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Entonces "Riesgo" es "Alto"
    Y "Plazo para resolver" va hasta el 09/04/2026
    Y se explica: "8 días hábiles desde el jueves 26 de marzo: 27, 30 y 31 de marzo, 1, 6, 7, 8 y 9 de abril. No se cuentan los fines de semana ni el 2 y 3 de abril, feriados (Jueves Santo y Viernes Santo)."
    Y "Silencio positivo" va hasta el 16/04/2026
    Y la tarea "Calificar la solicitud" vence el 09/04/2026
    Cuando nadie hace nada hasta el 16/04/2026
    Entonces el trámite sigue abierto
    Cuando nadie hace nada hasta el 17/04/2026
    Entonces el trámite termina en "Aprobada por silencio"
    Y la ley decidió por vencer "Silencio positivo"
    Y la municipalidad emitió por sí "Constancia de silencio administrativo positivo"
    Y esa constancia dice "venció el 09/04/2026" y "16/04/2026"
    Y cualquiera comprueba esa constancia con su código
    Y su prueba se comprueba sin conexión, y un byte cambiado se nota

  Escenario: Una licencia de riesgo bajo se emite en dos días y se inspecciona después
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | giro     | oficina |
      | area_m2  | 60      |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Entonces "Riesgo" es "Bajo"
    Y "Plazo para emitir la licencia" va hasta el 30/03/2026
    Cuando la autoridad emite la licencia el 27/03/2026
    Y se publica la licencia
    Entonces "Inspección posterior" va hasta el 13/04/2026
    Y "Licencia" es "0012-2026"
    Cuando el inspector visita el local y lo encuentra favorable
    Entonces el trámite termina en "Licencia otorgada"

  Escenario: Una licencia de riesgo alto se otorga con inspección previa
    Dado que hoy es 26/03/2026
    Y una solicitud completa de riesgo alto
    Cuando el especialista la califica sin observaciones
    Y el inspector visita el local antes y lo encuentra favorable
    Y el especialista decide que procede
    Y la autoridad firma la resolución
    Y se notifica en persona el 08/04/2026
    Entonces "Plazo para emitir la licencia" va hasta el 13/04/2026
    Cuando la autoridad emite la licencia el 09/04/2026
    Y se publica la licencia
    Entonces el trámite termina en "Licencia otorgada"

  Escenario: Lo observado en el mostrador se subsana en dos días
    Dado que hoy es 01/04/2026
    Cuando se presenta la solicitud con:
      | giro     | oficina |
    Y mesa de partes observa "actividad"
    Entonces "Plazo para subsanar" va hasta el 07/04/2026
    Y se explica: "2 días hábiles desde el miércoles 1 de abril: 6 y 7 de abril. No se cuentan los fines de semana ni el 2 y 3 de abril, feriados (Jueves Santo y Viernes Santo)."
    Cuando quien solicita subsana "actividad" el 06/04/2026
    Y mesa de partes da por subsanado
    Y la caja cobra la tasa
    Entonces "Plazo para emitir la licencia" va hasta el 08/04/2026

  Escenario: Quien la presentó desde su casa subsana con el PIN de su recibo
    Dado que hoy es 26/03/2026
    Cuando alguien sin cuenta la presenta desde su casa con:
      | giro | oficina |
    Y mesa de partes observa "actividad"
    Y esa persona subsana "actividad" con el PIN de su recibo
    Y mesa de partes da por subsanado
    Y la caja cobra la tasa
    Entonces espera "Emitir la licencia"

  Escenario: Lo que no se subsana se tiene por no presentado, sin que nadie actúe
    Dado que hoy es 01/04/2026
    Cuando se presenta la solicitud con:
      | giro     | oficina |
    Y mesa de partes observa "actividad"
    Y nadie hace nada hasta el 08/04/2026
    Entonces el trámite termina en "No presentada"
    Y la ley decidió por vencer "Plazo para subsanar"

  Escenario: Mientras se subsana no corre el plazo, y después se cuenta de nuevo
    Dado que hoy es 26/03/2026
    Y una solicitud completa de riesgo alto
    Cuando el 30/03/2026 el especialista observa "actividad"
    Entonces "Silencio positivo" está en pausa
    Cuando quien solicita subsana "actividad" el 31/03/2026
    Entonces "Plazo para resolver" va hasta el 14/04/2026
    Y "Silencio positivo" va hasta el 21/04/2026
    Y la tarea "Calificar la solicitud" vence el 14/04/2026
    Y el especialista ya no puede observar otra vez

  Escenario: Una denegatoria queda firme si nadie la impugna en quince días
    Dado que hoy es 13/07/2026
    Y una solicitud completa de riesgo alto
    Cuando el especialista la califica sin observaciones
    Y el inspector visita el local antes y lo encuentra desfavorable
    Y el especialista decide que no procede
    Y la autoridad firma la resolución
    Y se notifica en persona el 24/07/2026
    Entonces "Plazo para impugnar" va hasta el 19/08/2026
    Y se explica: "15 días hábiles desde el viernes 24 de julio. No se cuentan los fines de semana ni el 28 y 29 de julio, 6 de agosto, feriados (Día de la Independencia, Día de la Gran Parada Militar y Batalla de Junín)."
    Cuando nadie hace nada hasta el 20/08/2026
    Entonces el trámite termina en "Denegada, firme"

  Escenario: La notificación fracasa y pasa a la siguiente forma
    Dado que hoy es 26/03/2026
    Y una solicitud completa de riesgo alto
    Cuando el especialista la califica sin observaciones
    Y el inspector visita el local antes y lo encuentra favorable
    Y el especialista decide que procede
    Y la autoridad firma la resolución
    Entonces "Plazo para notificar" va hasta el 06/04/2026
    Cuando no se logra notificar en persona
    Y no se logra notificar en la segunda visita
    Y se notifica por publicación el 06/04/2026
    Entonces espera "Emitir la licencia"

  Esquema del escenario: El cambio de giro es automático si no sube el riesgo
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | giro              | discoteca   |
      | tipo_tramite      | cambio_giro |
      | riesgo_anterior   | <antes>     |
      | licencia_anterior | 0031-2019   |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Entonces espera "<tarea>"

    Ejemplos:
      | antes | tarea                  |
      | 3     | Emitir la licencia     |
      | 2     | Calificar la solicitud |

  Esquema del escenario: La tasa es la de su riesgo
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | giro    | <giro> |
      | area_m2 | <area> |
    Y mesa de partes la encuentra completa
    Entonces la tasa es de <tasa>
    Y "Plazo para pagar" va hasta el 13/04/2026

    Ejemplos:
      | giro         | area | tasa   |
      | oficina      | 60   | 82.50  |
      | restaurante  | 60   | 137.50 |
      | discoteca    | 320  | 220.00 |
      | combustibles | 900  | 330.00 |

  Escenario: El plazo se cuenta desde el día en que se pagó
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | giro    | discoteca |
      | area_m2 | 320       |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa el 30/03/2026
    Entonces "Plazo para resolver" va hasta el 13/04/2026
    Y "Silencio positivo" va hasta el 20/04/2026

  Escenario: Lo que se pagó en el banco cuenta desde ese día, aunque el banco avise después
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | giro    | discoteca |
      | area_m2 | 320       |
    Y mesa de partes la encuentra completa
    Y el banco avisa el 31/03/2026 que la tasa se pagó el 27/03/2026
    Entonces "Plazo para resolver" va hasta el 10/04/2026

  Escenario: Si nadie paga a tiempo, el trámite termina y la orden ya no se debe
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | giro | oficina |
    Y mesa de partes la encuentra completa
    Y nadie hace nada hasta el 13/04/2026
    Entonces el trámite sigue abierto
    Cuando nadie hace nada hasta el 14/04/2026
    Entonces el trámite termina en "Sin pago"
    Y la ley decidió por vencer "Plazo para pagar"
