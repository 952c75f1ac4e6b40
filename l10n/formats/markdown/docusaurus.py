"""Docusaurus: MDX in files of both endings, with admonitions (`:::note[Title]`) and ids of headings (`{#id}`)."""

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.mdx import mdx_dialect

DOCUSAURUS = markdown_format(mdx_dialect("docusaurus", ("authors.title", "pagination_label", "sidebar_label"), "{#%s}"))
