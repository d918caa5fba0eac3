"""Names of HTML: which elements are blocks, whose content is left out, and what belongs to the page rather than to its text."""

from __future__ import annotations

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
SKIPPED = frozenset("script style template svg noscript iframe object canvas audio video select textarea button datalist head title annotation annotation-xml del s strike rt rp".split())
EMBEDDED = frozenset("svg iframe object canvas audio video select textarea".split())
KEPT = frozenset({"title", "style", "script"})
CONTAINERS = frozenset({"ul", "ol", "li", "blockquote"})
BACK = frozenset({"↩", "↩︎", "↑", "^", "↵"})  # links from a note to where it was called for
REFERENCES = frozenset("references reflist footnotes bibliography citation-list ref-list doc-endnotes doc-bibliography doc-endnote doc-biblioentry".split())
CODE = frozenset("code kbd samp tt".split())
FURNITURE = frozenset("nav footer".split())
FURNITURE_ROLES = frozenset("navigation contentinfo banner search dialog alertdialog menu menubar".split())
FURNITURE_NAMES = frozenset(
    "comments comment-list commentlist comment-respond respond disqus_thread cookie-banner cookie-notice cookie-consent breadcrumb breadcrumbs navbar site-footer site-header skip-link social-share share-buttons".split()
)
