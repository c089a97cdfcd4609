"""What each fact, its fields and the values around it are called, and what to write in them."""
