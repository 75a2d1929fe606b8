# language: es
Característica: Inscripción de una construcción
  El predio 01-023-001 tiene 600 m² y es de Ana y de Beto. Ley 28294; TUO de la Ley de Tributación
  Municipal, artículo 11.

  Antecedentes:
    Dado el catastro de una manzana y el servicio "construccion_nueva"

  Escenario: Lo construido se verifica, se inscribe y se demuele
    Cuando se presenta la solicitud
    Y se admite y se paga la tasa
    Entonces quedaría "Piso 1: — → 120.00 m², ladrillo, 2026; Piso 2: — → 90.50 m², ladrillo, 2026"
    Cuando se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio tiene construidos "1: 120.00 2026 ladrillo; 2: 90.50 2026 ladrillo"
    Y cada piso se funda en la resolución y su licencia es "EDI-12"
    Y el predio queda libre
    Y rentas recibe la novedad "values" con "Piso 1: — → 120.00 m², ladrillo, 2026"
    Cuando se notifica en persona el 04/03/2026
    Y se notifica a los demás interesados
    Entonces el trámite termina en "Inscrita"
    Cuando se presenta la solicitud con la demolición del piso 2
    Y se admite y se paga la tasa
    Y se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio tiene construidos "1: 120.00 2026 ladrillo"
    Y lo demolido terminó hoy y no se borró

  Escenario: Un piso más grande que el predio
    Cuando se presenta la solicitud con un piso de 700 m²
    Y se admite y se paga la tasa
    Entonces el estudio avisa "El piso 1 no cabe en el predio, de 600.00 m²: corrija su área."

  Escenario: La conformidad de una obra con licencia la lleva sola al catastro
    Cuando la municipalidad da la conformidad de la obra de la licencia "EDI-12" en "01-023-001"
    Entonces empieza solo un expediente que espera "Estudiar los títulos"
    Cuando se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio tiene construidos "1: 120.00 2026 ladrillo"

  Escenario: La obra conforme espera a que el predio se libre
    Dado que otro expediente tiene el predio
    Cuando la municipalidad da la conformidad de la obra de la licencia "EDI-12" en "01-023-001"
    Entonces el expediente espera a que el predio se libre
    Cuando el otro expediente se anula
    Y nadie hace nada hasta el 04/03/2026
    Entonces espera "Estudiar los títulos"
