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
    (
        "why",
        _set("why pourquoi pq pk pkoi explain explains explique expliquer reason reasons raison raisons cause causes"),
    ),
    ("when", _set("when quand since depuis")),
    ("who", _set("who whom whose qui")),
    ("amount", _set("combien amount montant percentage pourcentage")),
)

HOW_MUCH = _set("much many long")
"""Words that ask for an amount after "how"."""

AMOUNTS = _set("number nombre quantity quantite value valeur size taille")
"""Words that ask for an amount where a question begins with them."""
WORTH = _set("value valeur")
"""Of those, the ones that also mean something else."""
LAST_AMOUNTS = _set("quantity number")
"""Those that ask at the end of a question, too: "H200 order quantity"."""
OVERALL = _set("total totale overall global exact exacte precise full dollar yuan euro combined")
"""Words that may stand before those."""

TIMED = _set("when quand")
AUXILIARIES = _set("is are was were do does did has have had can could may might will would should")
"""Words that a question for a yes or a no begins with."""
BEFORE_WHO = _set("by with whom chez avec contre c est et sur envers aupres and on via sont ce")
"""Words before "who" that let it ask in the middle of a question: "made by whom", "chez qui"."""
INTERROGATIVES = TIMED | _set(
    "since depuis what which who whom whose why how where quel quelle quels quelles qui quoi comment pourquoi"
)
"""Words that ask, and also join; the first of them asks."""

WHICH = _set("what which quel quelle quels quelles")
PRODUCTS = _set(
    "chip chips processor processors gpu gpus accelerator accelerators product products version versions model models "
    "card cards puce puces processeur processeurs accelerateur accelerateurs produit produits modele modeles carte "
    "cartes"
)
COMPANIES = _set(
    "company companies firm firms business businesses group groups manufacturer manufacturers maker makers chipmaker "
    "chipmakers startup startups giant giants player players buyer buyers customer customers foundry foundries "
    "entreprise entreprises societe societes firme firmes groupe groupes fabricant fabricants geant geants acteur "
    "acteurs acheteur acheteurs client clients boite boites fonderie fonderies"
)
NAMED = _set("name names called nom noms appelle appellent nomme nomment")
"""Words that ask for a name."""

LISTED = PRODUCTS | COMPANIES
"""Words that say of what sort an answer is to name one: "which chips"."""

DATES = _set("year date month day moment annee mois jour")
"""With a word that asks which, a question for a date: "à quelle date", "in what year"."""

DAYS = _set("date day jour")
EXACT = _set("exact exacte exactly exactement precise precis precisely precisement")
"""Beside one of those, words that ask for a day."""

WHERE = _set("where wherever")
PLACES = _set("country place locality")
"""Terms that ask for a place beside a word that asks which: "which country"."""

SAYS = _set("quote quotes quoted said say says saying dit citation declare declares dixit words propos")
"""Words that ask for what somebody says."""

FRAME = _set(
    "value valeur "
    "times time many much source sources article articles annee annees year years month months mois last dernier "
    "derniere first date day jour jours fois said say says according selon number nombre amount montant since "
    "depuis happen happened happening passe passee arrive sort type kind exactly exact currently know known connait "
    "sait sais tell give donne info infos information informations facts fact thing things chose choses way long "
    "temps going think pense pensent explain explique does happens come came went whether combien quantity quantite "
    "given believe thinks use using used utilise utilisent like comme back already ago recently recemment new "
    "nouveau nouvelle nouvelles nouveaux latest each every chaque quite mean means veut signifie want made make "
    "making being been became become specially specialement special actually vraiment please figure chiffre "
    "chiffres people gens named called appelle nomme name nom other autre autres vers towards against contre via "
    "still same wants go aller va vont doing puisque donc then puis instead lieu do out off two three deux trois "
    "keep keeps faire fait fit aussi too also very tres well bien really reason reasons raison raisons money argent "
    "quote real actual current today hui maintenant nowadays aurait auraient serait seraient sera seront pourrait "
    "pourraient faut existe existent concernant propos sujet afin lors jusqu jusque ainsi ensuite celle celui ceux "
    "avant apres pendant environ presque toujours jamais quelque chacun chacune vient peux grace malgre tel telle "
    "before after during until while both some any around approximately roughly ever even again concerning "
    "regarding voulait voulaient devait doit doivent pouvait pouvaient pourra fera ferait avait avaient grosse gros "
    "plus content contenu lesquelles lesquels laquelle lequel journal newspaper report reports reported revele "
    "journaux four five six seven eight nine ten quatre cinq sept huit neuf dix else quotes citation from only "
    "without within pq pk pkoi ok prendre prend pris mettre met mis donner voir voit vu rester reste rendre tenir "
    "venir devra devront defaut propre occuper trouver trouve take takes took taken get gets put puts see sees seen "
    "show shows bring brings let lets becomes remain remains seem seems exactement precisement presently apparently "
    "personnes persons folks kinds sorts genre genres sortes sorte manner ways facon facons maniere savoir "
    "apprendre dire parle parler parlent talk talking speak told raconter cite cited mention mentioned role impact "
    "situation question statut status case cas part state etat point place quel pu su eu"
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

TRADE_TERMS = _set("sell export import")

ALLOWED = STATE_TERMS | {"sell", "export", "import", "law"}

RULED = _set("block allow")

TRADE = _set(
    "sell sold sale sales selling export exported exporting exports exportable import imported imports buy buying "
    "bought purchase purchases purchased available status position stance legally decide decides decided decision "
    "send sent supply supplied deliver delivered ship shipped shipping shipments shipment vendre vendu vendue vendues "
    "vendus vente ventes exporter exporte exportee exportes exportation exportations importer importe importation "
    "acheter achetee achete achetes achat achats expedier expedie expediee decide decider decidee decidait livrer "
    "livre livree livres livrees livraison livraisons situation statut legalement disponible envoyer envoye"
)
"""Words for trade, and for what was decided on it, that ask what is allowed without saying so."""

DELIVERIES = _set(
    "decide decides decided decider decidee decidait decision livraison livraisons delivery deliveries shipment "
    "shipments"
)
"""Words for what happens, where others ask what may."""

NOW = _set(
    "is are can may could now currently today still peut peuvent est sont maintenant actuellement encore status statut"
)

US_WORDS = _set(
    "us usa sell sold sale sales vendre vendu vendue vendues vendus vente ventes american washington trump biden "
    "export exported exporting exports exporter exportation exportable americain americaine amerique exportee exporte"
)
CN_WORDS = _set(
    "beijing pekin buy bought buying purchase purchases purchased acheter achat achats achete achetee import imports "
    "imported importer chinois chinoise authorities"
)

BOSSES = _set(
    "ceo chairman chairwoman boss president pdg patron patronne dirigeant dirigeante minister ministre spokesman "
    "spokeswoman spokesperson director directeur directrice founder founders fondateur fondatrice fondateurs"
)
"""Words that ask for a person."""

CHINA = _set("china chine")
INTO = _set("to in into from vers en pour for a de")
ALLOWS = _set(
    "allow allows allowed allowing let lets approve approves approved authorise authorised authorize authorized ban "
    "banned permit permits permitted forbid accept accepts accepted clear cleared decide decided a avait ont autorise "
    "autorisait autorisee interdit interdisait permet permettait accepte acceptait approuve approuvait laisse laissait "
    "bloque bloquait decide veut wants"
)
"""Words that follow the name of a country which decides."""

CHIPS = _set("chip chips puce puces gpu gpus processor processors processeur processeurs semiconductors")

MONEY = _set(
    "pay pays paid paye payer payent payees "
    "money argent dollar dollars euro euros usd eur cny yuan yuans worth value valeur cost price sum somme montant "
    "billion milliard milliards million millions raise lever levee revenue revenus invest "
    "investissement funding valuation valorisation"
)
TIMES = _set("times fois factor facteur multiple")
MONEY_TERMS = _set("invest funding-round")
OR = _set("or ou")
WILL = _set("will shall va vont")
DURATION = _set("long longtemps temps duree")
SPANS = _set("years months weeks days ans annees mois semaines jours")
COUNTED = _set("many number nombre")

CURRENCIES = {
    **dict.fromkeys(("dollar", "dollars", "usd"), "USD"),
    **dict.fromkeys(("euro", "euros", "eur"), "EUR"),
    **dict.fromkeys(("yuan", "yuans", "cny", "rmb", "renminbi"), "CNY"),
}

MEASURED = _set("revenue loss market-share cash-flow")
"""Terms of which a figure is asked where a currency, a share or a period is named: "revenue in 2025"."""

BILLIONS = _set("billion billions million millions milliard milliards")

HAPPENED = _set("happened happen happens become became devenu devenue deviennent passe change changed")

PERIODS = _set(
    "quarter quarterly half trimestre semestre annual annually yearly monthly trimestriel trimestrielle annuel "
    "annuelle mensuel mensuelle"
)
WHEN = _set("date delai deadline")

MOVED = _set("rise fall")
"""Terms of which the direction is asked, and no figure."""

PROPERTIES = _set("age share-price price revenue")
"""Terms for properties that an answer has to speak of: who asks for a share price is not helped by anything else.
What no claim at all tells need not stand here."""

OF_KINDS = {"share-price": _set("market company")}
"""Kinds of claim that tell a property, where others use the word: "stock" is chips in store, too."""

ELSEWHERE = _set("other-country other-company other-person")
"""Terms for names of the field that an answer has to use themselves."""

TELLING_KINDS = _set("funding ownership stockpile demand performance export_status adoption")
"""Kinds of claim that say by what they are what was asked: a stake is answered by an ownership claim, in any words."""

WHO = _set("who qui whose whom")

POWER = _set("powerful")
COMPARED = POWER | _set("lag advanced")
"""Terms that ask how two chips compare."""

SAID = _set("say expect warn worry")
"""Terms for what somebody thinks of what may come."""

BY_PERSON = _set("lead found")
"""Terms of which "who" asks for a person."""
