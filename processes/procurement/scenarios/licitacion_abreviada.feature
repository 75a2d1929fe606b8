# language: es
Característica: Licitación pública abreviada de bienes
  Más de 8 UIT y menos de S/ 485,000. Ley 32069 y DS 009-2025-EF, artículos 62 a 68, 78, 82, 90,
  119, 120, 144 y 304; Ley 32069, artículo 67.3.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Esquema del escenario: Las motobombas llegan tarde y se pagan con penalidad
    Dado que el sistema <marcha>
    Y que es el 23/02/2026
    Y que Servicios Públicos necesita "Motobombas y tubería para el agua potable" en 30 días
    Cuando Contrataciones estima la cuantía en S/ 180,000.00
    Y Presupuesto certifica el crédito
    Entonces el método es "Licitación pública abreviada"
    Cuando la autoridad aprueba el expediente y designa al comité
    Y Contrataciones convoca el 09/03/2026 con 3 días para consultas y 5 para ofertas
    Entonces el plazo "Plazo de consultas y observaciones" vence el 12/03/2026
    Cuando Contrataciones integra las bases el 13/03/2026
    Entonces el plazo "Presentación de ofertas" vence el 20/03/2026
    Cuando se presentan estas ofertas:
      | postor                      | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C.   | 20512345671 | 171,500.00 | 30    |
      | Bombas y Riegos Andinos     | 20498765433 | 174,900.00 | 30    |
      | Ferretería El Valle E.I.R.L.| 20601234565 | 178,200.00 | 30    |
    Y el comité abre y admite las ofertas el 23/03/2026
    Y los tres evaluadores califican con 90, 82 y 75 el 26/03/2026
    Y Contrataciones otorga la buena pro el 27/03/2026
    Entonces la buena pro es de "Hidráulica del Sur S.A.C." por S/ 171,500.00
    Y el plazo "Plazo de apelación" vence el 07/04/2026
    Cuando nadie apela hasta el 08/04/2026
    Entonces la buena pro queda consentida el 08/04/2026
    Y la garantía es de S/ 17,150.00
    Y el plazo "Documentos para el contrato" vence el 20/04/2026
    Cuando Contrataciones recibe los documentos el 20/04/2026
    Entonces el plazo "Firma del contrato" vence el 23/04/2026
    Cuando la autoridad firma el contrato el 23/04/2026
    Entonces el plazo "Plazo de entrega" vence el 25/05/2026
    Cuando Almacén recibe los bienes el 30/05/2026
    Entonces la penalidad es de 5 días a S/ 1,429.17: S/ 7,145.83, con un tope de S/ 17,150.00
    Y el plazo "Plazo de conformidad" vence el 08/06/2026
    Cuando el área usuaria da la conformidad el 01/06/2026
    Y el proveedor presenta su factura
    Entonces el plazo "Plazo de pago" vence el 15/06/2026
    Y el plazo "Plazo máximo de pago" vence el 22/06/2026
    Cuando Tesorería paga S/ 164,354.17 el 04/06/2026
    Y Contrataciones liquida el contrato
    Y se devuelve la garantía y se evalúa el contrato
    Entonces el expediente termina en "Pagado"
    Y el ahorro es de 4.72 %
    Y el expediente guarda estos documentos:
      | requerimiento            |
      | estudio_mercado          |
      | ccp                      |
      | resolucion_aprobacion    |
      | bases                    |
      | bases_integradas         |
      | oferta                   |
      | acta_apertura            |
      | acta_evaluacion          |
      | acta_otorgamiento        |
      | constancia_consentimiento|
      | documentos_contrato      |
      | garantia                 |
      | contrato                 |
      | guia_remision            |
      | acta_conformidad         |
      | factura                  |
      | comprobante_pago         |
      | liquidacion              |
    Y la historia del expediente está íntegra

    Ejemplos:
      | marcha                             |
      | sigue en marcha                    |
      | se reinicia entre un paso y otro   |

  Escenario: Con una sola oferta la buena pro queda consentida el mismo día
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 con estas ofertas:
      | postor                    | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,500.00 | 30    |
    Cuando los tres evaluadores califican con 90 el 26/03/2026
    Y Contrataciones otorga la buena pro el 27/03/2026
    Entonces la buena pro queda consentida el 27/03/2026
    Y el plazo "Documentos para el contrato" vence el 10/04/2026

  Escenario: Una MYPE no presenta garantía y tiene cinco días para los documentos
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 con estas ofertas:
      | postor                    | ruc         | precio     | plazo | mype |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,500.00 | 30    | sí   |
    Cuando los tres evaluadores califican con 90 el 26/03/2026
    Y Contrataciones otorga la buena pro el 27/03/2026
    Entonces no se exige garantía
    Y el plazo "Documentos para el contrato" vence el 07/04/2026

  Escenario: Una oferta que llega tarde no se admite y se dice por qué
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 que espera ofertas
    Y que el proveedor abrió el formulario de su oferta
    Cuando llega el 23/03/2026
    Y el proveedor presenta su oferta fuera de plazo
    Entonces se le responde que el plazo ya venció
    Y el comité no encuentra ninguna oferta
