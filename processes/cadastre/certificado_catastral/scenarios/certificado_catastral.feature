# language: es
Característica: Certificado y plano catastral
  ADR 0012: lo emite la casa con lo que consta; TUO LPAG, artículo 33.2; Ley 29733.

  Antecedentes:
    Dado el catastro de una manzana y el servicio "certificado_catastral"

  Escenario: Sale en el acto al pagar, y cualquiera lo comprueba
    Cuando se presenta la solicitud
    Entonces la tasa es de 33.00
    Cuando la caja cobra la tasa
    Entonces el trámite termina en "Certificado emitido"
    Y la municipalidad emitió por sí "Certificado y plano catastral"
    Y esa constancia dice "600.00 m² de área y 100.00 m de perímetro" y "Predios colindantes: 01-023-002"
    Y esa constancia dice "A (500000.00 E, 8650030.00 N)" y "A-B 20.00 m"
    Y no nombra a "Quispe, Ana"
    Y cualquiera comprueba esa constancia con su código

  Escenario: Una titular pide que diga los nombres
    Cuando se presenta la solicitud con:
      | con_titulares | true |
    Entonces espera "Comprobar quién pide los nombres"
    Cuando mesa de partes comprueba que es titular
    Y la caja cobra la tasa
    Entonces esa constancia dice "Quispe, Ana, 1/2" y "Rojas, Beto, 1/2"

  Escenario: Un código que no es de un predio no se cobra
    Cuando se presenta la solicitud con:
      | predio | 99-999-999 |
    Entonces el trámite termina en "No admitida: el código no es de un predio"
