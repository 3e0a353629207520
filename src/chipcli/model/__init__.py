"""What the base holds and what questions return: frozen records, checked as they are read."""
