"""``python -m dungviec``: the same as the ``dungviec`` command."""

from dungviec.cli import main

if __name__ == "__main__":
    main()
