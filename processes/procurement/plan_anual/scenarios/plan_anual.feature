# language: es
Característica: El plan anual de contrataciones
  Lo que una municipalidad comprará en el año: lo proponen las áreas, lo revisa Presupuesto, lo aprueba la autoridad y lo lee
  cualquiera. Cambia solo con sustento, y cada cambio da otra versión.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal
    Y que es el 12/01/2026

  Escenario: Las áreas proponen y la autoridad aprueba
    Dado que Contrataciones abrió el plan de 2026 para "Obras", con S/ 500,000.00 de apertura
    Y que el área propuso "Motobombas", código 40151503, por S/ 40,000.00, para marzo
    Y que el área propuso "Motobombas para riego", código 40151510, por S/ 30,000.00, para agosto
    Cuando Contrataciones recibe las necesidades
    Entonces el ítem 1 se prevé por "Licitación pública abreviada", porque se suma con otro de su clase
    Cuando Contrataciones consolida, Presupuesto da su conformidad y la autoridad aprueba con "0003-2026-A"
    Entonces el plan se publica hasta el 19/01/2026
    Y el plan de 2026 tiene 2 ítems por S/ 70,000.00, en su versión 1

  Escenario: El plan no pasa del presupuesto de apertura
    Dado que Contrataciones abrió el plan de 2026 para "Obras", con S/ 60,000.00 de apertura
    Y que el área propuso "Motobombas", código 40151503, por S/ 70,000.00, para marzo
    Cuando Contrataciones recibe las necesidades
    Y Contrataciones consolida
    Entonces Presupuesto no puede darle conformidad

  Escenario: Una modificación da otra versión y nada se pierde
    Dado que rige el plan de 2026 con "Motobombas" por S/ 40,000.00 y "Camioneta" por S/ 165,000.00
    Cuando Contrataciones pide excluir el ítem 2 porque "Llegó una donación"
    Entonces el plan de 2026 tiene 2 ítems por S/ 205,000.00, en su versión 1
    Cuando Presupuesto da su conformidad y la autoridad aprueba con "0044-2026-A"
    Entonces el plan de 2026 tiene 1 ítems por S/ 40,000.00, en su versión 2
    Y el ítem 2 sigue en el plan, como excluido, por "Llegó una donación"

  Escenario: Lo que se convoca está en el plan
    Dado que rige el plan de 2026 con "Motobombas" por S/ 180,000.00 y "Camioneta" por S/ 165,000.00
    Cuando el área compra "Radios portátiles" por S/ 90,000.00 sin nombrar un ítem del plan
    Entonces el expediente espera "nombrar_item"
    Cuando Contrataciones nombra el ítem 2
    Entonces el expediente espera "aprobar_expediente"
    Y el ítem 2 ya no se ofrece a otra compra

  Escenario: Un contrato menor puede no estar en el plan
    Dado que rige el plan de 2026 con "Motobombas" por S/ 180,000.00 y "Camioneta" por S/ 165,000.00
    Cuando el área compra "Radios portátiles" por S/ 9,000.00 sin nombrar un ítem del plan
    Entonces el expediente espera "cotizar"
