"""The shapes of what comes and goes, as the OpenAPI description tells them."""
