"""Behind ``corpus``: many articles on a cluster, and one article's place among others."""
