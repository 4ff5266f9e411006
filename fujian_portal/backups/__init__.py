"""One archive of the database and all files, made while the portal runs, and restored into an empty place."""
