"""Behind ``measures``: how hard a text reads, how varied its words are, whose words they are."""
