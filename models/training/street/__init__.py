"""Trains EdgeWatch's street detector: data, pseudo-labels, network, loss, training, export."""
