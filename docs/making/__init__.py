"""What `make docs` makes: a module a page, with its `PATH` and `text`, and the examples of all other pages."""
