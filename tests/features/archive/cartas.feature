# language: es
Característica: Las constancias que firma la municipalidad
  El número se da al firmar, sin saltos. Quien tiene el papel en la mano averigua con su código si
  es auténtico y si todavía vale.

  Antecedentes:
    Dado un expediente de permiso en el que Rosa escribe y firma

  Escenario: Lo que se descarta no deja un hueco en la numeración
    Cuando Rosa escribe una constancia sobre "Uso de la plaza"
    Y Rosa escribe una constancia sobre "Uso del parque"
    Y Rosa descarta la constancia sobre "Uso de la plaza"
    Y Rosa firma la constancia sobre "Uso del parque"
    Y Rosa escribe una constancia sobre "Feria"
    Y Rosa firma la constancia sobre "Feria"
    Entonces la constancia sobre "Uso del parque" lleva el número "CONST-2026-0001"
    Y la constancia sobre "Feria" lleva el número "CONST-2026-0002"

  Escenario: El número es de quien firma primero, no de quien escribe primero
    Cuando Rosa escribe una constancia sobre "Uso de la plaza"
    Y Rosa escribe una constancia sobre "Uso del parque"
    Y Rosa firma la constancia sobre "Uso del parque"
    Y Rosa firma la constancia sobre "Uso de la plaza"
    Entonces la constancia sobre "Uso del parque" lleva el número "CONST-2026-0001"
    Y la constancia sobre "Uso de la plaza" lleva el número "CONST-2026-0002"

  Escenario: Una clave equivocada no firma ni gasta un número
    Cuando Rosa escribe una constancia sobre "Feria"
    Y Rosa quiere firmar la constancia sobre "Feria" con una clave equivocada
    Entonces la constancia sobre "Feria" sigue en borrador
    Cuando Rosa firma la constancia sobre "Feria"
    Entonces la constancia sobre "Feria" lleva el número "CONST-2026-0001"

  Escenario: Quien no firma constancias no las firma
    Cuando Rosa escribe una constancia sobre "Feria"
    Entonces Elmer no puede firmar la constancia sobre "Feria"
    Y la constancia sobre "Feria" sigue en borrador

  Escenario: Cada año la numeración empieza de nuevo
    Cuando Rosa escribe una constancia sobre "Feria"
    Y Rosa firma la constancia sobre "Feria"
    Y pasan 365 días
    Y Rosa escribe una constancia sobre "Otra feria"
    Y Rosa firma la constancia sobre "Otra feria"
    Entonces la constancia sobre "Otra feria" lleva el número "CONST-2027-0001"

  Escenario: Cualquiera averigua con el código si una constancia vale
    Cuando Rosa escribe una constancia sobre "Feria"
    Y Rosa firma la constancia sobre "Feria"
    Entonces quien busca el código de la constancia sobre "Feria" lee "auténtico y está vigente"
    Cuando Rosa anula la constancia sobre "Feria" por "Nombre equivocado"
    Entonces quien busca el código de la constancia sobre "Feria" lee "fue anulado"

  Escenario: El número de lo anulado no se usa otra vez
    Cuando Rosa escribe una constancia sobre "Feria"
    Y Rosa firma la constancia sobre "Feria"
    Y Rosa anula la constancia sobre "Feria" por "Nombre equivocado"
    Y Rosa escribe una constancia sobre "Feria, corregida"
    Y Rosa firma la constancia sobre "Feria, corregida"
    Entonces la constancia sobre "Feria, corregida" lleva el número "CONST-2026-0002"

  Escenario: Un código inventado no es de nadie
    Entonces quien busca el código "7F3K-9QXM-20TB-C4WE" lee "No encontramos ese código"
