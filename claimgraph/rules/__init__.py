"""Which assertions imply or exclude each other: the commitment graph, quantities and other values."""
