"""The terminal: arguments in, exit code out. Nothing here imports Qt, and each command imports what it needs, late."""
