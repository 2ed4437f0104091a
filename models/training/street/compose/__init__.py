"""Manholes composed into licensed street pictures and into drawn ground, with YOLO labels."""
