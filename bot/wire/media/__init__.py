"""Drawn exercises on their way out: made in processes of their own, kept on disk by address, uploaded once."""
