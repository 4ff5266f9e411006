"""The columns of a kind's ledger, declared once: the export writes them, an import reads them."""
