"""What the clerk sees. The only part that imports Qt."""
