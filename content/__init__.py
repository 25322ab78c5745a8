"""What to do: the exercises, routines and lessons, and the pure rules that choose and time them."""
