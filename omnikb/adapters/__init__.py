"""From the core's ``Site`` to a folder: for MkDocs, and as a Markdown tree for other site engines."""
