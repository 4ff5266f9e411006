"""What the auditor reads: access, envelopes of events, log-ins, changes of roles and people. Nothing is changed here."""
