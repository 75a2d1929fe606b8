# language: es
Característica: Selección abreviada de menor cuantía en Colombia
  Ley 1150 de 2007, artículo 2, numeral 2, literal b: proyecto de pliego, ofertas, informe en traslado y
  un acto de adjudicación que no tiene recurso.

  Antecedentes:
    Dado un municipio de Colombia de la menor banda con su personal

  Escenario: Del proyecto de pliego al pago
    Dado que hoy es el 23/02/2026
    Y que Educación necesita "Dotación de las escuelas" por $ 490.253.400,00
    Y que hay disponibilidad presupuestal
    Entonces la modalidad es "Selección abreviada de menor cuantía", hasta $ 490.253.400,00
    Cuando se publica el proyecto de pliego con el precio al 60 %
    Entonces "Observaciones al proyecto de pliego" vence el 02/03/2026
    Cuando nadie observa hasta el 03/03/2026
    Y se publica la invitación con 5 días para ofertar
    Entonces "Presentación de ofertas" vence el 10/03/2026
    Cuando llegan estas ofertas:
      | oferente                     | nit         | precio         |
      | Suministros del Norte S.A.S. | 899999061-9 | 300.000.000,00 |
      | Papelería Los Andes Ltda.    | 860034313-7 | 280.000.000,00 |
    Y se abren y se habilitan el 11/03/2026
    Y el comité evalúa con 95 y 80
    Entonces "Traslado del informe de evaluación" vence el 16/03/2026
    Cuando el ordenador del gasto adjudica el 17/03/2026
    Y se suscribe el contrato
    Entonces se contrata a "Suministros del Norte S.A.S." por $ 300.000.000,00
    Y nada se ejecuta sin el registro presupuestal
    Cuando se expide el registro presupuestal y se inicia
    Y el supervisor recibe a satisfacción el 27/03/2026
    Y Tesorería paga y se liquida el 07/04/2026
    Entonces el proceso termina en "Cerrado"
    Y se publicó "Selección abreviada de menor cuantía" como "open" y "goods", en "COP"

  Escenario: Un peso más y es licitación
    Dado que hoy es el 23/02/2026
    Y que Educación necesita "Dotación de las escuelas" por $ 490.253.400,01
    Y que hay disponibilidad presupuestal
    Entonces la modalidad es "Licitación pública", hasta $ 490.253.400,00
