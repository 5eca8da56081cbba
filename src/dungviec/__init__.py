"""Đúng Việc: the right official in the right post, within the law of the day.

Importing the package loads neither Django nor a solver; take what you need from its rooms::

    from dungviec.exchange import read_city
    from dungviec.placement import place
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("dungviec")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
