# language: es
Característica: Licencia de funcionamiento
  El riesgo decide el plazo; si nadie resuelve a tiempo, el silencio aprueba.

  Antecedentes:
    Dado que hoy es jueves 26 de marzo de 2026
    Y que Rosa es de "Mesa de partes"
    Y que Luis es de "Autoridad"

  Escenario: Nadie toca una licencia de riesgo alto y el silencio la aprueba
    Cuando Rosa inicia el trámite con:
      | tipo_solicitante          | Una persona       |
      | nombre_solicitante        | Nélida Farfán     |
      | dni                       | 46872210          |
      | domicilio.codigo          | 080309            |
      | domicilio.calle           | Jr. Comercio      |
      | domicilio.numero          | 145               |
      | correo                    | nelida@example.pe |
      | tipo_tramite              | nueva             |
      | nombre_comercial          | La Terraza        |
      | giro                      | discoteca         |
      | actividad                 | Bailes            |
      | area_m2                   | 320               |
      | pisos                     | 1                 |
      | direccion_local.codigo    | 080309            |
      | direccion_local.calle     | Jr. Comercio      |
      | direccion_local.numero    | 145               |
      | punto_local.lat           | -13.4555          |
      | punto_local.lon           | -72.2540          |
    Y Rosa completa "Revisar requisitos"
    Y se paga la tasa
    Entonces "Riesgo" es "Alto"
    Y el plazo "Plazo para resolver" vence el 9 de abril de 2026
    Y el plazo "Silencio positivo" vence el 16 de abril de 2026
    Y espera la tarea "Calificar la solicitud" al Especialista
    Cuando llega el 16 de abril de 2026
    Entonces el trámite sigue abierto
    Cuando pasa 1 día
    Entonces el trámite termina en "Aprobada por silencio"
    Y se emitió "Licencia de funcionamiento aprobada por silencio positivo"

  Escenario: Una licencia de riesgo bajo se emite en dos días
    Cuando Rosa inicia el trámite con:
      | tipo_solicitante          | Una persona        |
      | nombre_solicitante        | Nélida Farfán      |
      | dni                       | 46872210           |
      | domicilio.codigo          | 080309             |
      | domicilio.calle           | Jr. Comercio       |
      | domicilio.numero          | 145                |
      | correo                    | nelida@example.pe  |
      | tipo_tramite              | nueva              |
      | nombre_comercial          | Bodega San Juan    |
      | giro                      | oficina            |
      | actividad                 | Venta de abarrotes |
      | area_m2                   | 60                 |
      | pisos                     | 1                  |
      | direccion_local.codigo    | 080309             |
      | direccion_local.calle     | Jr. Comercio       |
      | direccion_local.numero    | 145                |
      | punto_local.lat           | -13.4555           |
      | punto_local.lon           | -72.2540           |
    Y Rosa completa "Revisar requisitos"
    Y se paga la tasa
    Entonces "Riesgo" es "Bajo"
    Y el plazo "Plazo para emitir la licencia" vence el lunes 30 de marzo de 2026
    Y espera la tarea "Emitir la licencia" a Luis

  Escenario: Quien pide mal no abre nada, y lo que se abrió se puede anular
    Cuando Rosa intenta iniciar el trámite con:
      | Giro | discoteca |
    Entonces no se puede porque "Complete «Nombre comercial»"
    Cuando Rosa inicia el trámite con:
      | tipo_solicitante          | Una persona        |
      | nombre_solicitante        | Nélida Farfán      |
      | dni                       | 46872210           |
      | domicilio.codigo          | 080309             |
      | domicilio.calle           | Jr. Comercio       |
      | domicilio.numero          | 145                |
      | correo                    | nelida@example.pe  |
      | tipo_tramite              | nueva              |
      | nombre_comercial          | Bodega San Juan    |
      | giro                      | oficina            |
      | actividad                 | Venta de abarrotes |
      | area_m2                   | 60                 |
      | pisos                     | 1                  |
      | direccion_local.codigo    | 080309             |
      | direccion_local.calle     | Jr. Comercio       |
      | direccion_local.numero    | 145                |
      | punto_local.lat           | -13.4555           |
      | punto_local.lon           | -72.2540           |
    Entonces esperan estas tareas:
      | Revisar requisitos | Mesa de partes |
    Cuando Rosa anula el trámite porque "se presentó dos veces"
    Entonces el trámite está anulado
    Y no espera ninguna tarea

  Esquema del escenario: El área y el giro deciden la tasa
    Dado que la tasa "pe.licencia.tasa.bajo" es de 40.00
    Y que la tasa "pe.licencia.tasa.alto" es de 123.45
    Cuando Rosa inicia el trámite con:
      | tipo_solicitante          | Una persona        |
      | nombre_solicitante        | Nélida Farfán      |
      | dni                       | 46872210           |
      | domicilio.codigo          | 080309             |
      | domicilio.calle           | Jr. Comercio       |
      | domicilio.numero          | 145                |
      | correo                    | nelida@example.pe  |
      | tipo_tramite              | nueva              |
      | nombre_comercial          | La Terraza         |
      | giro                      | <giro>             |
      | actividad                 | La de su giro      |
      | area_m2                   | <área>             |
      | pisos                     | 1                  |
      | direccion_local.codigo    | 080309             |
      | direccion_local.calle     | Jr. Comercio       |
      | direccion_local.numero    | 145                |
      | punto_local.lat           | -13.4555           |
      | punto_local.lon           | -72.2540           |
    Y Rosa completa "Revisar requisitos"
    Entonces la tasa es de <tasa>
    Y no corre el plazo "Plazo para resolver"
    Cuando se paga la tasa
    Entonces no se debe ninguna tasa

    Ejemplos:
      | giro      | área | tasa   |
      | oficina   | 60   | 40.00  |
      | discoteca | 320  | 123.45 |
