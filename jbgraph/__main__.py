"""Run the command line with `python -m jbgraph`."""

from jbgraph.cli import main

if __name__ == "__main__":
    main()
