"""``python -m kuleshov`` is the command ``kuleshov``, where no script is on the PATH."""

from .cli import main

if __name__ == "__main__":
    main()
