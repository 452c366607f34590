"""The parts of the sale's options, each a few fields that belong together."""
