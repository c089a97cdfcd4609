"""The case paper: what those who decide are given to read, made of the facts alone."""

from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Section, Table, tell_paper

__all__ = ["Block", "Bullets", "Paper", "Paragraph", "Section", "Table", "tell_paper"]
