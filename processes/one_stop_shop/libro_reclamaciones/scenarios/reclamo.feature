# language: es
Característica: Libro de reclamaciones
  DS 007-2020-PCM: treinta días hábiles desde el día siguiente del registro.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "libro_reclamaciones"

  Escenario: Se responde en treinta días hábiles
    Dado que hoy es 20/11/2026
    Cuando se presenta la solicitud
    Entonces "Plazo para responder el reclamo" va hasta el 07/01/2027
    Y se explica: "30 días hábiles desde el viernes 20 de noviembre. No se cuentan los fines de semana ni el 8, 9 y 25 de diciembre, 1 de enero, feriados (Inmaculada Concepción, Batalla de Ayacucho, Navidad del Señor y Año Nuevo)."
    Y "Plazo para actuar" va hasta el 25/11/2026
    Cuando el responsable toma el reclamo como propio
    Y el área reclamada informa
    Y el responsable responde
    Y se notifica en persona el 20/11/2026
    Entonces el trámite termina en "Respondido"

  Escenario: Mientras se aclara el plazo se suspende y después sigue
    Dado que hoy es 20/11/2026
    Cuando se presenta la solicitud
    Y el responsable observa "detalle"
    Entonces "Plazo para subsanar" va hasta el 24/11/2026
    Y "Plazo para responder el reclamo" está en pausa
    Cuando quien solicita subsana "detalle" el 24/11/2026
    Entonces "Plazo para responder el reclamo" va hasta el 11/01/2027
    Cuando el área reclamada informa
    Entonces la tarea "Responder al reclamo" vence el 11/01/2027

  Escenario: Lo que no se aclara se tiene por no presentado
    Dado que hoy es 20/11/2026
    Cuando se presenta la solicitud
    Y el responsable observa "detalle"
    Y nadie hace nada hasta el 25/11/2026
    Entonces el trámite termina en "No presentado"

  Escenario: Lo que le toca a otra entidad se traslada en dos días
    Dado que hoy es 20/11/2026
    Cuando se presenta la solicitud
    Y el responsable ve que le toca a otra entidad
    Entonces "Plazo para trasladar" va hasta el 24/11/2026
    Cuando el responsable lo traslada
    Entonces el trámite termina en "Trasladado"
