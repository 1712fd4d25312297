"""Header: where a document is, what it is at a glance, its neighbours in time, and what it is linked with."""
