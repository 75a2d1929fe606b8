# language: es
Característica: Compra menor
  Hasta 8 UIT: cotizaciones, orden de compra, entrega, conformidad y pago.

  Antecedentes:
    Dado que hoy es lunes 2 de marzo de 2026
    Y que Julia es del área usuaria
    Y que Rosa es de "Contrataciones"
    Y que Hugo es de "Presupuesto"
    Y que Luis es de "Autoridad"
    Y que Elmer es de "Almacén"
    Cuando Julia inicia el trámite con:
      | ¿Qué se necesita comprar? | Cemento para la losa deportiva |
      | ¿Para qué área?           | Obras                          |
      | ¿Para qué servirá?        | Atender a los vecinos          |
    Y Julia completa "Formular requerimiento" con:
      | objeto            | bienes                      |
      | codigo_catalogo   | 40151503                    |
      | especificaciones  | Según la hoja adjunta       |
      | cantidad          | 4                           |
      | unidad            | kit                         |
      | lugar_entrega     | Almacén municipal           |
      | plazo_requerido   | 10                          |

  Escenario: La orden corre el plazo de entrega
    Cuando Rosa completa "Estudiar el mercado" con:
      | cuantia         | 38450.00     |
      | fuentes         | cotizaciones |
      | compras_previas | 0            |
    Y Hugo completa "Certificar presupuesto" con:
      | credito    | si        |
      | numero_ccp | 0031-2026 |
      | meta       | 0042      |
    Y Rosa completa "Pedir cotizaciones" con:
      | numero_cotizaciones | 3                            |
      | postor              | Ferretería El Valle E.I.R.L. |
      | ruc                 | 20601234565                  |
      | monto               | 37900.00                     |
      | plazo_ofrecido      | 10                           |
      | sustento_eleccion   | Menor precio                 |
    Y Rosa completa "Emitir orden de compra" con:
      | numero_orden | OC 0117-2026 |
    Y pasan 5 días hábiles
    Y Luis completa "Firmar la orden de compra" con:
      | firmado | si |
    Entonces el plazo "Plazo de entrega" vence el jueves 19 de marzo de 2026
    Y espera la tarea "Recibir los bienes" a Elmer
    Cuando pasan 9 días
    Y Elmer completa "Recibir los bienes" con:
      | fecha_entrega     | 18/03/2026  |
      | cantidad_recibida | 4           |
      | numero_guia       | T001-000482 |
    Entonces espera la tarea "Dar conformidad" a Julia

  Escenario: Sin crédito presupuestario no se contrata
    Cuando Rosa completa "Estudiar el mercado" con:
      | cuantia         | 12000.00     |
      | fuentes         | cotizaciones |
      | compras_previas | 0            |
    Y Hugo completa "Certificar presupuesto" con:
      | credito            | no                   |
      | motivo_sin_credito | La meta está agotada |
    Entonces el trámite termina en "Sin crédito presupuestario"
