"""Where shots begin and end: cuts, dissolves and fades, found in the features of a film."""
