# language: es
Característica: Lo que se compra de una clase en el año se suma
  Ley 32069, artículo 50. No cuenta lo que alguien recuerda, sino los expedientes de la municipalidad.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Dos áreas compran lo mismo por partes
    Dado que es el 02/03/2026
    Y que la municipalidad tiene un expediente de "Cemento para la losa", código 30111601, por S/ 30,000.00
    Y que la municipalidad tiene un expediente de "Ladrillos para la escuela", código 30131602, por S/ 20,000.00
    Y que se necesitan "bienes": "Cemento para el puente", código 30111699, en 10 días
    Cuando Contrataciones estima S/ 20,000.00 sin una excepción
    Y Presupuesto certifica el crédito
    Entonces el método es "Licitación pública abreviada"
    Y se sumaron S/ 30,000.00 de los expedientes "CON-2026-0001"

  Escenario: Una excepción dice por qué no se contrató junto
    Dado que es el 02/03/2026
    Y que la municipalidad tiene un expediente de "Cemento para la losa", código 30111601, por S/ 30,000.00
    Y que se necesitan "bienes": "Cemento para el puente", código 30111699, en 10 días
    Cuando Contrataciones estima S/ 20,000.00 porque "El canon llegó en febrero"
    Y Presupuesto certifica el crédito
    Entonces el método es "Contrato menor"
    Y se sumaron S/ 30,000.00 de los expedientes "CON-2026-0001"

  Escenario: Lo que no llegó a contratarse no se suma
    Dado que es el 02/03/2026
    Y que la municipalidad tiene un expediente de "Cemento para la losa", código 30111601, por S/ 30,000.00
    Y que ese expediente se cierra sin crédito
    Y que se necesitan "bienes": "Cemento para el puente", código 30111699, en 10 días
    Cuando Contrataciones estima la cuantía en S/ 20,000.00
    Y Presupuesto certifica el crédito
    Entonces el método es "Contrato menor"
    Y no se sumó ningún expediente
