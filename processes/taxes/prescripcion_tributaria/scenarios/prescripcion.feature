# language: es
Característica: Una deuda que ya no se cobra
  Código Tributario, artículos 43 a 47: desde el 1 de enero del año siguiente, cuatro años; seis sin declaración.

  Antecedentes:
    Dada la administración tributaria de Tambo Real con "prescripcion_tributaria"
    Y que quien pide declara un predio de 82,500.00 soles y el impuesto de 2026 está emitido

  Escenario: Cuatro años con declaración
    Dado que hoy es 04/01/2031
    Cuando se pide la prescripción de 2026, que se declaró
    Entonces "Año por año" dice "prescribe el 2031-01-01 (prescrita, S/ 165"
    Cuando se resuelve y notifica que procede
    Entonces el trámite termina en "Prescripción declarada"
    Y de 2026 debe 0.00 soles de predial

  Escenario: Seis sin declaración
    Dado que hoy es 04/01/2031
    Cuando se pide la prescripción de 2026, que no se declaró
    Entonces "Año por año" dice "prescribe el 2033-01-01 (no prescrita)"

  Escenario: Lo que se notificó la empieza de nuevo
    Dado que hoy es 04/01/2031
    Cuando se pide la prescripción de 2026, que se declaró, y consta una orden notificada el 10/06/2028
    Entonces "Año por año" dice "prescribe el 2032-06-11 (no prescrita)"
