"""Design rules for protocols, comments and notices. Pure."""

from __future__ import annotations

from typing import Final

from evidence.records import Quote
from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.protocol_title", "protocol", 14.0)
def protocol_title(signs: Signs) -> Cue | None:
    """The title calls it a protocol, or a rationale and design.

    Takes: Rationale and design of a trial of cells for ulcers
    Leaves: A trial of two treatment regimens for ulcers
    """
    return signs.first("protocol", "t")


@speaks_for("design.protocol_of", "protocol", 15.0, by="protocol_word")
def protocol_of(signs: Signs) -> Cue | None:
    """The title has the word protocol, and the abstract what will be done.

    Takes: Cells for ulcers: a systematic review and meta-analysis protocol // We will search databases.
    Leaves: A new insulin protocol in intensive care // We reviewed the records of 40 patients.
    """
    ahead = signs.has("future", "mbe") or signs.has("protocol", "mbe")
    return signs.first("protocol_word", "t") if ahead and signs.count("conduct") < 4 else None


@speaks_for("design.planned", "protocol", 11.0)
def planned(signs: Signs) -> tuple[Cue, ...]:
    """What will be done is told in the future tense, more than once.

    Takes: Eighty adults will be randomised. The primary outcome will be assessed at one year.
    Leaves: Further trials will be needed.
    """
    return signs.planned if signs.has("will", "mbe") else ()


@speaks_for("design.will_recruit", "protocol", 9.0, by="will_recruit")
def will_recruit(signs: Signs) -> Cue | None:
    """This trial or study will recruit, or its results are expected.

    Takes: This randomised trial will recruit 90 people. Results are expected in 2026.
    Leaves: Nurses will find patients more easily in future.
    """
    return signs.first("will_recruit", "mbe") if signs.count("conduct") < 3 else None


@speaks_for("design.registry_record", "protocol", 11.0, by="registry_label")
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


@speaks_for("design.biography", "commentary", 9.0)
def biography(signs: Signs) -> Cue | None:
    """The title is that of an obituary or a tribute.

    Takes: In memoriam: a pioneer of dialysis
    Leaves: Memory in adults on dialysis
    """
    return signs.first("biography", "t")


@speaks_for("design.argues", "commentary", 5.4, by="argues")
def argues(signs: Signs) -> Cue | None:
    """Somebody argues in the first person, or calls it an essay; nobody was studied.

    Takes: I argue that such directives bind nobody.
    Leaves: We argue from 40 adults that were examined and 20 that were measured, with a mean age of 50; p < 0.05.
    """
    studied = signs.has("counted_people") or signs.count("conduct") > 1 or signs.about_animals
    return None if studied else signs.first("argues", "tbmex")


@speaks_for("design.comments", "commentary", 7.0, by="comments")
def comments(signs: Signs) -> Cue | None:
    """A trial of others is talked about: its authors, or what deserves comment; hardly anything was done by oneself.

    Takes: A randomised trial of cells came out last month. In our view its dose was too low.
    Leaves: We measured 40 adults; in our view the dose was too low. Healing was recorded, p < 0.05.
    """
    return signs.first("comments", "tbmex") if commented(signs) else None


def commented(signs: Signs) -> bool:
    """Whether there are words of comment, and next to nothing was done by those who write."""
    return signs.has("comments", "tbmex") and signs.count("conduct") < 2 and not signs.about_animals


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


LETTERS: Final = frozenset(["design.of_this_issue", "design.letter", "design.reply"])
"""The rules by which a paper says of itself that it is a comment on another."""


@speaks_for("design.editorial", "commentary", 4.0)
def editorial(signs: Signs) -> Cue | None:
    """The title is that of an editorial, an opinion or a news piece.

    Takes: Editorial: cells on trial
    Leaves: Cells in a controlled study
    """
    zones = "t" if signs.document.title else "bme"
    return signs.first("editorial", zones) or signs.first("reply", "t")


_COMMENTS: Final = frozenset(["Comment", "Editorial", "News"])
_NO_COMMENTS: Final = frozenset(["Retraction of Publication", "Published Erratum", "Expression of Concern"])


@speaks_for("design.comment_type", "commentary", 16.0, always=True)
def comment_type(signs: Signs) -> Quote | None:
    """PubMed calls it a comment, an editorial or news, and there is no abstract to say more: the title names another's.

    Takes: Statins after stroke: a randomised trial // // Comment; Editorial
    Leaves: Statins after stroke: a randomised trial // // Randomized Controlled Trial
    """
    if not signs.is_scrap or signs.count("conduct"):
        return None
    types = {passage.text: passage for passage in signs.document.named("publication_type")}
    if not _NO_COMMENTS.isdisjoint(types):
        return None
    for name, passage in types.items():
        if name in _COMMENTS:
            return Quote(passage.name, 0, len(name), name)
    return None


@speaks_for("design.notice", "notice", 17.0, by="retraction erratum concern")
def notice(signs: Signs) -> Cue | None:
    """A retraction, a correction or an expression of concern: the notice, not the paper that it is about.

    Takes: Erratum: Cells for leg ulcers
    Leaves: Correction of anaemia in adults with diabetes
    """
    for sign in ("retraction", "erratum", "concern"):
        first = signs.first(sign, "tbme")
        if first and sign == "retraction" and _is_stamped(signs):
            continue
        if first and first.sentence == 0 and first.start < 4 and signs.count("conduct") < 2 and _opens(signs, first):
            return first
    return None


def _is_stamped(signs: Signs) -> bool:
    """Whether a title only bears the stamp RETRACTED, and the abstract under it is that of the paper."""
    title = signs.sentences[0].folded.startswith(("retracted:", "retracted article:", "withdrawn:", "[retracted]"))
    own = signs.document.title is not None and len(signs.sentences) > 1
    return title and own and signs.count("retraction") < 2


# Beginnings of what stands behind such a heading, twelve letters at most.
_TO_WHAT: Final = (
    "to ", "to:", "for ", "notice", "regarding", "on ", "at the edi", "at the req", "by the edi",
)  # fmt: skip


def _opens(signs: Signs, cue: Cue) -> bool:
    """Whether a cue is a heading of its own: the whole title, or followed by a stop, or "to", "for", "notice"."""
    after = signs.text_of(cue)[cue.end : cue.end + 12].lstrip("])\"' ")
    plain = not after or after[0] in ".:-;,[(" or after.startswith(_TO_WHAT)
    plain = plain or " et al" in signs.text_of(cue)[cue.end : cue.end + 30]
    return plain or cue.end - cue.start > 14
