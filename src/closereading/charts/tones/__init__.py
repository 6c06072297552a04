"""Behind ``charts.tone``: a module a chart, and the marks they share."""
