# language: es
Característica: Un predio que no paga el impuesto predial
  TUO de la Ley de Tributación Municipal, artículo 17.

  Antecedentes:
    Dada la administración tributaria de Tambo Real con "inafectacion_predial"
    Y que quien pide declara un predio de 300,000.00 soles y el impuesto de 2026 está emitido

  Escenario: Un templo deja de pagar desde el 1 de enero
    Cuando se presenta la solicitud
    Y mesa de partes la encuentra completa
    Y se resuelve y notifica que procede
    Entonces el trámite termina en "Inafectación reconocida"
    Y de 2026 debe 0.00 soles de predial

  Escenario: Lo que se pagó de más queda a su favor
    Dado que pagó 500.00 soles
    Cuando se presenta la solicitud
    Y mesa de partes la encuentra completa
    Y se resuelve y notifica que procede
    Entonces de 2026 debe 0.00 soles de predial
    Y tiene 478.00 soles a su favor
