"""Run: the command, the notebooks it executes, and how their files reach their place."""
