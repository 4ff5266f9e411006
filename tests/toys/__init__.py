"""A matter of workflow's own: what no law knows and every room below the kinds has to carry all the same.

One table, two kinds: toys that an agency lends to the police while the judicial bureau looks on, and toys that several
houses mend, each its own part, without anybody to whom the matter is addressed.
"""
