"""Columns: the graph as Parquet tables, and the analytic tables of attainment, responsibility and industry.

A store of rows answers look-ups in milliseconds and is slow where it has to go through everything; columns are the
other way round. `write` makes a snapshot of a store, `tabulate` answers from one, or without one by SPARQL.
"""

from jbgraph.columns.packing import parquet
from jbgraph.columns.snapshot import beside, export, write
from jbgraph.columns.specs import names, spec
from jbgraph.columns.tabulating import Tabulated, tabulate

__all__ = ["Tabulated", "beside", "export", "names", "parquet", "spec", "tabulate", "write"]
