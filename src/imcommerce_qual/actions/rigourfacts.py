"""What a methods section says of agreement and decisions: the figures of ``imqual agree`` and ``imqual decisions``."""

from __future__ import annotations

from collections import Counter

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.analysing import Sighted
from imcommerce_qual.actions.decided import decision_list
from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.model.methods import AgreementFact, SettledFact


def agreement_fact(seen: Sighted) -> AgreementFact | None:
    """Agreement on the newest closed reliability round, or on what was compared; None where nothing can be.

    Of all coders, whatever codings the rest of the results count: agreement is from before anything was settled.
    """
    if len(seen.study.coders) < 2:
        return None
    try:
        found = agree_study(seen.opened, viewer=seen.viewer)
    except ActionError:
        return None
    basis, whole = found.basis, found.overall
    alphas = [
        (each.alpha.value, each.code)
        for each in found.codes
        if each.level == "applied" and each.alpha.value is not None
    ]
    target = basis.target
    reached = [each for each in target.reached.values() if each is not None] if target is not None else []
    compared = target is not None and not target.beside
    return AgreementFact(
        label=basis.label,
        round=basis.round,
        coders=basis.coders,
        transcripts=len(basis.transcripts),
        of=basis.of,
        unit=basis.unit,
        units=basis.n_characters if basis.unit == "character" else basis.n_units,
        participants_only=basis.speakers == "participants",
        drawn=basis.drawn,
        lowest=min(alphas, default=None),
        highest=max(alphas, default=None),
        median=whole.median,
        defined=whole.defined,
        codes=whole.of,
        target=target.target if target is not None and compared else None,
        reached=sum(reached) if compared else None,
        judged=len(reached) if compared else None,
        apart=basis.apart,
    )


def settled_fact(seen: Sighted) -> SettledFact | None:
    """What became of the disagreements; None where nobody decided anything that the viewer may see."""
    if len(seen.study.coders) < 2 or not seen.opened.workspace.decisions:
        return None
    found = decision_list(seen.opened, viewer=seen.viewer)
    hold = [each for each in found.entries if each.state == "holds"]
    total = next((each for each in found.settlements if each.code is None), None)
    if total is None or not found.entries:
        return None
    return SettledFact(
        agreed=total.agreed,
        settled=total.settled,
        by_others=total.by_others,
        open=total.open,
        to=dict(sorted(total.settled_to.items(), key=lambda each: (-each[1], each[0]))),
        by=tuple(sorted({name for each in hold for name in each.by})),
        rules=sum(each.rule is not None for each in hold),
        changes=len({each.change for each in hold if each.change}),
        conflicts=found.reconciled.conflicts,
        policy=found.reconciled.policy,
        kinds=dict(sorted(Counter(each.kind for each in hold if each.kind is not None).items())),
    )
