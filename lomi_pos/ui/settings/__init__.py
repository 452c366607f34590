"""The manager's settings, in force as soon as they are changed."""
