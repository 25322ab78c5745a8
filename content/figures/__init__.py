"""The exercises as people see them: a skeleton posed by files, drawn flat, as stills and as clips with a countdown."""
