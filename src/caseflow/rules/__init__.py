"""Lagen och de lokala rutinerna: daterade, källbelagda, rena funktioner."""
