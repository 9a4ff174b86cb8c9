"""All files that register design rules, in one place: what is not listed here is never asked. Touches nothing else."""

from __future__ import annotations

from evidence.tag.design import (  # noqa: F401 - each registers its rules
    accuracy,
    against_reference,
    arms,
    before_after,
    bench,
    case_control,
    cases,
    costs,
    extension,
    groups,
    interventional,
    interviews,
    nonclinical,
    observational,
    one_by_one,
    over_time,
    own_names,
    parted,
    past,
    pooling,
    publication,
    surveys,
    synthesis,
    told,
    turns,
)
