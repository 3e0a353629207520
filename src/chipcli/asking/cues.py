"""Words that say what a question is after, and words that say nothing: lower case, without accents, both languages."""

from chipcli.model.answer import Form


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FRENCH = _set(
    "le la les des du un une est sont quel quelle quels quelles qui que quoi combien comment pourquoi quand ou et a au "
    "aux dans pour par sur avec l d qu t il elle puce puces entre en depuis etait ont peut de ce cette dernier derniere"
)
ENGLISH = _set(
    "the of is are was were what which who how why when where many much does did do to in on for by than and can has "
    "chip chips between since from at with last"
)

FORMS: tuple[tuple[Form, frozenset[str]], ...] = (
    ("why", _set("why pourquoi reason reasons raison raisons cause causes")),
    ("when", _set("when quand since depuis")),
    ("who", _set("who whom whose qui")),
    (
        "amount",
        _set(
            "much many combien long longtemps amount montant number nombre percentage pourcentage "
            "quantity quantite value valeur size"
        ),
    ),
)

FRAME = _set(
    "times time many much source sources article articles annee annees year years month months mois last dernier "
    "derniere first date day jour jours fois said say says according selon number nombre amount montant since depuis "
    "happen happened happening passe passee arrive sort type kind exactly exact currently know known connait sait sais "
    "tell give donne info infos information informations facts fact thing things chose choses way long "
    "temps going think pense pensent explain explique does happens come came went whether "
    "combien quantity quantite give given fact believe thinks use using used utilise utilisent like comme "
    "back already ago recently recemment new nouveau nouvelle nouvelles nouveaux latest "
    "each every chaque much quite mean means veut signifie want made make making being been became become "
    "specially specialement special actually vraiment please figure chiffre chiffres people gens "
    "named called appelle nomme name nom named other autre autres vers towards against contre via still same "
    "wants want go aller va vont doing puisque donc then puis instead lieu do out off "
    "two three deux trois keep keeps faire fait fit aussi too also very tres well bien really "
    "reason reasons raison raisons money argent quote really real actual current day today hui maintenant nowadays "
    "aurait auraient serait seraient sera seront pourrait pourraient faut existe existent concernant propos sujet "
    "afin lors jusqu jusque ainsi ensuite celle celui ceux avant apres pendant environ presque toujours jamais quelque "
    "chacun chacune chaque vient peux puis grace malgre tel telle before after during until while both some any around "
    "approximately roughly ever even again against concerning regarding "
    "voulait voulaient devait doit doivent pouvait pouvaient pourra fera ferait avait avaient grosse gros plus content "
    "contenu lesquelles lesquels laquelle lequel journal newspaper report reports reported revele journaux "
    "role impact situation question statut status case cas part state etat point place quel"
)
"""Words of the frame of a question, which no answer has to use."""

CONFLICT = _set(
    "disagree disagrees disagreement disagreements contradict contradicts contradiction contradictions contradictory "
    "conflicting inconsistent desaccord contredisent contredit contradictoire contradictoires divergent divergence "
    "divergences concordent discordantes incoherent"
)
MAYBE_CONFLICT = _set(
    "agree agrees conflict conflicts consistent consensus accord coherent coherentes differ different"
)
"""Words that ask for disagreements only beside one for sources: Beijing may agree to something, too."""

SOURCES = _set("source sources article articles claims report reports accounts recits")

STATE_TERMS = _set("block allow advise condition control")

RULED = _set("block allow")

TRADE = _set(
    "sell sold sale sales selling export exported exporting exports exportable import imported imports buy buying "
    "bought purchase purchases purchased available status legally send sent supply supplied deliver delivered ship "
    "shipped shipping shipments shipment "
    "vendre vendu vendue vendues vendus vente ventes exporter exporte exportee exportes exportation exportations "
    "importer importe importation acheter achetee achete achetes achat achats expedier expedie expediee "
    "livrer livre livree livres livrees livraison livraisons statut legalement disponible envoyer envoye"
)

NOW = _set(
    "is are can may could now currently today still peut peuvent est sont maintenant actuellement encore status statut"
)

US_WORDS = _set(
    "us usa american washington trump biden export exported exporting exports exporter exportation exportable "
    "americain americaine amerique exportee exporte"
)
CN_WORDS = _set(
    "beijing pekin buy bought buying purchase purchases purchased acheter achat achats achete achetee import imports "
    "imported importer chinois chinoise authorities"
)

CHIPS = _set("chip chips puce puces gpu gpus processor processors processeur processeurs semiconductors")

MONEY = _set(
    "pay pays paid paye payer payent payees "
    "money argent dollar dollars euro euros usd eur cny yuan yuans worth value valeur cost price sum somme montant "
    "billion milliard milliards million millions raise lever levee revenue revenus invest "
    "investissement funding valuation valorisation"
)
TIMES = _set("times fois factor facteur multiple")
DURATION = _set("long longtemps temps duree")
COUNTED = _set("many number nombre")

ATTRIBUTES = _set(
    "price memory power-draw release-date headcount clock parameters percent size bank patent licence-number tariff "
    "benchmark profit-figure salary dividend address lawsuit age share-price"
)
"""Terms for properties that an answer has to speak of: who asks for a price is not helped by anything else."""

UNTOLD = ATTRIBUTES - _set("percent age share-price")
"""Of these, the ones that no article of the base tells of anything. A claim may share a word with one and mean another
thing: to weigh costs and benefits is no price. Who adds a claim that tells one takes it out."""

ELSEWHERE = _set("other-country other-company")
"""Terms for names of the field that an answer has to use themselves."""

TELLING_KINDS = _set("funding ownership stockpile demand performance export_status adoption")
"""Kinds of claim that say by what they are what was asked: a stake is answered by an ownership claim, in any words."""

BY_PERSON = _set("lead found")
"""Terms of which "who" asks for a person."""
