"""Pages of any matter, whatever its kind: the matter itself, a step, files."""
