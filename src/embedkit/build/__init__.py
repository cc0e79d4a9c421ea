"""Files in, files out: inputs, pages with replaced spans, cards as JSON, the report."""

from __future__ import annotations

from embedkit.build.inputs import Choice, Document, Unreadable, documents, each, read
from embedkit.build.outputs import Outputs
from embedkit.build.run import Built, build

__all__ = ["Built", "Choice", "Document", "Outputs", "Unreadable", "build", "documents", "each", "read"]
