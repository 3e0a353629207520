"""What is said where the base has no answer: what is missing, and what there is on the subject."""

from collections import Counter

from chipcli.asking.question import Question
from chipcli.messages import Message, say
from chipcli.store import Store

KINDS: dict[str, Message] = {
    "chip": say("what it is"),
    "performance": say("performance"),
    "export_status": say("export status"),
    "stockpile": say("stockpiles"),
    "demand": say("orders and requests"),
    "funding": say("funding"),
    "ownership": say("ownership"),
    "market": say("market position"),
    "production": say("production"),
    "model": say("AI models"),
    "company": say("company profile"),
    "policy": say("policy"),
    "adoption": say("uses of AI"),
    "statement": say("statements"),
}
"""What the claims of each kind are about."""

MOST_KINDS = 4


def unknown_name(asked: Question) -> Message:
    """Say that a name or a product code is in no text of the base."""
    name = asked.unknown[0]
    shown = name.upper() if any(char.isdigit() for char in name) else name.capitalize()
    return say("no '{name}' in the fact base", name=shown)


def foreign_name(asked: Question, term: str) -> Message:
    """Say that a name of the field is one that no source tells of."""
    words = " ".join(word for word in asked.words if term in asked.words_of_terms.get(word, ()))
    return say("no '{name}' in the fact base", name=words.title()) if words else unanswered(asked)


def after_the_newest(date: str, newest: str) -> Message:
    """Say that a question is about a time that no source can tell of."""
    return say("the newest source is of {newest}; no source tells of {date}", newest=newest, date=date)


def conflict(asked: Question) -> Message:
    """Say that nothing is in dispute."""
    if not asked.entities:
        return say("no two claims disagree")
    return say("no two claims on {subject} disagree", subject=_subject(asked))


def comparison(asked: Question) -> Message:
    """Say that two chips are not compared."""
    return say("no source compares {subject} directly, and nothing is computed", subject=_subject(asked))


def untold(asked: Question, term: str) -> Message:
    """Say that a property is not told, in the words that asked for it."""
    words = " ".join(asked.words_of(term))
    if not asked.entities:
        return say("no source tells this: {words}", words=words)
    return say("no source tells this of {subject}: {words}", subject=_subject(asked), words=words)


def figure(asked: Question) -> Message:
    """Say that an amount is not told."""
    if not asked.entities:
        return say("no source gives the figure asked for")
    return say("no source gives the figure asked for on {subject}", subject=_subject(asked))


def unanswered(asked: Question) -> Message:
    """Say which words are not answered."""
    words = asked.words or (asked.text,)
    if not asked.entities:
        return say("nothing in the fact base answers that: {words}", words=words)
    return say("nothing in the fact base on {subject} answers that: {words}", subject=_subject(asked), words=words)


def with_what_there_is(store: Store, asked: Question, miss: Message) -> Message:
    """Add what the base has on the first subject that it has anything on."""
    for entity in asked.entities:
        counted = Counter(claim.kind for claim in store.claims_about(entity.id) if claim.subject == entity.id)
        if counted:
            kinds = [KINDS[kind] for kind, _ in counted.most_common(MOST_KINDS)]
            return say("{miss}; what there is on {subject}: {kinds}", miss=miss, subject=entity.name, kinds=kinds)
    return miss


def _subject(asked: Question) -> list[str]:
    return [entity.name for entity in asked.entities]
