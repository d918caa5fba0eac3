"""What a printed reference or a bibliography file says: fields, identifiers, each with its place. Pure; knows nothing above it."""
