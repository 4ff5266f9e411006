"""The forms of the steps, one file a stretch of the life of a recommendation."""
