"""`python -m benchmarks`: everything there is to measure, one table after the other."""

from benchmarks.city import main

if __name__ == "__main__":
    main()
