"""Why an assertion has its status, as data and in sentences."""
