# language: es
Característica: Lo que se publica de una compra
  Estándar de Datos para las Contrataciones Abiertas (OCDS 1.1.5); Ley 32069, principio de
  transparencia; Ley 27806.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Una licitación abreviada se publica paso a paso
    Dado que es el 23/02/2026
    Y que Servicios Públicos necesita "Motobombas y tubería para el agua potable" en 30 días
    Cuando Contrataciones estima la cuantía en S/ 180,000.00
    Y Presupuesto certifica el crédito
    Y la autoridad aprueba el expediente y designa al comité
    Y Contrataciones convoca el 09/03/2026 con 3 días para consultas y 5 para ofertas
    Y Contrataciones integra las bases el 13/03/2026
    Y se presentan estas ofertas:
      | postor                      | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C.   | 20512345671 | 171,500.00 | 30    |
      | Bombas y Riegos Andinos     | 20498765433 | 174,900.00 | 30    |
      | Ferretería El Valle E.I.R.L.| 20601234565 | 178,200.00 | 30    |
    Entonces lo publicado no dice nada de las ofertas
    Cuando el comité abre y admite las ofertas el 23/03/2026
    Y los tres evaluadores califican con 90, 82 y 75 el 26/03/2026
    Y Contrataciones otorga la buena pro el 27/03/2026
    Y nadie apela hasta el 08/04/2026
    Y Contrataciones recibe los documentos el 20/04/2026
    Y la autoridad firma el contrato el 23/04/2026
    Y Almacén recibe los bienes el 30/05/2026
    Y el área usuaria da la conformidad el 01/06/2026
    Y Tesorería paga S/ 164,354.17 el 04/06/2026
    Y Contrataciones liquida el contrato
    Entonces se publicó en este orden:
      | planning            |
      | planningUpdate      |
      | tender              |
      | tenderUpdate        |
      | tenderUpdate        |
      | award               |
      | awardUpdate         |
      | contract            |
      | implementation      |
      | implementation      |
      | implementation      |
      | contractTermination |
    Y lo publicado cumple el estándar y se une igual que con otra herramienta
    Y lo publicado dice que se pagó S/ 164,354.17 de S/ 171,500.00

  Escenario: Un procedimiento desierto se publica como desierto
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 que espera ofertas
    Cuando el comité abre las ofertas el 23/03/2026
    Y Contrataciones declara desierto el procedimiento
    Entonces se publicó en este orden:
      | planning       |
      | planningUpdate |
      | tender         |
      | tenderUpdate   |
      | tenderUpdate   |
      | tenderUpdate   |
    Y lo publicado cumple el estándar y se une igual que con otra herramienta
