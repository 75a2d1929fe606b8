# language: es
Característica: Procedimiento no competitivo
  Con una causal del artículo 55 de la Ley 32069, informe técnico, informe legal y aprobación de la
  autoridad. Una emergencia se atiende primero y se regulariza en diez días hábiles (102.5).

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Un proveedor único
    Dado que es el 23/02/2026
    Y que se necesitan "bienes": "Repuestos del cargador frontal", código 22101502, en 15 días
    Cuando Contrataciones estima S/ 120,000.00 por la causal "proveedor_unico"
    Y Presupuesto certifica el crédito
    Entonces el método es "Procedimiento no competitivo"
    Cuando el área y Contrataciones sustentan la causal
    Y la autoridad aprueba la contratación el 09/03/2026
    Y Contrataciones registra la oferta de S/ 118,000.00
    Entonces el plazo "Publicación y regularización" vence el 23/03/2026
    Cuando Contrataciones publica la contratación el 12/03/2026
    Entonces le toca a "Hidráulica del Sur S.A.C." por S/ 118,000.00
    Y el plazo "Documentos para el contrato" vence el 24/03/2026
    Y lo publicado dice "Procedimiento no competitivo" como "direct" y "goods"

  Escenario: Una emergencia se atiende y se regulariza en diez días
    Dado que es el 23/02/2026
    Y que se necesitan "servicios": "Limpieza de la quebrada", código 72141003, en 5 días
    Cuando Contrataciones estima S/ 90,000.00 por la causal "emergencia"
    Y Presupuesto certifica el crédito
    Y Contrataciones atiende la emergencia desde el 23/02/2026 por S/ 88,000.00
    Y el área y Contrataciones sustentan la causal
    Y la autoridad aprueba la contratación el 02/03/2026
    Entonces el plazo "Publicación y regularización" vence el 09/03/2026
    Cuando Contrataciones publica la contratación el 06/03/2026
    Entonces le toca a "Hidráulica del Sur S.A.C." por S/ 88,000.00
    Y lo publicado dice "Procedimiento no competitivo" como "direct" y "services"

  Escenario: Sin causal no se contrata
    Dado que es el 23/02/2026
    Y que se necesitan "bienes": "Repuestos del cargador frontal", código 22101502, en 15 días
    Cuando Contrataciones estima S/ 120,000.00 por la causal "proveedor_unico"
    Y Presupuesto certifica el crédito
    Y el área y Contrataciones sustentan la causal
    Y la autoridad niega la contratación
    Entonces el expediente termina en "Cancelado"
