"""Django's backend for PostgreSQL, which waits a while where the server has no connection left (`base`)."""
