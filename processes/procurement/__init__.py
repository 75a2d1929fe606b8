"""Purchases of goods: contrato menor, licitación pública abreviada and licitación pública."""
