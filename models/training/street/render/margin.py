"""The air that people who label pictures leave round a manhole: shares of width and height by which the boxes of drawn and of rendered ones are larger than frame or hole."""

MARGIN = {"manhole-closed": (0.05, 0.15), "manhole-open": (0.13, 0.26)}
