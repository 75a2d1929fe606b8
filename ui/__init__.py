"""Top floor: pages, forms, API, command line. Shows; decides nothing."""
