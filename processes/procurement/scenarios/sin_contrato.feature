# language: es
Característica: Procedimientos que no terminan en contrato
  Desierto, cancelación y pérdida de la buena pro.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Sin ofertas el procedimiento queda desierto
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 que espera ofertas
    Cuando el comité abre las ofertas el 23/03/2026
    Y Contrataciones declara desierto el procedimiento
    Y Contrataciones informa las causas y no convoca otra vez
    Entonces el expediente termina en "Desierto"
    Y el expediente guarda estos documentos:
      | acta_desierto |

  Escenario: Si ninguna oferta alcanza el puntaje mínimo queda desierto
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 con estas ofertas:
      | postor                    | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,500.00 | 30    |
      | Bombas y Riegos Andinos   | 20498765433 | 174,900.00 | 30    |
    Cuando los tres evaluadores califican con 40 y 35 el 26/03/2026
    Y Contrataciones declara que ninguna oferta califica
    Y Contrataciones informa las causas y no convoca otra vez
    Entonces el expediente termina en "Desierto"

  Escenario: La autoridad cancela antes de convocar
    Dado que es el 02/03/2026
    Y que Servicios Públicos necesita "Motobombas" en 30 días
    Y que Contrataciones estima la cuantía en S/ 180,000.00
    Y que Presupuesto certifica el crédito
    Cuando la autoridad cancela la contratación
    Entonces el expediente termina en "Cancelado"

  Escenario: La autoridad dispone cancelar antes de la buena pro
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 con estas ofertas:
      | postor                    | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,500.00 | 30    |
    Y los tres evaluadores califican con 90 el 26/03/2026
    Cuando Contrataciones registra la cancelación que dispuso la autoridad
    Entonces el expediente termina en "Cancelado"

  Escenario: Si el ganador no presenta sus documentos se llama al segundo
    Dada una licitación de S/ 180,000.00 con la buena pro consentida el 08/04/2026
    Cuando el ganador no presenta los documentos hasta el 21/04/2026
    Entonces le toca a "Bombas y Riegos Andinos" por S/ 174,900.00
    Y el plazo "Documentos para el contrato" vence el 04/05/2026
    Cuando Contrataciones recibe los documentos el 27/04/2026
    Y la autoridad firma el contrato el 29/04/2026
    Entonces Almacén tiene que recibir los bienes

  Escenario: Si ningún postor firma el expediente termina sin contrato
    Dada una licitación de S/ 180,000.00 con la buena pro consentida el 08/04/2026
    Cuando el ganador no presenta los documentos hasta el 21/04/2026
    Y Contrataciones recibe los documentos el 27/04/2026
    Y el postor no firma el contrato el 29/04/2026
    Y Contrataciones informa las causas y no convoca otra vez
    Entonces el expediente termina en "Desierto: sin contrato"
