"""The dashboard: indicators with their months, their definition and the cases behind them."""
