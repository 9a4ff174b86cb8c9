"""Design rules for protocols, other kinds of research, comments and notices. Pure."""

from __future__ import annotations

from evidence.tag.design_cues import Cue
from evidence.tag.design_rules import speaks_for
from evidence.tag.design_signs import Signs


@speaks_for("design.protocol_title", "protocol", 11.0)
def protocol_title(signs: Signs) -> Cue | None:
    """The title calls it a protocol, or a rationale and design.

    Takes: Rationale and design of a trial of cells for ulcers
    Leaves: A trial of two treatment regimens for ulcers
    """
    return signs.first("protocol", "t")


@speaks_for("design.protocol_of", "protocol", 12.0)
def protocol_of(signs: Signs) -> Cue | None:
    """The title has the word protocol, and the abstract what will be done.

    Takes: Cells for ulcers: a systematic review and meta-analysis protocol // We will search databases.
    Leaves: A new insulin protocol in intensive care // We reviewed the records of 40 patients.
    """
    ahead = signs.has("w.will", "mbe") or signs.has("protocol", "mbe")
    return signs.first("w.protocol", "t") if ahead and signs.count("conduct") < 4 else None


@speaks_for("design.planned", "protocol", 11.0)
def planned(signs: Signs) -> tuple[Cue, ...]:
    """What will be done is told in the future tense, more than once.

    Takes: Eighty adults will be randomised. The primary outcome will be assessed at one year.
    Leaves: Further trials will be needed.
    """
    return signs.planned if signs.has("will", "mbe") else ()


@speaks_for("design.registry_record", "protocol", 11.0)
def registry_record(signs: Signs) -> Cue | None:
    """The text is laid out as a trial register's entry, with no results.

    Takes: CONDITION: ulcer. PRIMARY OUTCOME: healing at one year. Saline is given to half.
    Leaves: PRIMARY OUTCOME: healing at one year. RESULTS: healing was significantly better.
    """
    return (
        signs.first("registry_label", "tbme")
        if signs.count("registry_label") > 1 and signs.count("conduct") < 3
        else None
    )


@speaks_for("design.protocol_word", "protocol", 4.0)
def protocol_word(signs: Signs) -> Cue | None:
    """A protocol, a design or something that will be done is spoken of.

    Takes: We describe the design of the study; it will recruit 80 adults.
    Leaves: We describe the results.
    """
    return signs.first("will", "mb") or signs.first("protocol", "mb")


@speaks_for("design.diagnostic_title", "diagnostic-accuracy", 6.0)
def diagnostic_title(signs: Signs) -> Cue | None:
    """The title speaks of diagnostic accuracy, or of sensitivity and specificity.

    Takes: Diagnostic accuracy of a smartphone camera for retinopathy
    Leaves: Treatment of retinopathy
    """
    return signs.first("diagnostic_named", "t")


@speaks_for("design.diagnostic_accuracy", "diagnostic-accuracy", 4.4)
def diagnostic_accuracy(signs: Signs) -> Cue | None:
    """A test was measured against a standard.

    Takes: Sensitivity and specificity of the test were 90 % against the reference standard.
    Leaves: Insulin sensitivity rose.
    """
    return signs.first("diagnostic_named", "mb")


@speaks_for("design.test_measured", "diagnostic-accuracy", 5.2)
def test_measured(signs: Signs) -> tuple[Cue, ...]:
    """Sensitivity and specificity of a test are given side by side, and to tell one illness is the aim.

    Takes: To detect ulcers, the camera had a sensitivity of 90 % with 80 % specificity.
    Leaves: Insulin sensitivity rose with the dose.
    """
    if signs.about_papers or signs.about_animals or signs.has("random_allocated") or not signs.has("test_aim", "tbme"):
        return ()
    return signs.near("sensitivity", "specificity", "tmbe")


@speaks_for("design.test_aim", "diagnostic-accuracy", 2.5)
def test_aim(signs: Signs) -> tuple[Cue, ...]:
    """A test is to tell an illness, and its sensitivity is spoken of.

    Takes: The smear is used for the detection of ulcers; its sensitivity was poor.
    Leaves: Detection of ulcers has improved.
    """
    aim = signs.first("test_aim", "tbm")
    found = signs.first("sensitivity", "tbme") or signs.first("diagnostic_named", "tbme")
    return (aim, found) if aim and found and not signs.about_papers else ()


@speaks_for("design.economic", "economic", 6.5)
def economic(signs: Signs) -> Cue | None:
    """Costs are what the paper is about.

    Takes: Cost-effectiveness of cell therapy for ulcers
    Leaves: Effectiveness of cell therapy for ulcers
    """
    if signs.has("random_trial", "t"):
        return None
    return signs.first("economic_named", "t") or (
        signs.first("economic_named", "bm") if len(signs.sentences) < 2 else None
    )


@speaks_for("design.economic_method", "economic", 4.0)
def economic_method(signs: Signs) -> Cue | None:
    """An economic evaluation was done.

    Takes: We did a cost-utility analysis from the payer perspective; direct costs and cost savings were counted.
    Leaves: The drug costs little.
    """
    if signs.count("economic") > 2:
        return signs.first("economic_named", "mb")
    return signs.first("cost", "t") if signs.has("economic_named", "mb") and not signs.about_papers else None


@speaks_for("design.qualitative_title", "qualitative", 8.5)
def qualitative_title(signs: Signs) -> Cue | None:
    """The title calls it a qualitative study.

    Takes: Living with an ulcer: a qualitative study
    Leaves: Qualitative faecal tests: a study
    """
    return None if signs.about_papers else signs.first("qualitative_study", "t")


@speaks_for("design.economic_title", "economic", 8.0)
def economic_title(signs: Signs) -> Cue | None:
    """The title calls it an economic evaluation.

    Takes: A cost-minimisation analysis of two insulins
    Leaves: Costs of two insulins
    """
    return None if signs.about_papers or signs.has("random_trial", "t") else signs.first("economic_study", "t")


@speaks_for("design.qualitative", "qualitative", 6.5)
def qualitative(signs: Signs) -> Cue | None:
    """Interviews or focus groups were analysed for themes.

    Takes: Semi-structured interviews with 20 nurses were analysed for themes.
    Leaves: Qualitative faecal tests were done.
    """
    if signs.has("qualitative_named", "t") or signs.count("qualitative") > 2:
        return signs.first("qualitative_named", "tmb")
    return None


@speaks_for("design.qualitative_word", "qualitative", 4.0)
def qualitative_word(signs: Signs) -> Cue | None:
    """A qualitative method is named.

    Takes: A focus group with five nurses was held.
    Leaves: A group of five nurses was trained.
    """
    return signs.first("qualitative_named", "tmb")


@speaks_for("design.biography", "commentary", 9.0)
def biography(signs: Signs) -> Cue | None:
    """The title is that of an obituary or a tribute.

    Takes: In memoriam: a pioneer of dialysis
    Leaves: Memory in adults on dialysis
    """
    return signs.first("biography", "t")


@speaks_for("design.of_this_issue", "commentary", 7.8)
def of_this_issue(signs: Signs) -> Cue | None:
    """It speaks of another paper of the same issue, or of what an editorial argues.

    Takes: In this issue of the journal, a trial finds no gain.
    Leaves: The issue of cost is a matter for the journal.
    """
    return signs.first("this_issue", "bmex")


@speaks_for("design.letter", "commentary", 8.0)
def letter(signs: Signs) -> Cue | None:
    """A letter about a paper: "we read with interest".

    Takes: We read with interest the trial by Smith and wish to comment on the randomisation.
    Leaves: Readers took an interest in the trial.
    """
    return signs.first("read_with", "tbmex")


@speaks_for("design.reply", "commentary", 8.0)
def reply(signs: Signs) -> Cue | None:
    """The title is that of a letter, a comment or a reply.

    Takes: Authors' reply
    Leaves: Response to insulin in adults with obesity
    """
    first = signs.first("reply", "tbme")
    return first if first and first.start < 3 and first.sentence == 0 and len(signs.sentences) < 6 else None


@speaks_for("design.editorial", "commentary", 4.0)
def editorial(signs: Signs) -> Cue | None:
    """The title is that of an editorial, an opinion or a news piece.

    Takes: Editorial: cells on trial
    Leaves: Cells in a controlled study
    """
    zones = "t" if signs.document.title else "bme"
    return signs.first("editorial", zones) or signs.first("reply", "t")


@speaks_for("design.notice", "notice", 13.0)
def notice(signs: Signs) -> Cue | None:
    """A retraction, a correction or an expression of concern: the notice, not the paper that it is about.

    Takes: Erratum: Cells for leg ulcers
    Leaves: Correction of anaemia in adults with diabetes
    """
    for sign in ("retraction", "erratum", "concern"):
        first = signs.first(sign, "tbme")
        if first and first.sentence == 0 and first.start < 4 and signs.count("conduct") < 2 and _opens(signs, first):
            return first
    return None


def _opens(signs: Signs, cue: Cue) -> bool:
    """Whether a cue is a heading of its own: the whole title, or followed by a stop, or "to", "for", "notice"."""
    after = signs.sentences[cue.sentence].folded[cue.end : cue.end + 12].lstrip("])\"' ")
    plain = not after or after[0] in ".:-;,[(" or after.startswith(("to ", "to:", "for ", "notice", "regarding", "on "))
    return plain or cue.end - cue.start > 14
