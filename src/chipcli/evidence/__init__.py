"""The base held against the articles: what stands where, and whether each claim says no more than it."""
