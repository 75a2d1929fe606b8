# language: es
Característica: Compra por relación de ítems
  Ley 32069: una convocatoria con varios ítems; cada uno tiene sus ofertas, su buena pro, su apelación y su contrato.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal
    Y una licitación por relación de ítems con estas cuantías:
      | Motobombas | 90,000.00 |
      | Tubería    | 60,000.00 |
      | Válvulas   | 30,000.00 |

  Escenario: La apelación de un ítem detiene solo ese ítem
    Dado que se abren estas ofertas el 23/03/2026:
      | postor                    | ruc         | Motobombas | Tubería   | Válvulas |
      | Hidráulica del Sur S.A.C. | 20512345671 | 88,000.00  | 57,000.00 |          |
      | Bombas y Riegos Andinos   | 20498765433 | 85,000.00  | 59,000.00 |          |
    Y los ítems se adjudican el 27/03/2026 al de menor precio
    Entonces el ítem 1 es de "Bombas y Riegos Andinos" y el ítem 2 de "Hidráulica del Sur S.A.C."
    Cuando un postor apela el ítem 2 el 31/03/2026
    Y llega el 08/04/2026
    Entonces el ítem 1 espera "recibir_documentos" y el ítem 2 "resolver_apelacion"
    Cuando se firma el contrato del ítem 1 por todo su importe
    Y la apelación del ítem 2 resulta "infundada"
    Y se firma el contrato del ítem 2 por todo su importe
    Entonces el registro tiene un contrato de S/ 85,000.00 y otro de S/ 57,000.00, cada uno con su garantía
    Y lo publicado tiene 3 ítems: "complete", "complete" y "unsuccessful"
    Y lo publicado cumple el estándar y se une igual que con otra herramienta

  Escenario: El ítem desierto se convoca otra vez solo
    Dado que se abren estas ofertas el 23/03/2026:
      | postor                    | ruc         | Motobombas | Tubería   | Válvulas |
      | Hidráulica del Sur S.A.C. | 20512345671 | 88,000.00  | 57,000.00 |          |
    Y los ítems se adjudican el 27/03/2026 al de menor precio
    Cuando Contrataciones informa las causas y convoca otra vez
    Entonces hay un expediente nuevo unido al anterior
    Y el expediente nuevo compra solo "Ítem 3: Válvulas" por S/ 30,000.00
    Y el ítem 1 espera "recibir_documentos" y el ítem 2 "recibir_documentos"

  Escenario: La autoridad anula la buena pro de un ítem después de oír al ganador
    Dado que se abren estas ofertas el 23/03/2026:
      | postor                    | ruc         | Motobombas | Tubería   | Válvulas  |
      | Hidráulica del Sur S.A.C. | 20512345671 | 88,000.00  | 57,000.00 | 29,000.00 |
    Y los ítems se adjudican el 27/03/2026 al de menor precio
    Cuando Contrataciones advierte un vicio en el ítem 2
    Entonces el plazo "Plazo del ganador para responder" vence el 07/04/2026
    Cuando el ganador no responde y la autoridad anula desde "otorgamiento"
    Entonces el ítem 1 espera "recibir_documentos" y el ítem 2 "otorgar"
    Y lo publicado tiene 3 ítems: "complete", "active" y "complete"
    Y lo publicado cumple el estándar y se une igual que con otra herramienta

  Escenario: El expediente cambia de versión con un ítem apelado y otro por firmar
    Dado que se abren estas ofertas el 23/03/2026:
      | postor                    | ruc         | Motobombas | Tubería   | Válvulas |
      | Hidráulica del Sur S.A.C. | 20512345671 | 88,000.00  | 57,000.00 |          |
      | Bombas y Riegos Andinos   | 20498765433 | 85,000.00  | 59,000.00 |          |
    Y los ítems se adjudican el 27/03/2026 al de menor precio
    Y que una norma nueva cambia lo que sigue a la firma de cada ítem
    Cuando un postor apela el ítem 2 el 31/03/2026
    Y llega el 08/04/2026
    Y el expediente pasa a la versión nueva
    Entonces el ítem 1 espera "recibir_documentos" y el ítem 2 "resolver_apelacion"
    Cuando el paso de versión se deshace
    Entonces el ítem 1 espera "recibir_documentos" y el ítem 2 "resolver_apelacion"
    Cuando el expediente pasa a la versión nueva
    Y se firma el contrato del ítem 1 por todo su importe
    Y la apelación del ítem 2 resulta "infundada"
    Y se firma el contrato del ítem 2 por todo su importe
    Entonces el registro tiene un contrato de S/ 85,000.00 y otro de S/ 57,000.00, cada uno con su garantía
    Y los ítems 1 y 2 saben "Se firmó"
    Y lo publicado tiene 3 ítems: "complete", "complete" y "unsuccessful"
    Y lo publicado cumple el estándar y se une igual que con otra herramienta
