"""卷宗: everything of a matter that one reader may see, in order, as one PDF or as a zip of the original files."""
