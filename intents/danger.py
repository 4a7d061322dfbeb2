"""Notices when a writer, or somebody near the writer, is in danger of life here and now.

What counts is who does what to whom: *jag vill dö*, *min man slår mig*, *jag ska döda honom*. The subjects themselves –
suicide prevention, violence in close relationships – are projects officials ask about and say nothing of the writer.
Missing a cry for help is worse than answering one question too many with 112 and 1177, so every doubt goes that way.

The patterns below are written in Swedish and English, in a small language of their own:

    slår/slog   either word                 ~3      up to three words, none of which begins another subject
    massa?      may be left out             _       up to three words that add no meaning: bara, typ, really …
    dränk*      any ending                  #       a number of at least two digits
    <who>       a group, listed first       ^ $     beginning of a clause, end of a sentence
    !upp/av+oss not followed by             ^^ $$   beginning and end of the whole text
    -om/när     not preceded by
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 10_000
"""Characters read of one text. Longer than any mail written by hand; time stays bounded however much is pasted."""
WORK_REACH = 90
"""Characters before and after a doubtful sign, within its sentence, in which a word of work takes the doubt away."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


_GROUPS = {
    "will": "vill/ville/velat/vilja/ska/skulle/tänker/tänkte/tänkt/tänka/kommer/planerar/planerat/funderar/funderat"
    "/fundera/försöker/försökte/försökt/överväger/övervägt/önskar/borde/måste/hotar/behöver/orkar/lust/redo/nära/får"
    "/kan/hoppas _ på? _ att? _ vilja? kunna? försöka? _",
    "wills": "want/wanted/wanna/wish/going/gonna/will/need/plan/planning/ready/try/trying/tried/about/like"
    "/considering/thinking/think/decided/might/should/could/would/must _ of/about? to? _",
    "not": "_ inte/aldrig/ej/slippa/inget/ingen _",
    "nots": "~2 not/never/no _",
    "kin": "man/make/maken/maka/fru/frun/hustru/sambo/kille/snubbe/gubbe/karl/tjej/pojkvän/flickvän/partner/ex"
    "/exman/exfru/exet/exmake/exsambo/expojkvän/pappa/papa/far/farsa/mamma/mama/mor/morsa/bror/brorsa/brorsan/syster"
    "/syrra/son/dotter/barn/barnbarn/unge/granne/grannen/styvpappa/plastpappa/styvfar/svärfar/svärmor/farfar/morfar"
    "/mormor/farmor/farbror/morbror/kusin/vän/kompis/väninna/polare/familj/släkt/bebis/bäbis/elev/kollega"
    "/klasskamrat/rumskompis/hyresvärd/kvinna/barnen/föräldrar/bröder/tonåring/tonårstjej/tonårskille/pojke/flicka"
    "/älskling/vänner/släktingar/ungar/döttrar/söner/kärring",
    "near": "pappa/mamma/farsan/morsan/brorsan/syrran/farfar/morfar/mormor/farmor/mannen/maken/killen/sonen/dottern"
    "/sambon/grannen/exet/kompisen/vännen/frun/barnet/bebisen/pojken/flickan/tjejen/gubben/pojkvännen/flickvännen"
    "/styvpappan",
    "who": "han/hon/hen/någon som? | min/mitt/mina/en/ett ~1 <kin> som? | <near> som? | vår/vårt/våra/våran son"
    "/dotter/barn/bebis",
    "they": "<who> | de/dom/folk/några",
    "victim": "mig/mamma/pappa/barnen/barnet/honom/henne/dig/dom/dem/alla/någon/folk/människor/sig/er/familjen"
    "/sonen/dottern | min/mitt/mina/sin/sitt/sina/hans/hennes/ett ~1 <kin>/hund/katt/chef/chefen/rektor/handläggare"
    "/lärare | oss !med/i+upp*/på+fing* | en/ett människa/kvinna/man/barn/kille/tjej/politiker/polis/person |"
    " ungarna/hela+familjen/syskon*/lillasyster/lillebror/storasyster/storebror/syrran/brorsan/bebisen/handläggare*"
    "/socialsekreterare*/grannen/chefen/rektorn/handläggaren/läraren/mannen/frun/killen/tjejen/sambon/exet/polisen",
    "lethal": "döda/dödar/mörda/mördar/skjuta/skjuter/knivhugga/hugga/strypa/stryper/kväva/dränka/slakta/tortera"
    "/lemlästa/halshugga/slå/spöa/våldta/misshandla/bränna/förgifta/hänga/avrätta/skada/knivskära/knäppa | slå/slår"
    "/spark* ihjäl | ha+ihjäl | ta/tar livet/kål/död av/på | skjuta/skjuter/hugga/slå ner/ned/ihjäl",
    "harm": "slår/slog/slagit/slå/sparkar/sparkade/sparkat/misshandlar/misshandlade/misshandlat/stryper/strypte"
    "/strypt/våldtar/våldtog/våldtagit/knivhögg/knivhugger/högg/spöar/spöade/spöat/mordhotar/mordhotade/dödshotar"
    "/kväver/bankar/piskar/daskar/örfilar/våldför/sexutnyttjar/bränner/boxade/boxar/torterar",
    "dire": "självmord*/rakblad*/rakhyvel/repet/snaran/strypt/strypgrepp*/misshandla*/misshandel/våldtagen/våldtog"
    "/våldtar/medvetslös*/livlös*/pistol*/bomb/bomben/kniven/kniv/yxa/hjärtstopp/hjärtinfarkt/överdos*/tabletterna"
    "/sömntabletter*/förblöd*/livsfara/dödshot/mordhot/kidnappad/dödsångest/dödslängtan/livlöst/heroin !förra+året"
    "/i+fjol/i+våras/i+lådan",
    "edire": "suicide/suicidal/gun/knife/bomb/overdose*/unconscious/raped/strangled/noose/razorblade*/stabbed/murdered",
    "mood": "vill/ville/längtar/längtade/tänker/tänkt/pratar/talar/pratade/talade/talat/pratat/funderar/funderat"
    "/önskar/drömmer/planerar/skriver/skrev/sms*/säger/sa/ringer/ringde",
    "game": "i ~1 tennis/bordtennis/schack/golf/pingis/padel/fotboll/spel/kort/valet/omröstning*/tävling* | en signal",
    "pill": "tablett*/piller/pillren/alvedon*/ipren*/panodil*/sömntablett*/sömnpiller/sömnmedel/medicin*"
    "/paracetamol*/tramadol*/benso*/xanax/insulin/citodon*/oxycontin/stesolid*/antidepressiv*/värktablett*",
    "much": "massa/massor/många/alla/hela/burk*/ask/askar/karta/kartor/mängd*/hög/förpackning*/paket/handfull/näve"
    "/#/tjugo/trettio/fyrtio/femtio/hundra/jättemånga/massvis/överdos*",
    "ehe": "he/she/hes/shes/someone/somebody | my ~2 <ekin> who? | the man/neighbour/neighbor/guy | mom"
    "/mum/dad/mother/father/daddy",
    "ethey": "<ehe> | they",
    "ekin": "husband/wife/boyfriend/girlfriend/partner/ex/dad/daddy/father/mum/mom/mother/brother/sister/son"
    "/daughter/child/kid/kids/children/friend/neighbour/neighbor/uncle/aunt/stepdad/stepfather/stepmother/roommate"
    "/flatmate/family/baby/parents/fiance/spouse/man/grandfather/grandmother/grandpa/grandma/colleague/cousin"
    "/landlord",
    "evictim": "me/him/her/them/you/us/someone/somebody/everyone/everybody/people/anyone/himself/herself | my/his"
    " ~1 <ekin>/dog/boss/manager/teacher/coworkers/colleagues",
    "elethal": "kill/killing/murder/murdering/shoot/shooting/stab/stabbing/strangle/behead/execute/rape/poison"
    "/slaughter/hurt",
    "eharm": "hit/hits/hitting/beat/beats/beating/punched/punches/punching/kicks/kicked/kicking/slapped/slaps"
    "/chokes/choked/choking/strangled/strangles/strangling/rapes/raped/raping/stabbed/stabbing/abuses/abused/abusing"
    "/assaulted/assaults/molested/molests/threatens/hurts",
    "epill": "pills/tablets/paracetamol/tylenol/painkillers/aspirin/ibuprofen/medication/meds/xanax/sleeping+pills",
    "emuch": "bunch/lot/lots/bottle/all/whole/many/handful/box/entire/pack/packet/overdose/#/twenty/thirty/fifty"
    "/hundred",
}
_FILL = _folded("""
    bara ba typ verkligen fan faktiskt helst nog så liksom mest också nu ju alltså asså as snart ikväll idag hellre lite ens egentligen
    alltid inte aldrig ofta ibland mycket längre mer mera kanske väl då seriöst helvete fortfarande till bort
    just really only so fucking honestly rather simply actually sometimes even also all still now already ever literally
""")
_OTHERS = _folded("""
    som vi ni det den de dom detta denna unga ungdomar personer manniskor folk elever kvinnor
    who we they it people which women this that
""")
"""Words that begin another subject than the writer's, and so end the reach of `jag` or `min man`."""
_OTHER_STEMS = (
    "projekt", "samarbet", "partnerskap", "program", "ansok", "redovis", "rapport", "blankett", "budget", "bidrag", "icld",
    "project", "partnership", "application",
)  # fmt: skip
"""Beginnings of words that do the same."""
_WORK = (
    "projekt* tema/teman/temat/temaområde* område* samarbet* partnerskap* insats* preventi* förebygg* statistik* studie*"
    " forskning* målgrupp* bidrag* ansök* ansok* deadline* budget* redovis* rapport* blankett* utlysning* nätverk* workshop*"
    " seminari* konferens* kampanj* utbild* program* avslag* beviljad* icld sista+dag* partnerkommun* kommunfullm* utställning*"
    " film* roman* project* theme* topic* prevention grant* application* report* budget* partnership* statistics research"
    " funding campaign* form/forms training shelter* policy policies strategi* jobbar+med jobba+med jobbat+med jobbar+mot arbetar+med arbeta+med"
    " arbetat+med arbetar+mot arbeta+mot work+with work+on works+with works+on working+with working+on undrar+om gäller handlar läste+om hörde+om resan att+resa försäkring*"
    " intressera* ingår fråga+om frågor+om questions+about presentation* bok/boken/book nämnd* räddningstjänst*"
)
_IDIOMS = """
dör/dö/dog/dött/döda av ~2 skratt*/nyfiken*/tristess/leda/hunger/törst/skam/längtan/värme/värmen/uttråk*/nervositet/iver/lycka/cringe
dör/dö/dog så roligt/kul/pinsamt/gulligt/fint/snyggt/bra/skönt
dör/dö/dog lite inombords/inuti/av
politiskt/ekonomiskt/rena/rent/karriärmässigt/socialt/kommersiellt/kollektivt självmord*
nästan/närapå/typ/höll+på+att ~3 hjärtattack/hjärtinfarkt/slaganfall/hjärtstillestånd
höll på att dö ~2 när/av
det/tanke/tanken/insikt*/vad/vilket/sak/som ~3 slår/slog/slagit mig/oss
slår/slog det/vad mig/oss
dör på kuppen
bok/boken/film*/pjäs*/föredrag*/kampanj*/utställning*/föreläsning*/podd*/låt*/roman* heter ~12
döden i halsen
lek* med döden
die/dies/died/dying/dead of ~2 laughter/laughing/boredom/curiosity/embarrassment/hunger/thirst/shame/heat/excitement
die/dies/died/dying to know/see/hear/try/meet/visit/learn/get/find/start/read/tell/join/go/ask
die/died/dying laughing
to die for
nearly/almost/practically ~3 heart+attack/stroke
political/career/financial/economic/commercial suicide
hit/hits/beat/beats me up+on/with+a+question/at/as/that/why/how/to+it/like+a
shoot you/me/us/him/her/them an/a/over/some/the
kill two birds/time
"""
"""Figures of speech, taken out before anything else is looked for."""
_SURE = """
<me> <will> dö !ut/för+en/för+ett/för+att+få/för+den+där
<will> jag _ dö !ut/för+en/för+ett/för+att+få
jag <will> att? jag _ dör/dog/dö
<me> <will> vara/var/vore död
<me> hellre död
önska/önskar/önskade/hoppas/hoppades att? jag _ dog/dör/död/försvann
önskar/önskade/önska jag? att? jag _ var/vore/hade ~2 död/född/fötts/borta
önskar/önskade/önska att? jag inte/aldrig ~1 fanns/fötts/född/vaknade/levde/existerade
bättre ~3 om/när jag _ död/dör/dog/försvann/försvinner/inte+fanns | om jag _ var/vore/är död/borta/försvann
sakna/saknar/saknade/bry/bryr mig? sig? om? _ om/när/ifall jag _ dog/dör/dö/försvann/försvinner/är+död/var+död/vore+död/inte+fanns
bestämt mig för? att? dö
<me> förtjänar att? inte? att? dö
<me> förtjänar <not> att? leva
<me> vill/ville/orkar/orkade/orka/pallar/palla/ids/idas/klarar/kan/önskar/tänker/ska/behöver/vågar/gitter/mäktar/vet <not> hur? om? jag? _ \
vill? orkar? kan? att? av? leva !upp/på/av/som/med+osäker*/med+oviss*/med+beslut*/med+regl*/med+krav*/i+oviss*/i+osäker*/i+en+kommun/i+en+region/i+en+stad/utan+vårt/utan+våra/utan+er*
vill/orkar/pallar/ids/kan/klarar jag <not> leva !upp/på/av/som/med/i
jag <not> vill/orkar/ids/pallar/kan/klarar/ville/orkade _ leva !upp/på/av/som/med/i
<me> vill/ville/orkar/orkade/pallar/önskar/ska/borde <not> finnas !med/i/på/kvar+i/kvar+på/som/bland/hos/registr*/där
jag <not> vill/orkar/pallar/ville/borde _ finnas !med/i/på/kvar+i/kvar+på/som/bland/hos/där
<me> vill/ville/orkar/orkade/pallar/önskar <not> existera/vara+till/vara+vid+liv/vara+i+livet/vara+här+längre/vara+här+mer/vara+kvar+i+livet
<me> vill/ville/orkar/skulle <not> vilja? vakna !till/upp+till/upp+med
somna _ in? _ och _ aldrig/inte ~1 vakna
<me> orkar/orkade/pallar/klarar/står/stå <not> ut? av? med? mitt? livet/liv !på+kontor*
<me> trött/less/trötta/led på livet/att+leva/mitt+liv
livet/liv/leva _ är? _ inte/knappt/ej ~1 värt ~1 leva/något/nåt
<me> ingen/inte/inga ~2 lust/ork/kraft/vilja ~1 leva !upp/på
livet _ känns/är _ helt? meningslöst
ingenting/inget/ingen/nåt/något ~2 att leva för
<me> ger/ge/gett/gav upp livet/mitt+liv
<me> saknar livslust/livslusten/lust+att+leva/viljan+att+leva
<me> avskedsbrev*
jag ~6 ta/tar/tog/tagit _ livet/live/liv av+mig/avmig
<me> <will>? ta/tar/tog/tagit _ livet/live/liv av+mig/avmig
ta/tar/tog jag _ livet/live av+mig/avmig
på/lust/för/nära/ifrån/från/bara/och/eller att/o _ ta livet/live av+mig/avmig
<me> <will>? ta/tar/tog/avsluta/avslutar/ända/ändar mitt/mit ~1 liv/livet/live
att/o avsluta/ända/ta mitt/mit ~1 liv/livet
slut/slutet på mitt ~1 liv/livet
<me> <will>? göra/gör/gjort/sätta/få _ slut/stopp på allt/livet/allting/alltihop/skiten/eländet/lidandet
<me> <will>? avsluta/avslutar allt/livet/allting/alltihop/det+hela !arbete/samarbete/som
<me> vill/önskar _ att? allt/allting ~1 ska/skulle ta slut
<me> vill/ville/önskar _ försvinna !från+list*/ur+reg*/från+er*/från+utskick*/ur+er*
<me> ta/tar/tog/begå/begår/göra/gör/begick _ självmord*/sjelvmord*
<me> är/blivit/känner/blir mig? _ självmords*/suicidal/suicid*
självmordstankar har/är/kommer
har/haft/får/fått/fick jag? ~3 självmordstankar/suicidtankar/självmordsplaner/självmordsimpulser/suicidplaner/dödstankar
<me> tänker/tänkt/tänkte/tänka/funderar/funderat/fundera/överväger/planerar/tankar/planer/försökt/försökte ~2 på/om/att/begå/ta? ~1 självmord/suicid
<me> hänga/hänger/hängde/hängt mig !på/med/kvar/fast/upp/i
<me> skjuta/skjuter/dränka/dränker/kväva/förgifta/spränga mig _ själv? !i+foten/på+framtiden
<me> slå/skjuta/ta/ha ihjäl mig _ själv? !på/med/över
<me> hoppa/hoppar/hoppade/kasta/kastar/slänga/ställa/lägga/ställer/lägger/slänger/knuffa mig? ut? ner? ned? mig? _ framför/under/från/genom \
ett/en? ~1 tåg*/bro/bron/tak/taket/balkong*/fönst*/tunnelban*/bil/bilar/bilen/lastbil*/buss*/hög*/våning*/klipp*/hus*/stup*/spår*/torn*
<me> lägga/lägger/ställa/ställer mig på ~1 spåret/rälsen/spåren/järnväg*
<me> skär/skärer/skar/skurit/skära/rispa/rispar/rispat/skära mig !på+papper*/på+ett+papper*/på+en+burk*/på+kuvert*/i+fingret/i+tummen/på+ett+glas/in
<me> skär/skurit/skära/skar/rispa/rispar/rispat ~2 mina? mitt? min? handled*/pulsåd*/armar/armarna/lår/låren/ben/benen
<me> skada/skadar/skadade/skadat/misshandla/straffa/bränna/bränner/slå/slår mig själv !i+pannan/för+bröstet
<me> gör/göra/gjort/gjorde illa mig
<me> gör/göra/gjort/gjorde mig själv? _ illa !på+job*/på+arbet*/i+knä*/i+fot*/i+rygg*
<me> självskada/självskadar/självskadat/självskadade
jag ~3 självskadebeteende
<me> ta/tar/tagit/tog/tänker/överväger ~3 överdos*
<me> överdosera/överdoserat/överdoserade/överdoserar
jag ~2 döende
<me> vill bort/iväg från ~1 livet/världen
<me> ~2 kvar ~1 i livet !efter
<me> skadar mig !på/om/i+sam*
<me> <will> skada mig
sista ~3 jag lever
att vilja dö
hur ~1 hänger/skär man ~1 sig | hur ~1 tar/begår man ~1 livet+av+sig/självmord
dö/dör ~2 av ~3 <pill>/överdos*
<me> <will>? köra ~3 bergvägg*/klippvägg*/mötande/lastbil*/långtradar* !upp
streck över livet/mitt+liv
<me> fly/rymma/flytt/rymt/gömma undan? mig? från/för min ~1 <kin>/honom/henne
<they> ~5 att/och/o <lethal> mig/oss/barnen !<game>
<me> kommer/ska <not> finnas kvar/mer/längre/imorgon !i/på/som/med
varför ~2 jag ~2 leva !upp/på/som/med
<they> ~4 tafsar/tafsade/rör/rörde på/vid mig
<they> ~4 utnyttjar/utnyttjat/utnyttjade mig sexuellt | jag ~4 sexuellt utnyttjad/utnyttjats/antastad | sexuella övergrepp mot mig
röster ~6 döda/skada/dö
<me> ~2 en? börda för
<me> ser <not> ~1 utväg/väg+ut/framtid+för+mig
jag ~4 sticka/sticker/hugga/hugger/sätta/sätter/köra/kör ~1 kniv* i
<harm> mig _ !<game>/ner/ned/i+upp*/i+tempo/med+häpnad/på+fingrarna/som+en/som+ett/på+målsnöret/av+planen/till+att/från/ur/fram/lös/ihop/samman/igenom
<they> ~6 <harm> oss _ !<game>/i+upp*/i+tempo/med+häpnad/på+fingrarna/på+målsnöret
<they> ~4 kasta*/knuffa*/putta*/drar/drog/släpar/släpade/håller/höll/tar/tog/grep/trycker/tryckte mig ~1 i+håret/väggen/golvet/marken/trapp*/hals*\
/nerför/nedför/mot+väggen/i+väggen/struptag*/strypgrepp*/i+nacken/mot+golvet
slår/slog/sparkar/misshandlar/hotar/stryper <near>/han/hon/min+man/min+sambo/min+fru mig
<they> ~2 hotar/hotade/hotat/hota mig !med+återkrav/med+stämning/med+avsked*/med+uppsägning/med+vite
<they> ~4 hotar/hotade/hotat/säger/sa/sade/lovar/vill/ska/skulle/tänker/tänkte/kommer/försöker/försökte/försökt/kan/mordhotar ~7 <lethal> _ \
mig/oss/barnen !<game>/i+foten
<they> ~4 hotar/hotade/hotat/lovar/vill/ska/skulle/tänker/tänkte/försöker/försökte/försökt/mordhotar ~3 <lethal> _ <victim> !<game>/i+foten
<they> ~2 dödar/mördar/skjuter _ mig/oss !i+foten/en+blick
jag ~2 ska/skall/kommer/vill/tänker/måste/lust/planerar/bestämt/ville/skulle/tänkt ~2 för? att? _ mörda/knivhugga/strypa/misshandla/våldta/halshugga/slakta \
!messenger*/budbärar*/darlings/älskling*
jag/vi ~2 blir/blev/blivit/bli/blivet/har ~2 slagen/slagna/misshandlad/misshandlade/våldtagen/våldtagna/strypt/knivhuggen/knivskuren/nedslagen\
/skjuten !i+sank/av+hur/på+målsnöret/på+fingrarna/med+häpnad/till+riddare/ut/av+allt
jag ~2 blir/blev/blivit/bli ~2 hotad/mordhotad/knivhotad/pistolhotad/förföljd/attackerad/överfallen/inlåst/instängd/kidnappad/dödshotad/slaget/påhoppad !med/ute
<me> lever/bor/sitter/är ~3 våldsam*/våldsutsatt/misshandlad/utsatt+för+våld/utsatt+för+misshandel/under+hot/hotad+till+livet/skyddat+boende
<me> utsätts/utsatts/utsattes/utsätter/utsatt _ mig? för ~2 våld/misshandel/våldtäkt*/övergrepp/incest/sexuell*
<they> ~2 utsätter/utsatte/utsatt mig/oss/barnen för
<who> ~2 är/blir/blev/var _ våldsam/aggressiv mot? mig/oss/barnen/igen/när
min/mitt ~1 <kin> ~1 är/blir/blev _ våldsam
<me> rädd/livrädd/skräckslagen/räddd/rädda för ~1 min/mitt ~1 <kin>
<me> rädd/livrädd/skräckslagen för honom/henne/mitt+liv/livet
<me> rädd/livrädd ~1 att? för? att? <they> _ ska/kommer/dödar/skadar/slår/gör/skjuter
<me> vågar <not> ~1 gå+hem/vara+hemma/åka+hem/lämna+honom/sova/gå+ut
<they> ~3 strypgrepp*/strypt/strypa ~1 mig?
<they> ~3 tvingar/tvingade/tvingat/tvinga mig _ att? till? ha+sex/ligga/sex/gifta*/samlag
<they> ~4 gifta bort mig/henne/min+syster/min+dotter
gifta+bort/giftas+bort ~2 mig/mot+min+vilja
jag ~3 gifta+bort/giftas+bort/bortgift
<they> ~4 bryta/bryter/brutit/bröt sig in ~1 hos? till? !på+marknad*
<they> ~2 står/stod/är/bankar/väntar ~2 utanför ~1 dörr*/min+port/fönstret ~4 kniv*/vapen/pistol*/yxa/slå/hot*/skrik*/döda
<they> ~2 har/höll/hade/drog/tog/kom/viftar/hotar/hotade/sitter/står ~4 kniv*/pistol*/yxa*/gevär*/bensin/machete/skjutvapen mot? !i+lådan
<they> siktar/siktade/riktar/riktade ~1 vapen/pistol*/gevär* ~1 mot?
jag ~2 får/fick/fått/mottagit ~2 mordhot/dödshot/dödshotelser
<they> håller/höll/har/låst/låste ~1 mig ~1 inlåst/instängd/fången/inne
<they> förföljer/förföljde/stalkar/jagar mig
jag ~2 ska/skall/kommer/vill/tänker/måste/lust/planerar/bestämt/ville/skulle/tänkt ~2 för? att? _ <lethal> _ <victim> !<game>/i+upphand*
ska/kommer/tänker/vill jag _ att? _ döda/mörda/skjuta/knivhugga/strypa/slå+ihjäl <victim>
tänker/ska/kommer/vill _ att? _ döda/mörda/skjuta/knivhugga/strypa/slå+ihjäl honom/henne/dig/er/dom/dem/alla/min/mitt/mina/någon/sig
jag ~2 dödar/mördar/skjuter/stryper <victim> !i+foten
jag ~2 har/råkade/råkat ~2 dödat/döda/mördat/mörda/knivhuggit/skjutit/strypt <victim>
jag ~2 slår/slog/slagit/slå ~1 min/mitt/mina ~1 <kin>
jag ~4 spränga/bomba/bränna/tända/spränger ~1 ned? ner? eld? på? _ hela? er/ert/era/allt/alla/kommunhus*/stadshus*/kommunen/skola*/kontor*/hus*/bygg*\
/rådhus*/mig
jag ~2 har/placerat/lagt/gillrat ~2 bomb/bomben/sprängladdning* ~1
du/ni/någon ~1 ska/kommer/borde/måste _ att? _ dö !ut/av+nyfik*
<me> <will>? skjuta/skjuter/hugga/döda/dödar omkring? mig? alla !våra/idéer/förslag/projekt*
skottlossning ~3 här/utanför/nu/pågår
<me> kan/kunde/får/fick/har/kan <not> knappt? ~1 andas !ut/nytt/lugnt+förrän
kan/kunde/får jag <not> ~1 andas !ut/nytt
skär/skar/skadar jag mig !på+papper*/på+ett/i+fingret
<me> ~2 svårt/svårare/jobbigt ~1 att andas !ut
jag/<who> ~6 andas <not> !framtid*
<who> ~6 inte/slutat/slutade/knappt/slutar ~1 andas !ut/nytt
<me> får/fick/har <not> ~1 luft !under
<who> ~6 får/fick/har <not> ~1 luft !under
<me> ont/jätteont/smärta/smärtor/trycker/tryck/kramp ~2 i/över bröst*/hjärtat
<who> ~6 ont/jätteont/smärta/smärtor/tryck ~2 i/över bröst*/hjärtat
jag/<who> ~3 bröstsmärt*
<who> ~6 medvetslös*/livlös*/avsvimmad/okontaktbar
inte/ej/inget vid? kontaktbar/medvetande
<who> ~6 tappat/tappade/förlorade/förlorat medvetandet
<who> ~6 vaknar/vaknade/vakna inte/ej !till
<who> ~6 inte/ej ~1 vaknar/vakna
liv i honom/henne/min/mitt/barnet/bebisen
jag/<who> ~2 blöder/blödde/blöda _ ihjäl/kraftigt/ymnigt/mycket/jättemycket/massor/fruktansvärt/från/ur/i !pengar/ut+pengar
jag blöder !pengar
slutar/sluta/slutade <not> blöda
blodet/blod ~1 forsar/sprutar/rinner ~1
<who>/jag ~3 förblöd*
<they> ~4 tagit/svalt/tog/ätit/tryckt/tryckte/käkat/åt/knaprat/satt/svalde/ta/sväljer !med ~3 <much> ~4 <pill>
jag ~4 tagit/svalt/tog/ätit/tryckt/tryckte/käkat/åt/knaprat/satt/svalde/ta/tar/sväljer/svälja/proppat !med ~3 <much> ~4 <pill>
tagit/svalt/tog/ätit/tryckt/käkat/knaprat/svalde/proppat/svälja !med ~2 <much> ~3 <pill>
jag/<who> ~2 svalt/svalde/sväljt/druckit/drack ~2 pill*/tablett*/klorin/gift/frostskydd*/lösningsmedel/diskmaskin*/batteri*
<who> ~6 tagit/tog/har ~2 överdos*
<who> ~2 överdoserat/överdoserade
jag/<who> ~3 blivit/blev/är knivhuggen/skjuten/påkörd/förgiftad/knivskuren
"""
_SURE_ENGLISH = """
<eme> <wills> die !out/for+a/for+the/hard
<eme> am ~1 dying !for/to/out/here+with+all
<eme> will/might/could ~1 die !out/for+a
<eme> <wills> be dead
<eme> better off? dead
better off dead
wish ~1 i _ were/was/am/is ~2 dead/gone/born
wish ~1 i had? never ~1 born/existed/wake
<eme> deserve to? die | i <nots> deserve to live
kill/killing/killed/unalive/unaliving/kil myself
<eme> hang/hanging/drown/drowning/shoot/shooting/poison/stab/starve myself !in+the+foot
<eme> <wills>? end/ending/ended/take/taking/took my own? life !work/savings
end/ending/take/taking my own? life !work/cycle/insurance
<eme> <wills>? end/ending it all/tonight/now/today
end/ending it all
<eme> suicidal
<eme> <wills> commit/attempt/committing ~1 suicide
<eme> ~2 suicidal thoughts/ideation
thoughts/thinking/thought/think/dream/fantasize/plans/planning about/of? ~1 killing+myself/suicide/dying/ending+my/taking+my/hurting+myself
<eme> attempted/tried/planned/planning ~1 suicide
i <nots> ~1 want ~1 to? live/exist/wake+up/be+alive/be+here anymore/any/like/in+this/if/$/with+this/another/without
i <nots> ~1 want ~1 to exist/be+alive
i <nots> ~1 see ~1 point/reason ~2 living/life/live/on/alive
i can ~1 not ~1 go+on/keep+going/live/keep+living like+this/living/anymore/any+more/any+longer/any/$ !the+trip
i can ~1 not take/do/handle/bear this/it/life ~1 anymore/any+more/any+longer $
no/any/lost ~1 reason/point/purpose/will ~1 to? in? live/living/life/alive !up
nothing/not/anything ~1 live for
life ~2 not ~1 worth/living ~1 living
<eme> tired/sick of ~1 living/life/being+alive
better off without me
nobody/noone/one would ~2 miss/care ~2 if i ~2 die/died/dead/gone/disappeared/killed
<eme> cut/cuts/cutting/burning/harm/harming/hurt/hurting myself !off/some/short/a/out/loose/on+a+paper*/on+paper*
<eme> been/started/am ~1 cutting again/my/$
<eme> cut/slit/slitting/slashed ~1 my wrist/wrists/veins/arms
<eme> self harm*
<eme> <wills>? jump/jumping ~1 off/from/in/out ~3 bridge/building/roof/train/balcony/window/cliff/tracks
<eme> took/taken/swallowed/take/taking/taken ~3 <emuch> ~4 <epill>
<ehe> ~5 took/taken/swallowed ~3 <emuch> ~4 <epill>
i ~6 overdose/overdosed/overdosing
<ehe> ~5 overdose/overdosed/overdosing
punched/kicked/kicks/slapped/slaps/choked/chokes/strangled/raped/rapes/stabbed/abused/abuses/assaulted/molested/molests me !in
<ethey> ~5 pushed/pushes/threw/throws/dragged/drags/grabbed/grabs/touches/touched me ~1 down/against/across/by/at/into+the+wall/there/$/and
<ethey> ~3 <eharm> <evictim> !at/in+tennis/up+on/in+chess/with+questions/as/to
<ethey> ~4 threatened/threatens/threatening/threaten/trying/tried/tries/going/will/wants/says/said/might/gonna ~3 <elethal> <evictim> !an/a/laughing/with
<ethey> ~1 threatened/threatens/threatening me !with+a+fine
<ethey> is/are ~1 hurting/beating/hitting/killing/attacking/choking/strangling/raping me/us/my+mother/my+mom/her/him/my+kids !with/softly
<ethey> killed/murdered/shot/stabbed me/him/her/my ~1
i ~3 beaten/raped/stabbed/attacked/abused/assaulted/choked/strangled/shot/molested/kidnapped by/at/last/yesterday/tonight/today/again/every/up/and/in/when/$
i am ~2 beaten/raped/stabbed/attacked/abused/assaulted/choked/held/stalked/followed/trafficked/threatened
i ~2 victim/survivor of ~1 domestic/abuse/rape/violence
i ~2 abusive/violent relationship/husband/home/marriage/partner/boyfriend
<eme> afraid/scared/terrified/frightened of ~1 my ~1 <ekin>
<eme> afraid/scared/terrified/frightened ~1 of/for/that ~1 him/her/my+life/my+safety/our+lives/he+will/she+will/he+is/they+will
<eme> fear for my/our life/lives/safety
<eme> not/afraid/scared/unsafe ~2 safe/go/be ~1 at? home
my ~2 <ekin> is/was/gets/became/turns ~1 violent/abusive
<ehe> is/gets/was ~1 violent/abusive ~1 me/us/again/when/$
<ethey> ~2 has/have/holding/pulled/with/had ~1 gun/knife/machete/weapon/rifle/axe !of
<ethey> ~3 break/breaking/broke in/into ~1 my/our/the/here/$/with/now/and !market*
<ethey> ~2 force/forced/forcing/forces me ~1 to have+sex/sex/marry/into+marriage/sleep
i ~3 forced into/to marry/marriage/a+marriage
i am/will/want/going/need/plan/have/wanna/gonna/must/should ~3 to? _ kill/killing/murder/shoot/stab/strangle/bomb/behead/rape/poison/hurt <evictim> !with+questions
i am/will/want/going/need/plan/have/wanna/gonna/must ~3 to? _ stab/strangle/murder/behead/rape
i will/want ~1 to? ~1 burn/blow ~1 down/up ~1 the/your/this/that/everything/them/all/my ~1
i ~4 shoot/blow/burn ~1 up ~1 the/your/this office/school/building/town/place
i ~1 have/killed/stabbed/shot/strangled/murdered ~1 killed/stabbed/shot/strangled/murdered ~1 him/her/someone/them/my/a
i hit/beat/hurt my ~1 <ekin>
you/they ~1 will/must/should/are ~1 going? to? all die !out
you _ will die
i/<ehe> ~3 can/could not ~1 breathe !new/life/easy/until
can/could not breathe !new/life/easy/until
trouble/difficulty/hard/struggling/struggle to? breathing/breathe
<ehe> ~5 not/stopped/barely ~1 breathing/breathe !new
<ehe> ~4 unconscious/unresponsive/lifeless
<ehe> ~5 passed+out/collapsed/fainted
<ehe> ~2 will/not/did ~2 not/wake/waking wake/up ~1 up?
<eme> chest pain/pains
pain/pressure/tightness ~2 in ~1 my/his/her/their chest
<ehe> ~5 chest pain/pains
i/<ehe> ~3 bleeding
bleeding ~1 to+death/heavily/out/badly/profusely/a+lot/so+much
call/calling/send/get/need ~2 an? ambulance
i/we ~2 being/are/am shelled/bombed/shelling !with
<ehe> ~1 is/are ~1 dying !to/for/out
active shooter
house/apartment/building/flat/kitchen/room is/are ~1 on+fire
<ehe> ~2 says/said/wants/told ~5 die/dead/kill+herself/kill+himself/kill+themselves/killing+herself/killing+himself
<ehe> ~6 kill/killed/killing/hang/hanged/cut/cutting/cuts/hurt/hurting herself/himself/themselves
<ehe> is/feels/seems ~1 suicidal
<ehe> ~5 <nots> want ~1 to live/be+alive
"""
"""These speak for themselves, whatever stands around them."""
_UNLESS_WORK = """
jag/min/mig/mitt ~6 <dire>
<who> ~6 <dire>
^ _ har/sitter/håller/ligger ~3 <dire>
<me> ~3 göra ~1 dumt mot+mig/ikväll/i+natt/snart/med+mig
<who> ~6 blir/blev/blivit mördad/dödad/nedslagen/knivhotad
bensin* ~6 tänder/tända/tänt/eld
jag ~6 tänder/tända/tänt eld? på ~1 kontor*/hus*/kommun*/er/ert/mig/allt
kan/kunde/får <not> ~1 andas !ut/nytt
<who> ~6 blöder !pengar/ekonomiskt
tappat/förlorat/tappar/förlorar ~2 blod
<who> ~6 ramlat/ramlade/fallit/föll/trillat/trillade ~3 fönst*/balkong*/tak*/trapp*/steg*/ihop/vatten*
<who> ~6 krampar/krampanfall/epilep* !läkem*
<who> ~6 fastklämd/livshotande*/svårt+skadad/allvarligt+skadad
<who> ~6 försvunnit ~2 lämna* ~2 brev*
halsen svullnar/svullnat/svullen
luktar gas
mitt/det+här+är+mitt sista meddelande
i/my/me/<ehe> ~6 <edire>
jag ~6 dö/döden !ut
<who> ~3 <mood> ~4 dö/döden/död !ut
<me> <mood> ~4 dö/döden/död !ut
dödlig dos | dö smärtfritt | hur dör man
ont/svårt/jobbigt/outhärdligt/tungt/plågsamt att leva !på/med/upp
<me> rädd/livrädd/rädda ~3 han/hon/honom/henne/<near> _ gör/slår/skadar/dödar/kommer+hem/hittar/blir+arg/blir+full/är+arg/är+full/dricker
<they> ~6 slår/slog/slå/sparka/sparkar/bankar/sparkade/bankade ~1 sönder/på+dörr*/in+dörr*
<me> gömmer/gömt/gömde/låst/låser in? mig in? _ på/i/för/från/under/undan
jag ~2 står/sitter ~2 på/vid bron/broräcket/räcket/taket/kanten/spåret/spåren/rälsen/perrongen/balkongräcket/fönsterbrädan/stupet
jag ~3 har/köpt/sitter ~3 tabletterna/pillren/rakbladet/repet/snaran/rakblad/snara ~4 framför/redo/här/hand*/skära/hänga
<who> ~6 blir/blev/blivit ~1 slagen/misshandlad/våldtagen/knivhuggen/skjuten/strypt/sparkad/påkörd
<they> ~2 <harm>/dödar/mördar/skjuter _ <victim> !<game>/i+tempo/i+foten
ingen/inte/inga ~2 mening*/orsak/anledning/skäl/poäng* ~4 leva/livet !upp/på
jag ~3 dör !hellre/om
dör jag $
<will> jag? att dö !ut
<me> håller på att dö
jag ~1 kommer/ska ~2 dö !ut
<they> ~4 <will>? ta/tar/tog/tagit _ livet av sig !som
<who> ~6 ta/tar/tog/tagit/avsluta sitt ~1 liv
<who> ~6 självmord/självmordstankar/självmordsförsök/suicid*
<who> ~6 vill/ville/velat/orkar/orkade <not> leva/finnas !upp/på/med/i
<who> <not> vill/orkar/ville/orkade _ leva/finnas
<who> ~6 vill/ville/velat/kommer/ska _ att? dö !ut
<who> ~3 skär/skurit/skära/skar sig _ !på+papper*/på+ett/ur/mellan
<who> ~3 skadar/skada/skadat sig själv
<who> ~6 skär/skurit/rispar/skär sig? ~1 handled*/armar*/pulsåd*
<who> ~6 hoppa/hoppar/kasta/hänga/hänger/skjuta sig? ~1 framför/från/sig ~1 !ut+i
-om/när/ifall/innan <who> ~3 dör !ut
<who> ~2 är/ligger ~1 döende
<who> ~2 ligger för döden
<who> ~2 håller på att dö
ring/ringa/ringer/ringt/tillkalla/skicka/larma/larmat/kalla ~2 ambulans/ambulansen/112/polis/polisen/sos/larmcentralen
jag/<who>/^ ~2 behöver ~2 ambulans/polishjälp/polisen/akut+hjälp/akutsjukvård !service*/vård*/till+region*
jag/<who> ~6 hjärtinfarkt/hjärtattack/hjärtstopp/hjärtstillestånd/stroke/slaganfall/andningsstopp !förra+året/i+fjol/för+ett/för+två/för+några
jag/<who> ~3 allergisk chock/reaktion
<who> ~3 drunknar/drunkna/drunknat/drunknade/kvävs/kvävas
<who> ~3 kollapsat/kollapsade/svimmat/svimmade
brinner ~1 hemma/hos+mig/hos+oss/hos+grannen/här
brinner ~1 i ~2 lägenhet*/kök*/hus/huset/trapp*/rum*/källar*/hall*
<who> ~6 reagerar/svarar inte ~2 golv*/medvet*/alls/på+tilltal
<who> ~6 golv*/marken ~3 reagerar/rör/svarar/vaknar sig? inte
jag/vi ~2 fast/instängd/instängda i/kvar ~1 brinnande/brand*/elden
någon/han/de/nån ~1 skjuter !upp/till/fram/på+framtid*/in/ifrån/över/på+beslut*/på+start*
pågående dödligt våld
det finns en bomb
<me> <who>? nånting? hjälp ~2 dör/dö/döda/dödar/slår ~1 !av
utan mig ~2 bättre | bättre utan mig
alla/de/dom/familjen/barnen/världen/ni/alla+andra ~5 bättre ~2 utan mig
<me> mår/mådde ~5 orkar inte/ej/knappt ~1 mer/längre/leva
<me> ~3 självmord
^^ ~3 självmord*/suicid/självmordstankar/suicidtankar/självmordsförsök/suicidal/suicide $$
^^ ~2 jag? orkar/pallar/klarar/står/orka/kan inte/ej ~1 ut? mer/längre/mera/livet $$
<eme> ~1 like dying/killing/hurting/stabbing/shooting
i/<ehe> ~3 drank/swallowed/drunk bleach/poison/antifreeze/batteries/battery
<eme> ~2 no way out
<eme> ~2 a? burden to !the
<eme> <wills> ~2 disappear+forever/never+wake
a/the/some man/guy/boy/kid/woman/person/dude ~3 gun/knife/weapon/rifle
<ehe> ~5 having ~2 seizure | throat ~2 swelling/closing
<ehe> ~4 following/stalking me
<eme> ~3 kidnapped/hostage
hiding in ~1 bathroom/closet/toilet/bedroom/basement
i/<ehe> ~3 heart/cardiac attack/arrest
i/<ehe> ~3 having ~2 stroke/seizure
<ehe> ~2 drowning/choking/suffocating
i am ~1 choking/suffocating/drowning !in/on
<eme> ~3 suicide
help ~3 die/dying
call/calling ~1 911/112/999/police
someone/somebody/he/they is/are ~1 shooting
"""
"""These count unless the sentence is about work: a project, a theme, an application."""
_SPELT = {
    "mej": "mig", "mg": "mig", "mif": "mig", "mgi": "mig", "img": "mig", "dej": "dig", "sej": "sig", "ja": "jag", "jg": "jag",
    "jga": "jag", "ajg": "jag", "jah": "jag", "jaf": "jag", "int": "inte", "ej": "inte", "icke": "inte", "itne": "inte",
    "inet": "inte", "itte": "inte", "ite": "inte", "skall": "ska", "sk": "ska", "nan": "nagon", "nagn": "nagon", "o": "och",
    "e": "ar", "vil": "vill", "vll": "vill", "vlil": "vill", "doo": "do", "doe": "do", "doer": "dor", "dorr": "dor",
    "im": "i am", "ive": "i have", "dont": "do not", "didnt": "did not", "doesnt": "does not", "cant": "can not", "u": "you",
    "cannot": "can not", "couldnt": "could not", "wont": "will not", "isnt": "is not", "arent": "are not", "hes": "he is",
    "shes": "she is", "theyre": "they are", "wanna": "want to", "gonna": "going to", "kms": "kill myself", "kll": "kill", "mna": "man", "slr": "slar", "doa": "doda", "dda": "doda", "unaliva": "doda", "pls": "please",
    "plz": "please", "wnat": "want", "wan": "want", "dei": "die", "youre": "you are", "hed": "he would", "theres": "there is",
}  # fmt: skip
_KEYS = _folded("""
    självmord självmordstankar självmordsförsök självskadar leva livet orkar pallar finnas existera vakna död döda
    dödar dödat mörda mördar mördat hotar hotade hotat slår slagen misshandlar misshandlad misshandlade stryper
    strypte strypgrepp våldtar våldtog våldtagen knivhugga knivhuggen skjuta skjuter strypa spränga sparkar sparkade
    ihjäl skär skära skärer skurit skadar rispar hoppa framför överdos tabletter alvedon sömntabletter svalt andas
    andning medvetslös blöder bröstet hjärtinfarkt ambulans försvinna avskedsbrev handleder hänga dränka avsluta
    tänker tänkte funderar planerar försökte förtjänar önskar längre pappa mamma sambo pojkvän flickvän dotter dottern
    granne livrädd meningslöst skada våldsam våldsamt kill killing killed myself suicide suicidal alive anymore living
    breathe breathing unconscious bleeding overdose swallowed husband boyfriend girlfriend threatened threatens
    threatening murder shoot stabbed strangled choked beaten beating abusive raped harming hurting cutting herself
    himself daughter wants going
""")
"""Words so telling that one slip of the fingers in them is forgiven; with four letters, only when no other word results."""
_LEFT_ALONE = _folded("""
    goda foda roda soda boda loda koda kodar dova doma domar dola dopa dosa dora dona dodas doden dodad leda leka lena leta lega lova
    lava veva reva elva eva lev levs lever levat levas star spar slag slav slas slad klar snar slur sla svar slam salar solar skal
    skap skav skam skat ska skor skur sker skara okar akar skarp skarv saker will bill fill hill mill pill till skill vill kall kull
    kile kila koll kilo kiln ill lange doing live lives lived fungerar planera short shot filled filling billing willing eating
    giving putting hang kallar skapa skapar mora hoppas mallar springa sparade skala litet banker overdoser overdoses manga samma
    want rakna anda andra svara spara sakra salt svart olive vana langa handa oroar hinnas finns tanke tanken tankt tankta valdagen
    valdagar rated taped
""")
"""Everyday words, folded, one slip away from such a word; they mean what they say."""
_CLAUSE_ENDS = re.compile(r"([.!?…;]+)|([,:()\[\]\"”“–—/|*]+|\s-+\s)")
_TOKEN = re.compile(r"[^\W_]+|[.,]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_BOUNDARIES = re.compile(r"(?:[.,] )*\. (?:[.,] )*")
_WRITTEN_APART = re.compile(r" (my|sjalv) (self|mords?|mord\w+|skad\w+)(?: (tankar|planer|forsok))? ")
_WILL = re.compile(r"(?<=\w)['’`´]ll\b")
_APOSTROPHE = re.compile(r"(?<=\w)['’`´](?=\w)")


def signals_danger(text: str) -> bool:
    """Whether `text`, Swedish or English, tells of danger to somebody's life here and now. Never raises."""
    return any(_tells(line) for line in _versions(text[:LONGEST]))


def _tells(line: str) -> bool:
    if _signs().sure.search(line):
        return True
    if not _signs().any_unless_work.search(line):  # nearly always: one search in place of a hundred
        return False
    return any(
        not _at_work(line, found) for sign in map(_expression, _signs().unless_work) for found in sign.finditer(line)
    )


def _at_work(line: str, found: re.Match[str]) -> bool:
    """Whether the sentence talks of work near what was found."""
    start = max(line.rfind(". ", 0, found.start() + 1), found.start() - WORK_REACH, 0)
    end = line.find(". ", found.end())
    return bool(_signs().work.search(line, start, min(end if end >= 0 else len(line), found.end() + WORK_REACH)))


# ---- from text to a line of tokens


def _versions(text: str) -> set[str]:
    """`text` as lines of tokens: a line break read as a space and as a full stop, words as typed and as meant."""
    found = set()
    for line_break in (" ", " . "):
        tokens = _tokens(clean(line_break.join(text.splitlines()), limit=3 * LONGEST))
        found |= {_line(tokens), _line(list(map(_meant, tokens)))}
    return found


def _tokens(text: str) -> list[str]:
    """The folded words of `text`, spelt as the patterns spell them, and `.` or `,` where a sentence or clause ends."""
    text = _APOSTROPHE.sub("", _WILL.sub(" will", text.lower()))
    text = _CLAUSE_ENDS.sub(lambda end: " . " if end[1] else " , ", text)
    words = (fold(_DRAWN_OUT.sub(r"\1", word)) for word in _TOKEN.findall(text))
    return " ".join(_SPELT.get(word, word) for word in words).split()


def _line(tokens: list[str]) -> str:
    """`tokens` in one line, each with its mark and a space after it, without figures of speech."""
    plain = _BOUNDARIES.sub(". ", _WRITTEN_APART.sub(r" \1\2\3 ", f". {' '.join(tokens)} . "))
    return _signs().idioms.sub(", ", "".join(f"{token}{_mark(token)} " for token in plain.split()))


@lru_cache(maxsize=16_384)
def _mark(token: str) -> str:
    """`'` for a word without meaning of its own, `"` for one that begins another subject: short work for the patterns."""
    return '"' if token.startswith(_OTHER_STEMS) or token in _OTHERS else "'" if token in _FILL else ""


@lru_cache(maxsize=16_384)
def _meant(word: str) -> str:
    """The key word that `word` is one slip away from, else `word`."""
    if len(word) < 4 or word in _KEYS or word in _LEFT_ALONE:
        return word
    near = [key for key, _, _ in extract(word, _KEYS, scorer=OSA.distance, score_cutoff=1, limit=6)]
    return min(near, key=lambda key: (sorted(key) != sorted(word), abs(len(key) - len(word)), key), default=word)


# ---- from patterns to expressions


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns, made ready."""

    sure: re.Pattern[str]
    unless_work: tuple[str, ...]
    """Compiled one by one when `any_unless_work` has found that one of them is there."""
    any_unless_work: re.Pattern[str]
    idioms: re.Pattern[str]
    work: re.Pattern[str]


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    """Made when first needed: compiling takes a blink that no other command should pay."""
    sure, unless_work = _lines(_SURE + _SURE_ENGLISH), _lines(_UNLESS_WORK)
    # Without a subject the writer is meant only probably, so what is sure with `jag` becomes doubtful without.
    bare = [line for line in sure + unless_work if line.startswith(("<me>", "<eme>"))]
    doubtful = [line.replace("<eme>", "^ _ <wills>?").replace("<me>", "^ _ <will>?") for line in bare]
    meant = [*map(_with_subject, unless_work), *doubtful]
    return _Signs(
        sure=_one_of(map(_with_subject, sure)),
        unless_work=tuple(meant),
        any_unless_work=_one_of(meant),
        idioms=_one_of(_lines(_IDIOMS)),
        work=_expression("/".join(_WORK.split())),
    )


def _lines(patterns: str) -> list[str]:
    return [line for line in patterns.splitlines() if line]


def _with_subject(pattern: str) -> str:
    return pattern.replace("<eme>", "i ~6").replace("<me>", "jag ~6")


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\S)" + _sequence(pattern))


def _one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(_sequence, patterns))})")


def _sequence(pattern: str) -> str:
    ways = ("".join(map(_item, way.split())) for way in fold(pattern).split(" | "))
    return f"(?:{'|'.join(ways)})"


def _item(item: str) -> str:
    """The expression for one item of a pattern, as the head of this file explains them."""
    if item.endswith("?"):
        return f"(?:{_item(item[:-1])})?"
    match item[0]:
        case "_":
            return "(?:\\w+' |, ){0,3}"
        case "~":
            return f"(?:\\w+'? |, ){{0,{item[1:]}}}"
        case "!":
            return f"(?!{_any_of(item[1:])})"
        case "-":
            return "".join(f"(?<!{_word(word)})" for word in item[1:].split("/"))
        case _:
            return _any_of(item)


def _any_of(words: str) -> str:
    return f"(?:{'|'.join(map(_word, words.split('/')))})"


@cache
def _word(word: str) -> str:
    """The expression for one alternative. Every token is followed by a space, so `av+mig` is two tokens."""
    if word in _PLACES:
        return _PLACES[word]
    if word.startswith("<"):
        return _sequence(_GROUPS[word[1:-1]])
    parts = (fold(part) for part in word.split("+"))
    return "".join(part[:-1] + "\\w*['\"]? " if part.endswith("*") else f"{part}{_mark(part)} " for part in parts)


_PLACES = {"^": r"(?<=[.,] )", "^^": r"(?<=\A\. )", "$": r"(?=\. )", "$$": r"(?=\. \Z)", "#": r"\d\d+ "}
