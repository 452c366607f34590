"""Payment links (F4): codes that belong to no sale, and may be paid many times."""
