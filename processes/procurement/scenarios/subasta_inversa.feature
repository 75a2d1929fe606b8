# language: es
Característica: Subasta inversa electrónica
  Lo que tiene ficha técnica. Seis días hábiles para ofertar (68.2); rondas en las que se dice el precio
  más bajo y nunca de quién; gana el precio; cinco u ocho días para apelar según la cuantía (304).

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Las rondas siguen mientras alguien mejora
    Dado que es el 23/02/2026
    Y que se necesitan "bienes": "Leche evaporada para el Vaso de Leche", código 50131702, en 60 días
    Cuando Contrataciones estima S/ 180,000.00 y está en la lista de "subasta"
    Y Presupuesto certifica el crédito
    Entonces el método es "Subasta inversa electrónica"
    Cuando la autoridad aprueba el expediente sin comité
    Y Contrataciones invita el 09/03/2026 con 6 días para ofertar y 3 rondas de un día con 1 % de mejora
    Entonces el plazo "Presentación de ofertas" vence el 17/03/2026
    Cuando los proveedores ofertan estos precios:
      | postor                       | ruc         | precio     |
      | Hidráulica del Sur S.A.C.    | 20512345671 | 171,500.00 |
      | Ferretería El Valle E.I.R.L. | 20601234565 | 178,200.00 |
    Y Contrataciones abre y admite los precios el 18/03/2026
    Entonces la ronda es la 1 y el precio más bajo es S/ 171,500.00
    Y el plazo "Ronda de la subasta" vence el 19/03/2026
    Cuando el postor 20601234565 mejora a S/ 169,785.01
    Entonces se le pide mejorar más
    Cuando el postor 20601234565 mejora a S/ 169,785.00
    Y llega y se atiende el 20/03/2026
    Entonces la ronda es la 2 y el precio más bajo es S/ 169,785.00
    Cuando llega y se atiende el 24/03/2026
    Y Contrataciones otorga la buena pro al precio más bajo el 24/03/2026
    Entonces la buena pro es de "Ferretería El Valle E.I.R.L." por S/ 169,785.00
    Y el plazo "Plazo de apelación" vence el 31/03/2026
    Y lo publicado dice "Subasta inversa electrónica" como "open" y "goods"

  Escenario: Con una sola oferta es desierta
    Dado que es el 23/02/2026
    Y que se necesitan "bienes": "Leche evaporada para el Vaso de Leche", código 50131702, en 60 días
    Cuando Contrataciones estima S/ 180,000.00 y está en la lista de "subasta"
    Y Presupuesto certifica el crédito
    Y la autoridad aprueba el expediente sin comité
    Y Contrataciones invita el 09/03/2026 con 6 días para ofertar y 3 rondas de un día con 1 % de mejora
    Y los proveedores ofertan estos precios:
      | postor                    | ruc         | precio     |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,500.00 |
    Y Contrataciones abre y admite los precios el 18/03/2026
    Y Contrataciones declara desierta la selección por precio
    Y Contrataciones informa las causas y no convoca otra vez
    Entonces el expediente termina en "Desierto"
