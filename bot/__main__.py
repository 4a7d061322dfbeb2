"""`partnerskap`, the same as `python -m bot`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command given on the command line and end with its exit status."""
    from bot.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
