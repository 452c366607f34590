"""Runs in the built program before anything of ours: a browser that it opens finds its own libraries."""

import os
import sys

if sys.platform == "linux":
    # The loader made our libraries the first that are found. The linker has read that by now; a browser or a mail
    # program that a clerk opens from here must not find them.
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
