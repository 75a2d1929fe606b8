# language: es
Característica: Después de un procedimiento desierto
  Se informan las causas y, si la necesidad persiste, se convoca otra vez en un expediente nuevo.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal
    Y una licitación de S/ 180,000.00 que quedó desierta el 23/03/2026

  Escenario: La nueva convocatoria es otro expediente, unido al anterior
    Cuando Contrataciones informa las causas y convoca otra vez
    Entonces el expediente termina en "Desierto"
    Y hay un expediente nuevo unido al anterior
    Y Contrataciones tiene que estudiar el mercado
    Y el expediente nuevo trae la cuantía y el requerimiento del anterior
    Cuando Presupuesto certifica otra vez el crédito
    Entonces lo publicado del nuevo nombra al anterior como procedimiento fallido

  Escenario: La segunda vez se revisa el requerimiento
    Cuando Contrataciones informa las causas y convoca otra vez
    Y el procedimiento nuevo también queda desierto y se convoca otra vez
    Entonces el área usuaria tiene que formular otra vez el requerimiento
