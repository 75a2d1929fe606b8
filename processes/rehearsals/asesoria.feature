# language: es
Característica: Asesoría del equipo móvil
  Se pide, se acuerda el día, se informa, y la municipalidad responde cada recomendación.

  Antecedentes:
    Dado que hoy es lunes 2 de marzo de 2026
    Y que Hugo es de "Planeamiento"
    Y que Iris es de "Equipo móvil"
    Cuando Hugo inicia el trámite con:
      | asunto    | proceso                           |
      | sobre     | Licencia de funcionamiento        |
      | area      | ciudadano                         |
      | necesidad | Se demora y no se sabe por qué    |
      | prefiere  | equipo                            |
      | urgente   | no                                |

  Escenario: Lo recomendado se responde
    Cuando Iris completa "Tomar el pedido" con:
      | se_toma | si                   |
      | experto | Trámites municipales |
    Y Iris completa "Proponer día y modalidad" con:
      | modalidad | visita          |
      | fecha     | 16/03/2026      |
      | horas     | 6               |
      | preparar  | Los expedientes |
    Y Hugo completa "Acordar el día" con:
      | acuerdo_fecha | si |
    Y pasan 14 días
    Y Iris completa "Asesorar" con:
      | se_hizo      | si             |
      | realizada_el | 16/03/2026     |
      | participaron | Mesa de Partes |
    Entonces espera la tarea "Informar con recomendaciones" a Iris
    Y el plazo "Plazo para el informe" vence el lunes 30 de marzo de 2026

  Escenario: Nadie lo toma en su plazo
    Cuando pasan 8 días
    Entonces espera la tarea "Insistir ante el equipo" a Hugo

  Escenario: El equipo dice que no
    Cuando Iris completa "Tomar el pedido" con:
      | se_toma   | no                 |
      | motivo_no | Lo ve la provincia |
    Entonces el expediente termina en "No se atendió"
