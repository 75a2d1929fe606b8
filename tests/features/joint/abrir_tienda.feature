# language: es
Característica: Varios trámites en una sola solicitud
  Quien abre una tienda pide la licencia, el carné de sanidad y el anuncio a la vez: cada dato una vez, un cargo, y tres
  expedientes unidos que siguen cada uno su plazo (TUO LPAG, artículos 48, 127 y 160).

  Antecedentes:
    Dada la ventanilla única de Tambo Real con lo que hace falta para abrir una tienda
    Y que hoy es 26/03/2026

  Escenario: Una solicitud abre tres expedientes con un solo PIN
    Cuando alguien sin cuenta pide abrir una tienda
    Entonces hay tres expedientes unidos, a nombre de una sola persona
    Y la dirección del local se pidió una vez y la tienen los tres
    Y el PIN del cargo abre los tres, también con el código de otro
    Y quien no tiene el PIN no abre ninguno

  Escenario: Cada expediente tiene su orden de pago y su plazo
    Cuando alguien sin cuenta pide abrir una tienda
    Y mesa de partes encuentra completos los tres
    Entonces se deben 82.50, 16.50 y 27.50, cada uno con su código
    Cuando se paga solo la licencia
    Entonces la licencia sigue y los otros dos esperan su pago

  Escenario: Si a uno le falta un dato, no se presenta ninguno
    Cuando alguien pide abrir una tienda sin decir qué dirá el letrero
    Entonces no hay ningún expediente y ningún código se perdió
