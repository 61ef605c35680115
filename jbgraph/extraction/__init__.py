"""From a document to a draft of what it states: outline, tables, figures, names and links, each with its passage."""
