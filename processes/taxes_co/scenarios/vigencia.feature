# language: es
Característica: La vigencia del impuesto predial en un municipio de Colombia
  El avalúo catastral por la tarifa del acuerdo, sin pasar del límite (Ley 1995 de 2019, art. 2); la
  factura presta mérito ejecutivo; el interés es el del Estatuto Tributario, arts. 634 y 635.

  Antecedentes:
    Dado un municipio de Colombia con las tarifas de su acuerdo
    Y el predio "01-0001" de estrato 3 avaluado en 155,000,000.00 pesos, que el año anterior pagó 320,000.00 pesos
    Y el lote "01-0002" avaluado en 60,000,000.00 pesos, sin límite por lote no edificado

  Escenario: Se liquida, se aprueba y se factura cada predio con sus líneas
    Cuando se factura la vigencia 2026
    Entonces el predio "01-0001" debe 480,000.00 pesos hasta el 30/06/2026
    Y se explica con "155,000,000.00 al 4 por mil" y "Catastro sin actualizar: 50 % más"
    Y el predio "01-0002" debe 1,200,000.00 pesos hasta el 30/06/2026
    Y se explica con "60,000,000.00 al 20 por mil" y "Sin límite: lote no edificado"

  Escenario: De un predio sin impuesto anterior no se inventa el límite
    Dado el predio "01-0003" de estrato 2 avaluado en 80,000,000.00 pesos, del que no se sabe qué pagó
    Cuando se liquida la vigencia 2026
    Entonces queda sin importe porque "no se sabe su impuesto de 2025"

  Escenario: La vigencia siguiente sube desde lo que se facturó, aunque el predio se venda
    Dado que se factura la vigencia 2026
    Y el avalúo de "01-0001" pasa a 400,000,000.00 pesos y es de otro dueño desde el 01/12/2026
    Cuando se factura la vigencia 2027
    Entonces el predio "01-0001" debe 720,000.00 pesos hasta el 30/06/2027

  Escenario: Quien paga pronto tiene el descuento del acuerdo, y quien se atrasa debe interés por día
    Dado que el acuerdo da 10 % de descuento hasta el 31/03/2026
    Cuando se factura la vigencia 2026
    Entonces quien paga el predio "01-0001" el 31/03/2026 entrega 432,000.00 pesos
    Y quien lo paga el 10/07/2026 entrega 482,958.90 pesos

  Escenario: Sin la Ley 1995 el límite es el doble
    Dado que el límite de la vigencia es el de la Ley 44
    Y el avalúo de "01-0001" pasa a 400,000,000.00 pesos
    Cuando se factura la vigencia 2026
    Entonces el predio "01-0001" debe 640,000.00 pesos hasta el 30/06/2026
