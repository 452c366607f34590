"""lomi. over HTTP: the ``Payments`` port. Importing this package, or ``keys``, loads neither httpx nor pydantic."""
