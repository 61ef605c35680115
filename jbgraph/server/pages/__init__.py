"""The pages of the service: for people as HTML in Chinese and English, for programs as RDF, JSON, CSV and XLSX.

What is made for a request is made in a worker, by the functions `render` and the like of the modules here; `routes`
says which address leads to which, and is the only module that knows Starlette.
"""
