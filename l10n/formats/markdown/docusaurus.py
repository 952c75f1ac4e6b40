"""Docusaurus: MDX in files of both endings, with admonitions (`:::note[Title]`)."""

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.mdx import mdx_blocks

DOCUSAURUS = markdown_format(Dialect("docusaurus", mdx_blocks))
