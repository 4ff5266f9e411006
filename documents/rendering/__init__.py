"""PDF from a frozen docx: read (reader), set (engine with paper.typ), kept beside it (renditions)."""
