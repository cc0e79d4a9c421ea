"""Real hosts build and serve the examples. Each module is skipped where its host is not installed; `make test-hosts` runs all."""
