"""Files as such: streams, strict JSON, XML and HTML, whatever they hold."""
