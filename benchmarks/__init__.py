"""Speed as ratios, ours against another way of doing the same work, in one run on one machine."""
