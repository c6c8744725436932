"""Which assertions imply or exclude each other: the commitment graph and the values of predicates."""
