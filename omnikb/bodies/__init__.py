"""How a body's Markdown becomes safe HTML, and what may be said of it before that. ``omnikb.rendering`` is the door."""
