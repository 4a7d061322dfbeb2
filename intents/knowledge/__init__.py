"""Files → knowledge base. The one room that opens files; whatever an editor does wrong becomes a finding, never an error."""

from intents.knowledge.base import KnowledgeBase, Loaded, Theme
from intents.knowledge.calendar import uncovered
from intents.knowledge.load import load

__all__ = ["KnowledgeBase", "Loaded", "Theme", "load", "uncovered"]
