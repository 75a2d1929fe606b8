# language: es
Característica: Nulidad que vuelve a la etapa del vicio
  Ley 32069; lo actuado desde el vicio queda sin efecto y los plazos empiezan de nuevo.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: La apelación anula la recepción de ofertas
    Dada una licitación de S/ 180,000.00 con la buena pro otorgada el 27/03/2026
    Cuando un postor apela el 31/03/2026
    Y se resuelve la nulidad desde "recepcion" el 10/04/2026
    Entonces los proveedores pueden presentar ofertas otra vez
    Y el plazo "Presentación de ofertas" vence el 17/04/2026
    Y el expediente recuerda 2 ofertas sin efecto
    Y el expediente guarda estos documentos:
      | oferta               |
      | acta_otorgamiento    |
      | resolucion_apelacion |
    Y lo último que se publicó es "awardCancellation tenderAmendment"
    Y lo publicado cumple el estándar y se une igual que con otra herramienta

  Escenario: La autoridad anula las bases antes de otorgar la buena pro
    Dada una licitación de S/ 180,000.00 convocada el 09/03/2026 con estas ofertas:
      | postor                    | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,500.00 | 30    |
      | Bombas y Riegos Andinos   | 20498765433 | 174,900.00 | 30    |
    Y los tres evaluadores califican con 90 y 82 el 26/03/2026
    Cuando Contrataciones pide la nulidad
    Y la autoridad la declara desde "bases"
    Entonces la autoridad tiene que aprobar otra vez el expediente
    Y el expediente guarda estos documentos:
      | resolucion_nulidad |
    Y lo último que se publicó es "tenderUpdate"
    Y lo publicado cumple el estándar y se une igual que con otra herramienta
