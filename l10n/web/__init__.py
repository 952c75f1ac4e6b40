"""The review page: a project's articles beside their sources, in a browser on the same machine."""
