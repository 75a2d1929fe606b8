# language: es
Característica: Autorización de anuncio
  Ley 27972, artículo 79, numeral 3.6.3; TUO LPAG, artículos 33, 36 y 199.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "anuncio_publicitario"

  Escenario: Un letrero simple se autoriza sin evaluar
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud
    Y mesa de partes la encuentra completa
    Entonces la tasa es de 27.50
    Cuando la caja cobra la tasa
    Entonces "Plazo para emitir la autorización" va hasta el 06/04/2026
    Cuando la autoridad emite la autorización del anuncio
    Y se publica la licencia
    Entonces el trámite termina en "Autorización otorgada"

  Escenario: Un panel se evalúa y el silencio lo aprueba
    Dado que hoy es 26/03/2026
    Cuando se presenta la solicitud con:
      | tipo_anuncio | panel |
    Y mesa de partes la encuentra completa
    Y la caja cobra la tasa
    Entonces "Plazo para resolver" va hasta el 13/04/2026
    Y "Silencio positivo" va hasta el 20/04/2026
    Cuando nadie hace nada hasta el 21/04/2026
    Entonces el trámite termina en "Aprobada por silencio"
    Y la municipalidad emitió por sí "Constancia de silencio administrativo positivo"
    Y cualquiera comprueba esa constancia con su código
