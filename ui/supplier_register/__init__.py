"""The register of suppliers, for who keeps it: entering, importing, sanctions, who acts."""
