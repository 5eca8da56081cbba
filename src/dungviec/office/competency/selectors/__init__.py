"""What the pages show, read through the gate."""
