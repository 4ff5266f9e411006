"""Lists of matters, whatever their kind: what a reader finds, in which order, how a row is shown and exported."""
