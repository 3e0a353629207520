"""The French words that tell how firmly a thing is said, and which state, stage or aspect is meant.

Patterns are matched against folded text: lower case, no accents. They are stems, so that one stands
for a verb and its noun ("annul" for "annulée" and "annulation").
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from chipcli.model.entity import EntityKind

HEDGE = re.compile(
    # Plain e before "rait" makes a conditional; "considérait", an imperfect, has é. Hence text with its accents.
    r"\b(?:aurai(?:en)?t|serai(?:en)?t|ferai(?:en)?t|irai(?:en)?t|pourrai(?:en)?t|devrai(?:en)?t|verrai(?:en)?t"
    r"|voudrai(?:en)?t|viendrai(?:en)?t|tiendrai(?:en)?t|\w+erai(?:en)?t)\b"
    r"|\ben théorie\b|\bpeut-être\b|\bserait-\w+|\bprobablement\b"
)
"""The conditional of hearsay ("aurait commandé") and its like; for text in lower case with accents."""

FUTURE_IN_THE_PAST = re.compile(r"\b(?:déclaré|dit|annoncé|affirmé|promis)\b[^.;]*?\bqu(?:e |['’])[^,.;]*\Z")
"""What stands before a conditional that only carries on a past tense: "said that he would allow"."""

ATTRIBUTION = re.compile(
    r"\b(?:selon|d'apres|citant|a-t-(?:il|elle) (?:ajoute|declare|dit)"
    r"|(?:a|ont) (?:\w+ement )?(?:rapporte|declare|dit|ajoute|affirme|indique|precise))\b"
)
"""Words that hand a sentence to somebody."""

DEEMED = re.compile(r"\bconsider(?:e|ee|es|ees|ant)\b")
"""Somebody's view, told without saying whose."""

ANNOUNCEMENT = re.compile(r"\b(?:annonc\w*|a declare qu|a fait savoir)\b")

ANNOUNCING = re.compile(r"\b(?:annoncait|annoncaient|a annonce|ont annonce|a declare qu)\b")
"""The verb: what follows is somebody's word, as in an attribution."""

PLAN = re.compile(r"\b(?:prevoi[ts]|prevoient|prevue?s?|prepar\w+|projett\w+|compte (?:lever|investir|produire))\b")

EXPECTATION = re.compile(r"\b(?:devrai(?:en)?t|devra|devront|attend(?:s|ent)?|l'attente|prevoit que)\b")

TO_COME = re.compile(r"\b(?:\w+er(?:a|ont)|resider(?:a|ont)|devr(?:a|ont|ait|aient)|pourr(?:a|ont|ait|aient))\b")
"""A future or a "could": what a date that is open at its end needs."""

JUDGEMENT = re.compile(
    r"approprie|adaptees? pour|exceptionnel|meilleur|symbole|consideree? comme|ce qui montre|illustrant|opportunite"
    r"|electrise|propulse|engouement|avantage|vital|leadership|colossal|performant|remarquable|risque"
    r"|s'intensifie|double|faconner|accelerer|central|incertain|ingenio|harmonieu|defi\b|unique|important"
)
"""Words that weigh and don't report."""


class Field(NamedTuple):
    """The cues of one field of one kind."""

    patterns: Mapping[str, re.Pattern[str]]
    """By value. A value without a pattern cannot be read off the text, and isn't checked."""
    weakest_first: bool = False
    """Where several values are cued, the first of them holds: "eager to place orders" is no order."""
    complete: bool = True
    """Whether the values shut each other out, so that one whose cues are elsewhere is wrong."""


def _field(*, weakest_first: bool = False, complete: bool = True, **patterns: str) -> Field:
    compiled = {value: re.compile(pattern) for value, pattern in patterns.items()}
    return Field(compiled, weakest_first, complete)


_NOT = r"(?<!pas )"

STATES: Mapping[str, Field] = {
    "us_export": _field(
        blocked=rf"bloqu|{_NOT}interdi|{_NOT}\bsoumis|enfrein",
        allowed=r"autoris|annul|pas soumis|mais pas|legalement export|feu vert",
        conditional=r"condition|exige|sous reserve",
    ),
    "cn_purchase": _field(
        conditional=r"condition|exige|quota|sous reserve",
        allowed=r"autoris|approbation|approuv|feu vert|ouvre ses portes",
        no_decision=r"pas encore donne|pas encore (?:pris|decide)|aucune decision",
        discouraged=r"conseil|decourag|\bordonn|deconseil",
        prohibited=rf"{_NOT}interdi",
    ),
}

RULES: Mapping[str, re.Pattern[str]] = {
    "us_export": re.compile(r"export|livr|leur vente|loi federale|controles americains"),
    "cn_purchase": re.compile(
        r"achet|achats?\b|acqui|reponse|entreprises de (?:cesser|se tourner)|autoriser les|ouvre ses portes"
    ),
}
"""Which side a sentence speaks of: what may leave, or what may be bought."""

MODES: Mapping[str, re.Pattern[str]] = {
    "until": re.compile(r"\bavant\b|interdi|\bpouvai"),
    "change": re.compile(r"decid|bloqu|interdi|annul|declare|donne son|autoris|conseille|ordonne|\bouvre\b"),
    "observed": re.compile(r"toujours|\bsont\b|pas encore|mais pas|interdisant"),
}

SIDES: Mapping[str, re.Pattern[str]] = {
    "us_export": re.compile(r"americain|washington|trump|biden|etats-unis"),
    "cn_purchase": re.compile(r"chin|pekin|hong kong"),
}
"""Who may decide a rule; matched against the names of a deciding body or person as well."""

ACTS: Mapping[str, re.Pattern[str]] = {
    "us_export": re.compile(
        r"(?:restrictions|sanctions|controles|autorites) americaine?s|par (?:les etats-unis|washington)"
        r"|washington a\b|les etats-unis (?:ont|continuent)|loi federale|l'administration biden"
        r"|(?:donald trump a|decision de donald trump|feu vert de trump)\b"
    ),
    "cn_purchase": re.compile(
        r"\bpekin\b|(?<!vers )(?<!\ba )(?<!\bde )(?<!\bpour )(?<!entre )\bla chine\b"
        r"|(?:gouvernement|regulateurs|strategie) chinoise?|autorites chinoises"
        r"|la strategie .*de la chine"
    ),
}
"""Whose doing a sentence tells; a side that is only acted upon is none."""

FIELDS: Mapping[tuple[str, str], Field] = {
    ("performance", "comparison"): _field(
        most=r"\bles plus (?:performant|puissant)",
        more=r"fois plus|bien plus|\bplus puissant",
        less=r"moins puissant",
        unmatched=r"inegal",
        insufficient=r"insuffisant",
    ),
    ("performance", "task"): _field(training=r"\bformer\b|entrain", inference=r"inference"),
    ("demand", "stage"): _field(
        weakest_first=True,
        expected=r"\bdevr|attend",
        interested=r"souhait|desireu|interess|interet|besoin|necessit",
        sought=r"cherch",
        asked=r"\bdemande a\b|ont demande",
        ordered=r"command",
        bought=r"achete",
    ),
    ("demand", "channel"): _field(grey_market=r"marche gris"),
    ("funding", "stage"): _field(
        weakest_first=True,
        possible=r"pourr",
        sought=r"en quete|cherch",
        planned=r"prevoit|prevu|projet",
        announced=r"annonc",
        closed=r"boucl|levee de|a leve",
    ),
    ("funding", "form"): _field(
        round=r"tour (?:de )?table|\blever\b|\blevee\b",
        investment=r"investi|interess|financ",
        acquisition=r"acquer|rach",
        share_sale=r"vente d'action|cession",
        venture_capital=r"capital-risque",
    ),
    ("ownership", "relation"): _field(
        shareholder=r"detient|participation", parent=r"societe mere", unit=r"unite|filiale|branche"
    ),
    ("market", "direction"): _field(
        up=r"doubl|quadrupl|grimp|hausse|croissance|renforc|accru",
        down=r"redui|baiss|recul|chut",
        leading=r"domin|mene|leadership|le plus grand|premier",
        positive=r"electris|propuls|engouement|avantage|levee partielle",
        negative=r"negatif|perd|perte",
    ),
    ("market", "measure"): _field(
        share_price=r"\baction\b|hausse quadruple",
        market_share=r"\bparts?\b",
        position=r"domin|ecart|retard|mene|presence|position|leadership|le plus grand|avantage strategique",
        revenue=r"revenu|chiffre d'affaires",
        cash_flow=r"tresorerie|liquidite|\bfonds\b",
        profit=r"perdre|benefice|perte",
        opportunity=r"opportunite|levee partielle|demande|avantage concurrentiel|permis",
        importance=r"vital|pilier|electris|propuls|engouement|leadership",
    ),
    ("production", "aspect"): _field(
        supply=r"production|livraison|quantite|concentr|independan|vis-a-vis|absence",
        stopped=r"cess",
        node=r"nanometre|\bnm\b|finesse",
        equipment=r"machine",
        lithography=r"lithograph|plasma",
        foundry=r"\bplans\b|fonderie|circuits integres",
        technique=r"obstacle|patterning|ingenieur|progres|integration",
        quality=r"ecart|qualite|performance",
    ),
    ("model", "aspect"): _field(
        developer=r"developp|son modele|son llm",
        training=r"form(?:er|ation)|entrain",
        upgrade=r"mis a niveau",
        delay=r"repouss|report",
        launch=r"lancement|prevu",
        method=r"\bllm\b|langage|generation|approche|repartit",
        openness=r"open source|ouverture",
        success=r"succes|performant",
        difficulty=r"difficult|probleme|impossib",
    ),
    ("company", "property"): _field(
        complete=False,
        founded=r"\bfondee?\b",
        founder=r"fondateur",
        listed=r"\bcotee?\b",
        led_by=r"dirige|president|directeur general",
        ticker=r"\.hk|\.o\b",
    ),
    ("chip", "property"): _field(
        complete=False,
        made_in=r"fabriquee? a|produite? a",
        rank=r"deuxieme|le plus avance|les plus avancees",
        cut_down=r"degonfl|bride|a destination du marche|specifiquement pour ce marche",
        line_up=r"gamme|rubin",
        suitability=r"adapte|approprie|alternatives",
    ),
    ("policy", "measure"): _field(
        complete=False,
        control=r"sanction|restriction|controle|bloqu|interdi|autoris|feu vert|reserve|seuil|pouvoir",
        order=r"ordonn",
        warning=r"mis en garde|avert",
        advice=r"conseil|encourager fortement",
        review=r"revoir|examin|reuni|reflechi",
        condition=r"condition|exige|exigence|quota|parite|prerequis",
    ),
    ("statement", "stance"): _field(
        warns=r"mis en garde|avert",
        declines=r"refus",
        worries=r"inquiet|preoccup",
        asks=r"demand|eclaircissement|evaluer",
        expects=r"anticip|attend|examinent|fournissent",
        says=r"rapport|declar|insist|etude|\bdit\b",
    ),
}
"""The other fields whose value the verb or its noun tells."""


class Parts(NamedTuple):
    """What a property is told with: the kinds of entity that it may name, and whether it takes words of ours."""

    targets: frozenset[EntityKind | None]
    value: bool | None = None
    """Whether a text goes with it; None where it may."""


def _parts(*targets: EntityKind | None, value: bool | None = None) -> Parts:
    return Parts(frozenset(targets), value)


PARTS: Mapping[tuple[str, str], Parts] = {
    ("chip", "maker"): _parts("company", "group", value=False),
    ("chip", "made_in"): _parts("place", value=False),
    ("chip", "rank"): _parts(None, value=True),
    ("chip", "cut_down"): _parts("place"),
    ("chip", "successor"): _parts("chip", "chip_group", value=False),
    ("chip", "line_up"): _parts("company", value=False),
    ("chip", "suitability"): _parts("company", "group", "technology", value=True),
    ("chip", "role"): _parts(None, "technology", "place", "group", value=True),
    ("chip", "standing"): _parts(None, "place", value=True),
    ("company", "founded"): _parts(None, value=False),
    ("company", "founder"): _parts("person"),
    ("company", "led_by"): _parts("person"),
    ("company", "listed"): _parts("place", value=False),
    ("company", "based_in"): _parts("place", value=False),
    ("company", "ticker"): _parts(None, value=True),
    ("company", "product"): _parts("chip", "chip_group", "technology", "model"),
    ("company", "activity"): _parts(None, "technology", "group"),
    ("company", "standing"): _parts(None, "group", "technology"),
}
"""By kind and property: a maker is a company, a place of manufacture is a place, a rank is told in words."""


def told(field: Field, texts: list[str]) -> frozenset[str]:
    """Return the values of a field that texts cue; where the weakest holds, that one alone."""
    values = [value for value, pattern in field.patterns.items() if any(pattern.search(text) for text in texts)]
    return frozenset(values[:1] if field.weakest_first else values)
