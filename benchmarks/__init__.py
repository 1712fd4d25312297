"""What the performance table is measured with. Run by ``make bench``."""
