"""What people have said about findings, applied in order: verdicts, acknowledgements, comments, the baseline, then what the project wants to see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from evlint.claims.model import Claim
from evlint.claims.store import Records
from evlint.config.settings import Settings
from evlint.documents.model import Document
from evlint.findings import post
from evlint.findings.baseline import Baseline, apply_baseline
from evlint.findings.model import Finding, Suppressed
from evlint.findings.suppress import Followed, apply_comments, comments


@dataclass(frozen=True, slots=True)
class Handled:
    """Findings that stay and those set aside, what became of every comment, and what rules on suppressions need to know.

    `ids` are those of all findings of the run, `ran` the codes of the rules that ran, `known` the codes and names (lower case) of all rules;
    `unread` are documents that could not be judged; `whole` says whether the whole corpus was judged, so that a baseline entry without its finding is stale.
    """

    kept: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    ignored: int
    comments: tuple[Followed, ...]
    baseline: Baseline | None
    ids: frozenset[str]
    ran: frozenset[str]
    known: Mapping[str, str]
    unread: frozenset[str]
    whole: bool
    as_of: date


def handle(
    found: Iterable[Finding],
    documents: Collection[Document],
    stored: Records,
    claims: Mapping[str, Claim],
    settings: Settings,
    as_of: date,
    baseline: Baseline | None,
    ran: Iterable[str],
    known: Mapping[str, str],
    *,
    whole: bool,
) -> Handled:
    """Take findings through every step. `settings.suppressions` off leaves each as it was found."""
    kept = post.identify(found)
    ids = frozenset(finding.id for finding in kept)
    set_aside: list[Suppressed] = []
    followed: list[Followed] = []
    if settings.suppressions:
        kept, judged = post.apply_verdicts(kept, (one.verdict for one in stored.verdicts), claims)
        kept, known_of = post.apply_acknowledgements(kept, stored.sources, as_of)
        set_aside += (*judged, *known_of)
    kept = post.dedupe(kept)
    if settings.suppressions:
        kept, silenced, followed = apply_comments(kept, comments(documents, stored), as_of)
        set_aside += silenced
    if settings.suppressions and baseline is not None:
        kept, held = apply_baseline(kept, baseline, as_of)
        set_aside += held
    kept, ignored = post.adjust(kept, settings)  # last: what nobody wants to see now is there all the same, for comments and the baseline
    unread = frozenset(document.path for document in documents if document.status != "read")
    return Handled(tuple(kept), tuple(set_aside), ignored, tuple(followed), baseline if settings.suppressions else None, ids, frozenset(ran), known, unread, whole, as_of)
