# language: es
Característica: Asesoría del equipo móvil, del pedido a la evaluación
  Una municipalidad pide asesoría, el equipo la toma y recomienda, y lo que se acepta llega al plan.

  Antecedentes:
    Dado que hoy es 02/03/2026 y hay un plan de mejora en marcha

  Escenario: Lo aceptado llega a las acciones del plan, con su hito y su plazo
    Cuando planeamiento pide asesoría sobre "Licencia de funcionamiento", un proceso, como proponga el equipo
    Entonces se propone "Una visita"
    Y el equipo tiene hasta el 09/03/2026 en "Plazo del equipo para tomarlo"
    Cuando el equipo lo toma y propone una visita el 16/03/2026
    Y planeamiento pide otro día
    Y el equipo propone una visita el 18/03/2026
    Y planeamiento está de acuerdo
    Entonces hasta el 17/03/2026 el equipo no tiene nada que hacer
    Cuando llega el 18/03/2026 y el equipo hace la visita
    Y informa con "Una sola hoja de requisitos" y "Cobrar por internet", hasta el 30/06/2026
    Entonces quien informó no puede responder
    Y planeamiento tiene hasta el 01/04/2026 en "Plazo para responder las recomendaciones"
    Cuando planeamiento acepta "Una sola hoja de requisitos" y no "Cobrar por internet"
    Y planeamiento completa la acción en el plan
    Entonces el plan tiene la acción "Una sola hoja de requisitos" con su hito al 30/06/2026
    Cuando llega el 15/06/2026
    Entonces se pregunta a rosa por su hito
    Cuando llega el 17/06/2026
    Entonces el equipo tiene que ver qué se hizo de 1 recomendación
    Cuando el equipo la ve hecha y planeamiento evalúa con 4
    Entonces la asesoría termina en "Asesoría cerrada"

  Escenario: Sin plan, lo aceptado espera al próximo
    Cuando planeamiento pide asesoría sobre "Recaudo", un indicador, como proponga el equipo
    Entonces se propone "A distancia"
    Cuando el equipo la hace el 05/03/2026 y recomienda "Avisar antes del vencimiento"
    Y planeamiento la acepta sin decir en qué plan
    Y planeamiento abre otro plan
    Entonces "Avisar antes del vencimiento" está entre sus acciones

  Escenario: Nadie lo toma en su plazo, y después el equipo dice que no
    Cuando planeamiento pide asesoría sobre "Semáforos", un proceso, como proponga el equipo
    Y llega el 10/03/2026
    Entonces planeamiento tiene que insistir
    Cuando el equipo dice que no es su materia
    Entonces la asesoría termina en "No se atendió"
