"""What comes in from outside: published cases and the ledgers that procuratorates have kept."""
