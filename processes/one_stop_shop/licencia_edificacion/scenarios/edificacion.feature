# language: es
Característica: Licencia de edificación
  TUO de la Ley 29090: A automática; B, quince días; C y D, comisión, veinte días (cuarenta en habilitación urbana).

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "licencia_edificacion"

  Escenario: La modalidad A se emite sin evaluar
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | modalidad | A |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Entonces espera "Emitir la licencia"
    Cuando la autoridad emite la licencia el 27/03/2026
    Y se publica la licencia
    Y el supervisor verifica la obra
    Entonces espera "Dar la conformidad de la obra"
    Cuando el área da la conformidad de la obra en un predio
    Entonces el trámite termina en "Licencia otorgada"

  Esquema del escenario: Cada modalidad tiene su plazo
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | modalidad | <modalidad> |
      | tipo_obra | <obra>      |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Entonces "Plazo para resolver" va hasta el <resuelve>
    Y "Silencio positivo" va hasta el <silencio>
    Y espera "<tarea>"

    Ejemplos:
      | modalidad | obra         | resuelve   | silencio   | tarea                   |
      | B         | edificacion  | 20/04/2026 | 27/04/2026 | Calificar la solicitud  |
      | C         | edificacion  | 27/04/2026 | 05/05/2026 | Convocar a la comisión  |
      | D         | habilitacion | 26/05/2026 | 02/06/2026 | Convocar a la comisión  |

  Escenario: La comisión se convoca en cinco días y dictamina
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | modalidad | C |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Entonces "Plazo para convocar a la comisión" va hasta el 06/04/2026
    Cuando se convoca a la comisión
    Y la comisión dictamina conforme
    Y el especialista la califica sin observaciones
    Y el especialista decide que procede
    Y la autoridad firma la resolución
    Y se notifica en persona el 26/03/2026
    Entonces espera "Emitir la licencia"

  Escenario: Nadie decide y el silencio aprueba
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | modalidad | B |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Y nadie hace nada hasta el 28/04/2026
    Entonces el trámite termina en "Aprobada por silencio"
    Y cualquiera comprueba esa constancia con su código

  Esquema del escenario: La tasa es la de su modalidad
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | modalidad | <modalidad> |
    Y mesa de partes la encuentra completa
    Entonces la tasa es de <tasa>

    Ejemplos:
      | modalidad | tasa   |
      | A         | 110.00 |
      | B         | 275.00 |
      | C         | 440.00 |
      | D         | 550.00 |
