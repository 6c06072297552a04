"""Behind ``sentiment`` and ``tone``: the scorer, plain VADER, means, turns, the news around."""
