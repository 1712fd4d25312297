"""The least a check can cost: reading all documents and parsing their front matter. Usage: ``floor.py CONTENT``."""

import sys
from pathlib import Path

import yaml

documents = 0
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    text = path.read_bytes().decode("utf-8")
    if text.startswith("---\n"):
        yaml.load(text[4 : text.index("\n---\n", 4)], yaml.CSafeLoader)
    documents += 1
print(documents)
