# language: es
Característica: Varios trámites en una sola solicitud, en la mesa de partes
  Quien no usa la ventanilla en línea viene a la municipalidad: mesa de partes presenta por él los tres trámites a la vez
  y le entrega un solo cargo (TUO LPAG, artículos 127 y 134).

  Antecedentes:
    Dada la ventanilla única de Tambo Real con lo que hace falta para abrir una tienda
    Y que hoy es 26/03/2026

  Escenario: Mesa de partes abre los tres por quien vino
    Cuando alguien pide en la mesa de partes abrir una tienda
    Entonces hay tres expedientes unidos, a nombre de una sola persona
    Y los tres dicen que se presentaron en la mesa de partes
    Y el PIN del cargo abre los tres, también con el código de otro

  Escenario: Quien no atiende en la mesa de partes no presenta por otro
    Cuando un especialista pide abrir una tienda por alguien
    Entonces no hay ningún expediente
