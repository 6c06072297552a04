"""What JupyterLab does when it is opened by ``closereading lab``."""

from closereading.run.lab import keep_language

c = get_config()  # noqa: F821 - Jupyter puts it there
c.ContentsManager.pre_save_hook = keep_language
