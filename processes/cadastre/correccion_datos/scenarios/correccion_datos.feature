# language: es
Característica: Corrección de un dato del catastro
  Error material, TUO LPAG, artículo 212. El predio 01-023-001 está en Jr. Puno 100.

  Antecedentes:
    Dado el catastro de una manzana y el servicio "correccion_datos"

  Escenario: La dirección
    Cuando se pide corregir "direccion" para que diga "Jr. Puno 110"
    Y se admite y se paga la tasa
    Entonces quedaría "Dirección: Jr. Puno 100 → Jr. Puno 110"
    Cuando se estudia y se informa
    Entonces quien informó no puede resolver
    Cuando se resuelve que "procede"
    Entonces el predio está en "Jr. Puno 110", y hasta hoy estuvo en "Jr. Puno 100"
    Y rentas no recibe nada

  Escenario: El nombre de una titular
    Cuando se pide corregir "nombre" de "40000001" para que diga "Quispe Mamani, Ana"
    Y se admite y se paga la tasa
    Y se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio es de "Quispe Mamani, Ana 1/2; Rojas, Beto 1/2"
    Y rentas no recibe nada

  Escenario: El área del terreno no se corrige así
    Cuando se pide corregir "area" para que diga "650"
    Y se admite y se paga la tasa
    Entonces el estudio avisa "El plano del predio mide 600.00 m²: otra área pide rectificar los linderos."
