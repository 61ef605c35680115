"""Maps and wall charts for paper: measured with the real font, set on sheets, written as SVG, PDF and PNG."""
