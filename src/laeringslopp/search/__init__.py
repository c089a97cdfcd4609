"""Has this failed before? Words, ranking and what is shown; the index itself is one of the views."""
