"""Words that speak for or against a checkable claim, with their classes: the marks of the list and forms of verbs."""

from __future__ import annotations

from functools import cache

from onrecord_baselines.rules.text.inflection import inflect, irregular
from onrecord_baselines.rules.text.words import lines, marked

# What a form of a verb says by its class: the past and the participle, and the forms of the present.
PAST_CLASSES: dict[str, tuple[str, ...]] = {
    "conduct": ("conduct",),
    "harm": ("harm",),
    "change": ("comparison", "event"),
    "relation": ("relation",),
    "outlook": ("outlook",),
    "opinion": ("opinion",),
    "background": ("background",),
    "general": (),
}
PRESENT_CLASSES = PAST_CLASSES | {"conduct": ("deed",), "change": ("comparison",)}
SILENT_PARTICIPLE = frozenset(("outlook", "opinion"))  # `the expected vote` is no outlook, a gerund no opinion


@cache
def claim_words() -> dict[str, frozenset[str]]:
    """Return the classes of every word that speaks for or against a claim."""
    found: dict[str, set[str]] = {}
    for label, _, word in (line.partition(":") for line in lines("claim_marks")):
        found.setdefault(word, set()).add(label)
    doubled, noun_too = marked("claim_verbs", "doubled"), marked("claim_verbs", "noun_too")
    for label, past_classes in PAST_CLASSES.items():
        for lemma in sorted(marked("claim_verbs", label)):
            forms = inflect(lemma, doubled)
            silent = lemma in noun_too and label != "outlook"
            present = ("plural",) if silent else ("plural", *PRESENT_CLASSES[label])
            for form in (forms.base, forms.third):
                found.setdefault(form, set()).update(present)
            for form in irregular("claim_verbs").get(lemma, (forms.past,)) if past_classes else ():
                found.setdefault(form, set()).update(past_classes)
            if past_classes and label not in SILENT_PARTICIPLE and lemma not in noun_too:
                found.setdefault(forms.ing, set()).update(PRESENT_CLASSES[label])
    return {word: frozenset(labels) for word, labels in sorted(found.items())}


@cache
def sure_verbs() -> frozenset[str]:
    """Return the present forms of verbs that are no nouns (`owes`, `owe`)."""
    noun_too = marked("claim_verbs", "noun_too")
    lemmas = {lemma for label in PAST_CLASSES for lemma in marked("claim_verbs", label)} - noun_too
    return frozenset(form for lemma in lemmas for form in inflect(lemma, frozenset())[:2])


@cache
def past_forms() -> frozenset[str]:
    """Return the irregular forms that can be finite (`beat`, `hid`; not `hidden`)."""
    pairs = ((form, lemma) for lemma, forms in irregular("claim_verbs").items() for form in forms)
    return frozenset(form for form, lemma in pairs if form != lemma and not form.endswith("n")) | {
        "beat",
        "began",
        "ran",
    }
