"""Rules of sound data, one subject per file; each rule is a generator of findings over whole tables."""
