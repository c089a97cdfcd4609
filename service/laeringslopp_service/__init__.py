"""The web service: parse, call the register, answer."""
