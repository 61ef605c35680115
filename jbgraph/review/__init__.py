"""Review of drafts: a workbook or a page to decide in, and the taking over of the decisions into the graph."""
