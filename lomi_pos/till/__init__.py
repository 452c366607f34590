"""The shop's rules: no screen, no network, no disk, no clock of its own."""
