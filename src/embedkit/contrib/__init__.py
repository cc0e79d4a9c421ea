"""Adapters for templates, Markdown engines and site builders: each thin, in its host's idiom, over one `Embedder`."""
