"""RDF: the whole log as nanopublications in TriG."""
