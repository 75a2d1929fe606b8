# language: es
Característica: Consultas y observaciones a las bases
  Quien quiere ofrecer pregunta u observa las bases dentro del plazo; la municipalidad absuelve todo
  junto, y desde entonces lo lee cualquiera. Ley 32069, Reglamento (DS 009-2025-EF), artículo 66.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Dos proveedores preguntan y las bases cambian
    Dado que es el 23/02/2026
    Y que Servicios Públicos necesita "Motobombas y tubería para el agua potable" en 30 días
    Cuando Contrataciones estima la cuantía en S/ 180,000.00
    Y Presupuesto certifica el crédito
    Y la autoridad aprueba el expediente y designa al comité
    Y Contrataciones convoca el 09/03/2026 con 3 días para consultas y 5 para ofertas
    Y "Hidráulica del Sur S.A.C." observa las bases en "Capítulo III, 3.1"
    Y "Bombas y Riegos Andinos S.A.C." consulta las bases en "Anexo 2"
    Entonces hay 2 consultas con su número y nadie las lee todavía
    Cuando Contrataciones absuelve las consultas el 13/03/2026 y acoge la primera
    Entonces lo absuelto se publica con quien preguntó y el cambio en las bases
    Y el plazo "Presentación de ofertas" vence el 20/03/2026

  Escenario: Después del plazo ya no se pregunta
    Dado que es el 23/02/2026
    Y que Servicios Públicos necesita "Motobombas y tubería para el agua potable" en 30 días
    Cuando Contrataciones estima la cuantía en S/ 180,000.00
    Y Presupuesto certifica el crédito
    Y la autoridad aprueba el expediente y designa al comité
    Y Contrataciones convoca el 09/03/2026 con 3 días para consultas y 5 para ofertas
    Cuando llega el 13/03/2026
    Y "Hidráulica del Sur S.A.C." quiere observar las bases fuera de plazo
    Entonces no se le recibe y no hay consultas
