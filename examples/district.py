"""The city of the examples: the workbook named on the command line, else a small made-up district."""

import sys

import dungviec


def open_city() -> dungviec.Snapshot:
    """Read the workbook given as the first argument; without one make up a district of 600 people."""
    if len(sys.argv) > 1:
        read = dungviec.read_city(sys.argv[1])
        if read.rejected:
            print(f"{len(read.rejected)} rows were rejected; dungviec.read_city tells which and why", file=sys.stderr)
        return read.snapshot
    return dungviec.build_province(600, 3)
