"""lomi. over HTTP: the ``Payments`` port. Importing this package, or ``keys``, does not load httpx."""

import sys

# httpx loads a command line of its own, and click with it, where that happens to be installed; it goes without it too.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
