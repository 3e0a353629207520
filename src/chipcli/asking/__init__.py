"""Questions in words: what is asked, and the claims that answer it."""
