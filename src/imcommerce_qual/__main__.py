"""``python -m imcommerce_qual``."""

from imcommerce_qual.cli.main import main

main()
