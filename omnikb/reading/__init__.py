"""How a file's bytes become front matter and body. ``omnikb.reader`` is the door; only it reads content."""
