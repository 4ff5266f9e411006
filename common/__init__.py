"""Small things every room needs and none owns: the clock, partial dates, file types, paging, export."""
