"""Stills and clips of the figures: named by recipes, then drawn and encoded. What is imported to name them is light."""
