# language: es
Característica: Observar un dato y corregirlo

  Antecedentes:
    Dado que Nélida pidió un puesto para vender "Quesos"

  Escenario: Se corrige solo lo observado y el plazo espera
    Cuando Rosa observa el rubro: "Diga qué quesos venderá"
    Entonces espera la tarea "subsanar"
    Y el plazo para resolver está en pausa
    Cuando Marta corrige el rubro a "Quesos de cabra" y envía otro nombre
    Entonces el rubro es "Quesos de cabra"
    Y el nombre sigue siendo "Nélida Rojas"
    Y el plazo para resolver corre
    Y espera la tarea "calificar"

  Escenario: Sin observaciones el trámite sigue
    Cuando Rosa lo encuentra conforme
    Entonces el expediente termina
