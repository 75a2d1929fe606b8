# language: es
Característica: Plan de mejora, de la prioridad al cierre
  Las acciones se ordenan por impacto por factibilidad entre costo, el concejo aprueba, y cada mes el
  responsable dice qué hitos se cumplieron.

  Antecedentes:
    Dado que hoy es 05/01/2026 y planeamiento abre el plan "2026"

  Escenario: El plan nace con las ocho líneas de la hoja de ruta
    Entonces se proponen 8 acciones, de "Actualización de registros catastrales" a "Encuesta de satisfacción"

  Escenario: Tres hitos, dos cumplidos, y el ritmo
    Cuando se priorizan "Ventanilla única" con 5, 4 y 2, y "Pagos automáticos" con 5, 5 y 2
    Entonces la primera es "Pagos automáticos" con 12.50
    Cuando se formulan con hitos de 40 al 31/01/2026, 30 al 28/02/2026 y 30 al 30/03/2026
    Y el concejo lo aprueba
    Entonces hasta el 04/02/2026 nadie tiene que informar
    Cuando llega el 06/02/2026
    Entonces informan rosa y sonia
    Cuando rosa cumple 2 hitos y sonia deja la acción
    Entonces el 10/03/2026 el plan lleva 70.00 % de 80.00 % planeado, con ritmo 0.875
    Cuando llega el 09/03/2026
    Y rosa cumple 1 hito
    Y planeamiento cierra con sus lecciones
    Entonces el banco de experiencias encuentra "ventanilla" en "ciudadano"
    Cuando planeamiento dice que repite el diagnóstico
    Entonces el plan termina en "Plan cerrado"

  Escenario: Cada hito se recuerda a su responsable hasta que se cumple
    Cuando se priorizan "Ventanilla única" con 5, 4 y 2, y "Pagos automáticos" con 5, 5 y 2
    Y se formulan con hitos de 40 al 31/01/2026, 30 al 28/02/2026 y 30 al 30/03/2026
    Y el concejo lo aprueba
    Y llega el 15/01/2026
    Entonces no se pregunta por ningún hito
    Cuando llega el 16/01/2026
    Entonces se pregunta a rosa y a sonia por "Hito 1", con plazo hasta el 02/02/2026
    Cuando rosa dice que estará el 10/02/2026
    Y llega el 06/02/2026
    Y rosa cumple 1 de sus hitos y sonia deja la acción
    Y sonia dice que estará el 09/02/2026
    Y llega el 12/02/2026
    Entonces no se pregunta por ningún hito
    Cuando llega el 13/02/2026
    Entonces se pregunta a rosa por "Hito 2", con plazo hasta el 02/03/2026

  Escenario: Al año se propone repetir el diagnóstico, aunque el plan siga
    Cuando se priorizan "Ventanilla única" con 5, 4 y 2, y "Pagos automáticos" con 5, 5 y 2
    Y se formulan con hitos de 40 al 31/01/2026, 30 al 28/02/2026 y 30 al 30/03/2026
    Y el concejo lo aprueba
    Y llega el 04/01/2027
    Entonces nadie propone otra ronda
    Cuando llega el 06/01/2027
    Entonces planeamiento tiene que decir si repite el diagnóstico

  Escenario: Sin un hito por acción, el plan no llega al concejo
    Cuando se priorizan "Ventanilla única" con 5, 4 y 2, y "Pagos automáticos" con 5, 5 y 2
    Y se formulan con hitos solo para "Ventanilla única"
    Entonces el plan vuelve a formularse

  Escenario: El concejo lo devuelve con su motivo
    Cuando se priorizan "Ventanilla única" con 5, 4 y 2, y "Pagos automáticos" con 5, 5 y 2
    Y se formulan con hitos de 40 al 31/01/2026, 30 al 28/02/2026 y 30 al 30/03/2026
    Y el concejo lo devuelve porque "Falta la fuente"
    Entonces el plan vuelve a formularse

  Escenario: Lo que la gente propuso y se aceptó está entre las acciones
    Dado que se aceptó la propuesta "Luz en Huaypo", de "inversion", por 8500.00
    Y que planeamiento abre otro plan
    Entonces se proponen 9 acciones, de "Actualización de registros catastrales" a "Luz en Huaypo"

  Escenario: Si nadie informa, primero se recuerda y luego lo sabe la alcaldía
    Cuando se priorizan "Ventanilla única" con 5, 4 y 2, y "Pagos automáticos" con 5, 5 y 2
    Y se formulan con hitos de 40 al 31/01/2026, 30 al 28/02/2026 y 30 al 30/03/2026
    Y el concejo lo aprueba
    Y llega el 06/02/2026
    Y rosa cumple 2 hitos
    Entonces sonia tiene hasta el 12/02/2026 para informar
    Cuando llega el 19/02/2026
    Entonces la alcaldía no tiene nada que pedir
    Cuando llega el 20/02/2026
    Entonces la alcaldía tiene que pedir los informes que faltan
