"""Names of months in the official languages of the Union, Norwegian and Irish, with the endings a date gives them."""

import unicodedata

_NAMES = (
    # en de fr es it pt nl | pl sv/da/no fi cs sk | hu ro bg hr el | sl et lv lt ga mt
    """january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń tammikuuta tammikuu ledna leden januára
    január ianuarie януари siječnja siječanj ιανουαρίου ιανουάριος januarja jaanuar jaanuari janvāris janvārī janvārim
    janvāra sausio sausis eanáir jannar""",
    """february feb februar feber février févr febrero febbraio fevereiro fev februari lutego luty helmikuuta helmikuu února únor februára
    február februarie февруари veljače veljača φεβρουαρίου φεβρουάριος februarja veebruar veebruari februāris februārī februārim februāra
    vasario vasaris feabhra frar""",
    """march mar märz mrz mars marzo março maart mrt marca marzec marts maaliskuuta maaliskuu března březen marec március martie март ožujka
    ožujak μαρτίου μάρτιος marec märts märtsi marts martā martam marta kovo kovas márta marzu""",
    """april apr avril avr abril abr aprile kwietnia kwiecień huhtikuuta huhtikuu dubna duben apríla apríl április aprilie април travnja
    travanj απριλίου απρίλιος aprila aprill aprilli aprīlis aprīlī aprīlim aprīļa balandžio balandis aibreán""",
    """may mai mayo maggio mag maio mei maja maj toukokuuta toukokuu května květen mája máj május май svibnja svibanj μαΐου μάιος μαίου
    maijs maijā maijam maija gegužės gegužė bealtaine mejju""",
    """june jun juni juin junio giugno giu junho czerwca czerwiec kesäkuuta kesäkuu června červen júna jún június iunie юни lipnja lipanj
    ιουνίου ιούνιος junija junij juuni juunil jūnijs jūnijā jūnijam jūnija birželio birželis meitheamh ġunju""",
    """july jul juli juillet juil julio luglio lug julho lipca lipiec heinäkuuta heinäkuu července červenec júla júl július iulie юли srpnja
    srpanj ιουλίου ιούλιος julija julij juuli juulil jūlijs jūlijā jūlijam jūlija liepos liepa iúil lulju""",
    """august aug août agosto ago augustus augusti sierpnia sierpień elokuuta elokuu srpna srpen augusta augusztus август kolovoza kolovoz
    αυγούστου αύγουστος avgusta avgust augusti augusts augustā augustam rugpjūčio rugpjūtis lúnasa awwissu""",
    """september sep sept septembre septiembre settembre set setembro września wrzesień syyskuuta syyskuu září septembra szeptember septembrie
    септември rujna rujan σεπτεμβρίου σεπτέμβριος septembri septembris septembrī septembrim rugsėjo rugsėjis meán_fómhair settembru""",
    """october oct oktober okt octobre octubre ottobre ott outubro out października październik lokakuuta lokakuu října říjen októbra
    október octombrie октомври οκτωβρίου οκτώβριος oktobra oktoober oktoobri oktobris oktobrī oktobrim spalio spalis deireadh_fómhair
    ottubru""",
    """november nov novembre noviembre novembro listopadu marraskuuta marraskuu novembra noiembrie ноември studenoga studenog studeni
    νοεμβρίου νοέμβριος novembri novembris novembrī novembrim lapkričio lapkritis samhain novembru listopad listopada""",
    """december dec dez dezember des desember décembre déc diciembre dic dicembre dezembro grudnia grudzień joulukuuta joulukuu prosince
    prosinec decembra decembrie декември prosinca prosinac δεκεμβρίου δεκέμβριος detsember detsembri decembris decembrī decembrim gruodžio
    gruodis nollaig diċembru""",
)
TWO_MONTHS = frozenset({"listopad", "listopada"})
"""November in Polish and Czech, October in Croatian."""


def bare(text: str) -> str:
    """Lower case without accents; Greek capitals are written without them."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


MONTHS = {bare(name.replace("_", " ")): number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
"""Name without accents -> 1..12."""
