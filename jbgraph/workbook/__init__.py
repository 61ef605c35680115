"""The workbook that the people who run a plan fill in: written from a graph, and read back cell by cell."""
