"""Small words of English, German and French, as questions use them: what a question needs to be told apart, and what may go."""

from dataclasses import dataclass


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Language:
    """Words in lower case with their accents: `ou` and `où`, `fordern` and `fördern` are not the same."""

    code: str
    signs: frozenset[str]
    """Words that give the language away."""
    finite: frozenset[str]
    """One of these stands in any whole question; without one it is a fragment, which its thread explains."""
    pointing: frozenset[str]
    """They stand for something said before, or for the day on which they are said."""
    opening: frozenset[str]
    """A question that begins with one goes on from another."""
    small: frozenset[str]
    """Never the thing asked about; prepositions, pronouns, conjunctions, negation, degrees."""
    polite: tuple[str, ...]
    """Openings and ends that ask for nothing, as regular expressions over the words."""
    articles: frozenset[str]
    """Dropped before a question is held against a known form."""


ENGLISH = Language(
    code="en",
    signs=word_set(
        "the a an is are what when who which where how do does must can may of for we to our should will would there and or in be need not "
        "please could shall has have this with by if why"
    ),
    finite=word_set("is are was were do does did must can could may might shall should will would has have had need needs"),
    pointing=word_set(
        "it its that this these those they them their theirs he she his her him hers one ones such same former latter above below previous "
        "aforementioned else also too then instead there other others another my mine me you your yours today tomorrow yesterday now "
        "currently still yet already left remaining soon again ago next here earlier later both neither either latest so"
    ),
    opening=word_set("and or but so also then then because plus"),
    small=word_set(
        "of for in on at by to from with without within under over after before during until since between among against as if when where "
        "while because although unless except excluding including besides beyond per via than and or but nor not no never none nothing only "
        "just even any all every each both some more most less least few fewer many much several same other another we us our i who whom "
        "whose what which why how must may can could shall should will would might is are was were be been being do does did has have had "
        "need needs having there again too very already still yet once ever about regarding concerning through out up down off into onto "
        "upon throughout despite instead rather up-to around near across along toward towards not-only . + - / < > = ≤ ≥"
    ),
    polite=(
        r"(?:hi|hello|hey|dear)(?: (?:all|team|everyone|there|bot|bidwright))?",
        r"(?:good (?:morning|afternoon|evening))",
        r"(?:please )?(?:can|could|would) you (?:please )?(?:tell|inform|advise) (?:me|us)(?: please)?",
        r"(?:please )?(?:tell|inform|advise) (?:me|us)",
        r"(?:please )?(?:do|does) (?:you|anyone|anybody|somebody) know",
        r"(?:i|we)(?: would| will|) (?:like|want|need) to know",
        r"(?:i|we) (?:was|were|am|are)? ?wondering",
        r"(?:quick|one|a|just a|just a quick|one quick) question",
        r"(?:please|kindly)",
        r"(?:thanks|thank you|many thanks|thx|cheers)(?: (?:in advance|a lot|so much|very much))?",
    ),
    articles=word_set("a an the any please kindly exactly exact precise precisely"),
)
GERMAN = Language(
    code="de",
    signs=word_set(
        "der die das den dem des ein eine einen ist sind was wann wer welche welcher welches wo wie muss müssen darf dürfen kann können wir "
        "für und oder nicht kein keine bis gibt es im zu zur zum bei von werden wird auf mit unser unsere soll sollen wird warum wieviel wieviele"
    ),
    finite=word_set(
        "ist sind war waren muss müssen darf dürfen kann können könnte könnten soll sollen sollte sollten will wird werden wurde wurden "
        "würde hat haben hatte gibt brauchen braucht benötigen benötigt läuft endet beginnt dauert lautet lauten gilt gelten zählt reicht "
        "genügt startet findet"
    ),
    pointing=word_set(
        "es er sie ihn ihm ihr ihre ihrer ihren ihrem ihres dies diese dieser dieses diesen diesem jene jener jenes das-gleiche dasselbe "
        "derselbe dieselbe denselben demselben solche solcher solches oben unten vorherige vorigen genannte genannten anderen andere anderer "
        "anderes auch dann stattdessen dort dafür dazu davon damit daran darauf dabei darin darüber welches-davon mein meine meinen du dein "
        "heute morgen gestern jetzt derzeit aktuell momentan noch schon bereits übrig verbleiben verbleibend verbleibt bald wieder nochmal "
        "nächste nächsten nächster hier beide beides beiden sonst"
    ),
    opening=word_set("und oder aber also auch dann denn sowie"),
    small=word_set(
        "für in im an am auf bei beim bis durch gegen mit nach ohne seit um unter über von vom vor wegen während zu zum zur zwischen aus "
        "außer als wenn falls sofern dass weil ob und oder aber sondern weder noch nicht kein keine keinen keinem keiner keines nie niemals "
        "nichts nur lediglich allein ausschließlich mindestens höchstens maximal minimal mehr weniger alle allen jeder jede jedes einige "
        "mehrere viel viele wenige wir uns unser unsere unseren unserem unserer wer wen wem wessen was welche welcher welches welchen "
        "welchem wann wo wohin woher wie warum weshalb wieviel wieviele muss müssen darf dürfen kann können soll sollen sollte will wird "
        "werden wurde wurden ist sind war waren sein worden hat haben hatte gibt statt anstatt trotz sehr schon bereits pro je per "
        "der die das den dem des ein eine einen einem einer eines . + - / < > = ≤ ≥"
    ),
    polite=(
        r"(?:hallo|hi|guten (?:morgen|tag|abend)|moin|servus)(?: (?:zusammen|team))?",
        r"(?:bitte )?(?:können|könnten|kannst|könntest) (?:sie|du|ihr) (?:mir|uns) (?:bitte )?sagen",
        r"(?:bitte )?(?:sagen sie|sag) (?:mir|uns)(?: bitte)?",
        r"(?:wissen sie|weißt du|weiß jemand)",
        r"(?:ich|wir) (?:möchte|möchten|würde gerne|würden gerne|wüsste gerne|wüssten gerne|wüsste gern|wüssten gern)(?: gerne| gern)?(?: wissen)?",
        r"(?:kurze|eine|eine kurze|nur eine) frage",
        r"bitte",
        r"(?:danke|vielen dank|danke schön|besten dank)(?: im voraus)?",
    ),
    articles=word_set("der die das den dem des ein eine einen einem einer eines denn eigentlich genau bitte"),
)
FRENCH = Language(
    code="fr",
    signs=word_set(
        "le la les un une des du de est sont quel quelle quels quelles quand qui où comment combien faut doit doivent peut nous pour et ou "
        "pas il elle on dans au aux ce cette que t y a est-ce obligatoire l' d' qu' jusqu' avec notre nos sans pourquoi peuvent devons pouvons"
    ),
    finite=word_set(
        "est sont était étaient faut doit doivent devons peut peuvent pouvons sera seront serait a ont avons dure commence finit expire "
        "prend existe existent fait font devrait devraient pourrait pourraient compte pèse suffit avait"
    ),
    pointing=word_set(
        "il elle ils elles lui leur leurs ce cela ceci ça celui celle ceux celles cet cette ces tel telle tels telles même mêmes précédent "
        "précédente ci-dessus aussi alors ensuite y en là autre autres mon ma mes vous votre vos tu aujourd'hui demain hier maintenant encore "
        "déjà reste restent restant bientôt actuellement prochain prochaine ici son sa ses eux les-deux sinon"
    ),
    opening=word_set("et ou mais donc aussi alors puis"),
    small=word_set(
        "à a au aux de du des d' en dans par pour sur sous sans avec chez entre vers depuis avant après pendant jusque jusqu' contre selon "
        "malgré hors sauf outre si quand lorsque puisque parce que qu' comme et ou mais ni donc or car ne n' pas plus jamais rien aucun "
        "aucune seul seule seulement uniquement que moins tous toutes tout toute chaque plusieurs quelques nous notre nos on qui quoi quel "
        "quelle quels quelles où comment combien pourquoi doit doivent devons peut peuvent pouvons faut est sont était sera seront être été "
        "avoir ont avons très au-moins maximum minimum le la les l' un une se s' y non afin lors . + - / < > = ≤ ≥"
    ),
    polite=(
        r"(?:bonjour|bonsoir|salut|coucou)(?: à tous| à toutes et tous| l' équipe)?",
        r"(?:pouvez|pourriez) vous (?:me|nous) dire(?: s' il vous plaît| svp)?",
        r"(?:peux|pourrais) tu (?:me|nous) dire",
        r"(?:dites|dis) (?:moi|nous)",
        r"savez vous|sais tu",
        r"(?:je voudrais|j' aimerais|nous voudrions|nous aimerions) savoir",
        r"(?:petite|une|une petite|juste une) question",
        r"s' il (?:vous|te) plaît|svp",
        r"merci(?: beaucoup| d' avance| par avance)?",
    ),
    articles=word_set("le la les l' un une exactement exacte précisément"),
)
LANGUAGES = (ENGLISH, GERMAN, FRENCH)


def language_of(words: tuple[str, ...]) -> Language | None:
    """The language most of whose telling words stand there, None where none or two do."""
    counted = sorted(((sum(word in each.signs for word in words), each.code, each) for each in LANGUAGES), key=lambda row: row[:2])
    (most, _, found), (second, _, _) = counted[-1], counted[-2]
    return found if most > second else None
