"""The service: the graph over HTTP, read-only. The extra `serve` brings what it needs."""
