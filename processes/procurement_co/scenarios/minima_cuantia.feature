# language: es
Característica: Mínima cuantía en Colombia
  Ley 1150 de 2007, artículo 2, numeral 5: hasta el 10 % de la menor cuantía, invitación de un día hábil,
  el precio más bajo, y la carta de aceptación es el contrato.

  Antecedentes:
    Dado un municipio de Colombia de la menor banda con su personal

  Escenario: La papelería se compra al precio más bajo y se paga
    Dado que hoy es el 23/02/2026
    Y que Educación necesita "Papelería para las escuelas" por $ 45.000.000,00
    Y que hay disponibilidad presupuestal
    Entonces la modalidad es "Mínima cuantía", hasta $ 49.025.340,00
    Cuando se publica la invitación con 1 día para ofertar
    Entonces "Presentación de ofertas" vence el 24/02/2026
    Cuando llegan estas ofertas:
      | oferente                     | nit         | precio        |
      | Suministros del Norte S.A.S. | 899999061-9 | 44.000.000,00 |
      | Papelería Los Andes Ltda.    | 860034313-7 | 41.500.000,00 |
    Y se abren y se habilitan el 25/02/2026
    Y el ordenador del gasto acepta la oferta más baja
    Entonces se contrata a "Papelería Los Andes Ltda." por $ 41.500.000,00
    Y nada se ejecuta sin el registro presupuestal
    Cuando se expide el registro presupuestal y se inicia
    Entonces "Plazo de ejecución" vence el 12/03/2026
    Cuando el supervisor recibe a satisfacción el 06/03/2026
    Entonces "Plazo de pago" vence el 06/04/2026
    Cuando Tesorería paga y se liquida el 10/03/2026
    Entonces el proceso termina en "Cerrado"
    Y se publicó "Mínima cuantía" como "open" y "goods", en "COP"
