"""What `make docs` makes: a module a page, with its `PATH` and `text`; examples of all other pages; translations."""
