"""What the people who run a plan enter: cells of a workbook, their statements, and the imports that hold them."""
