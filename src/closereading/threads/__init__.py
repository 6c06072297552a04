"""Behind ``topics``: how alike sentences are, whether they form themes, strands and cuts."""
