"""One file a paper: plain content in, the bytes of a docx out; the same content gives the same bytes."""
