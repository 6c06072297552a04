"""Behind ``report``: findings and their grades, prose with traceable numbers, three editions."""
