"""Charts of what analyses find, drawn on the sheets of `jbgraph.paper`, readable in print and in grey."""
