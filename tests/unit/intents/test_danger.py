"""Danger to life is noticed however it is put; projects about the same subjects get their ordinary answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.danger import LONGEST, signals_danger

DANGER = [
    # weary of life
    "orkar inte leva längre", "jag orkar inte leva längre", "Jag orkar inte leva mer.", "vill inte finnas",
    "jag vill inte finnas längre", "jag vill inte finnas till", "jag vill bara dö", "jag vill dö", "vill dö", "VILL BARA DÖ",
    "jag vill dööööö", "jag vill inte leva", "jag vill inte leva längre", "vill inte vakna imorgon",
    "jag vill somna in och aldrig vakna igen", "jag önskar att jag var död", "ibland önskar jag att jag vore död",
    "jag skulle hellre vara död", "jag har ingen lust att leva", "jag ser ingen mening med livet",
    "det finns ingen mening med att leva längre", "livet är inte värt att leva", "livet känns helt meningslöst",
    "jag är trött på livet", "jag är så less på att leva", "det finns inget kvar att leva för", "jag har gett upp livet",
    "ingen skulle bry sig om jag försvann", "det vore bättre för alla om jag var död", "alla skulle ha det bättre utan mig",
    "barnen har det bättre utan mig", "jag vill bara försvinna", "jag står inte ut med livet", "jag orkar inte mer",
    "jag mår så dåligt och orkar inte mer", "nu vill jag inte leva längre", "jag känner att jag inte vill leva",
    "jag önskar att jag aldrig fötts", "jag har bestämt mig för att dö", "jag borde vara död",
    "jag vill inte existera", "jag har tänkt att avsluta allt", "jag vill göra slut på allt",
    # suicide
    "tänker ta livet av mig", "jag tänker ta livet av mig", "jag ska ta livet av mig i kväll", "jag funderar på att ta livet av mig",
    "snart tar jag livet av mig", "jag har försökt ta livet av mig", "jag vill ta mitt liv", "jag tänker avsluta mitt liv",
    "jag ska begå självmord", "jag tänker på självmord", "jag har självmordstankar", "självmordstankar", "självmord",
    "jag är suicidal", "känner mig suicidal", "jag ska hänga mig", "jag tänker hoppa framför tåget", "ska hoppa från en bro",
    "jag tänker lägga mig på rälsen", "jag ska dränka mig", "jag tänker skjuta mig", "jag har skrivit ett avskedsbrev",
    "jag har planerat mitt självmord", "jag ska ta en överdos", "jag vill ta livet av mig, vem kan jag prata med?",
    # self-harm
    "jag skär mig", "jag skär mig själv", "jag har börjat skära mig igen", "skär mig i armarna", "jag skadar mig själv",
    "jag vill göra mig illa", "jag har skurit mig i handlederna", "jag självskadar",
    # å ä ö lost, slang, slips
    "jag vill do", "vill bara do", "orkar inte leva langre", "tanker ta livet av mig", "jag skar mig", "min man slar mig",
    "sjalvmordstankar", "ja pallar inte leva", "ids inte leva mer", "asså jag vill typ dö", "ja vill inte leva",
    "jag vil bara dö", "ta livet av mej ska jag göra ikväll", "jag tänker ta livte av mig", "jag har självmordstnakar",
    "jag har sjävmordstankar", "orkar inte elva längre, vill bara dö", "orkra inte leva längre", "jag tänekr ta livet av mig",
    "han hotra att döda mig", "min mna slår mig", "kms", "jag vill unaliva mig", "själv mords tankar har jag",
    "farsan spöar mig", "morsan slår mig me bälte", "min snubbe slår mig", "gubben slår mig när han dricker",
    # violence against the writer
    "min man slår mig", "min sambo slår mig", "han slår mig", "han slår mig varje dag", "min pappa slår mig", "pappa slår mamma",
    "min fru slår mig", "min exman hotar mig", "han hotar att döda mig", "han hotar att slå ihjäl mig",
    "min kille tog strypgrepp på mig", "han sparkar mig", "jag blir slagen hemma", "jag blir misshandlad av min man",
    "jag har blivit misshandlad", "min man misshandlar mig och barnen", "han slår barnen", "jag är rädd för min man",
    "jag är rädd att han ska döda mig", "jag vågar inte gå hem", "jag fruktar inte längre, han ska skjuta mig i natt",
    "min bror säger att han ska döda mig", "de ska gifta bort mig", "min familj tvingar mig att gifta mig",
    "han våldtog mig", "jag har blivit våldtagen", "någon försöker bryta sig in hos mig", "han står utanför dörren med kniv",
    "han har en kniv", "jag har fått dödshot", "min man är våldsam mot mig", "jag lever i en våldsam relation",
    "jag utsätts för våld av min partner", "min granne slår sin fru", "han har låst mig inne", "min sambo försökte strypa mig",
    # violence by the writer
    "jag ska döda honom", "jag ska döda dig", "jag kommer att döda henne", "jag ska mörda er", "jag vill slå ihjäl min chef",
    "jag kommer skjuta alla på kontoret", "jag ska spränga kommunhuset", "jag ska bränna ner ert hus", "jag slår mina barn",
    "jag har slagit min fru", "jag är rädd att jag ska skada mina barn", "ni ska dö", "jag har dödat någon",
    "jag har lust att döda någon",
    # dying here and now
    "jag har tagit massa tabletter", "jag har tagit en massa tabletter", "har svalt en hel burk alvedon", "jag tog 30 sömntabletter",
    "min dotter har tagit en överdos", "kan inte andas", "jag kan inte andas", "jag får ingen luft", "min man andas inte",
    "han har slutat andas", "hon är medvetslös", "pappa vaknar inte", "jag har ont i bröstet", "jag tror jag får en hjärtinfarkt",
    "han blöder jättemycket", "det slutar inte blöda", "jag dör", "jag håller på att dö", "min pappa håller på att dö",
    "ring en ambulans", "ring 112", "hjälp, min bebis andas inte", "det brinner hemma hos mig", "någon skjuter här",
    "jag har blivit knivhuggen", "hjälp jag dör",
    # somebody near
    "min dotter skär sig", "min son vill inte leva längre", "min kompis ska ta livet av sig", "hon säger att hon vill dö",
    "min bror hotar att ta sitt liv", "min vän har självmordstankar", "min syster har försökt ta livet av sig",
    # English
    "I want to die", "i wanna die", "I just want to die", "I want to kill myself", "kill myself", "I'm going to kill myself",
    "im gonna end my life", "I don't want to live anymore", "i dont want to be here anymore", "I have suicidal thoughts",
    "I feel suicidal", "I'm thinking about suicide", "I can't go on living", "no reason to live", "I'd be better off dead",
    "I wish I was dead", "I cut myself", "I keep hurting myself", "he hits me", "my husband hits me", "my dad beats me",
    "he threatened to kill me", "my ex is threatening to kill me", "he's going to kill me", "I'm afraid of my husband",
    "my boyfriend raped me", "I am being abused", "he has a gun", "someone is breaking into my house", "I'm going to kill him",
    "I will kill you all", "I want to shoot someone", "I've taken a lot of pills", "I took 40 pills", "I overdosed",
    "I can't breathe", "my wife isn't breathing", "he is unconscious", "I think I'm having a heart attack", "she is bleeding badly",
    "call an ambulance", "I'm dying", "my friend wants to kill herself", "my son says he wants to die", "i want to kll myself",
    "im suicdal", "my husbend hits me", "I dont wanna live anymore",
]  # fmt: skip

SAFE = [
    # projects on these subjects
    "kan vi ha ett projekt om självmordsprevention?", "könsbaserat våld i Zambia", "våld i nära relationer som tema",
    "unga som mår dåligt", "dödligt våld", "suicidprevention", "självmordsprevention i skolan", "psykisk ohälsa bland unga",
    "Kan partnerskapet handla om suicid bland unga män?", "Hur kan vi arbeta mot självmord i Kenya?",
    "Vi vill minska självmorden i kommunen tillsammans med vår partner", "projekt om unga som inte vill leva",
    "elever som skär sig, kan skolan samarbeta om det?", "mäns våld mot kvinnor", "hedersrelaterat våld och förtryck",
    "kvinnor som blir slagna av sina män, finns det projekt om det?", "projekt för barn vars pappa slår mamma",
    "skydd för kvinnor som hotas", "skyddat boende som tema", "våldsutsatta kvinnor i Tanzania", "barnmisshandel som tema",
    "barnaga i partnerlandet", "gängkriminalitet och skjutningar", "Kan vi jobba med att minska mord i Colombia?",
    "våldtäkt som vapen i krig, föreläsning inom partnerskapet?", "könsstympning", "barnäktenskap", "människohandel",
    "mödradödlighet", "Hur många dör i trafiken i Nairobi?", "barn som dör i malaria", "dödsorsaker i Zambia, statistik",
    "räddningstjänst, ambulans och larmcentral i Uganda", "hjärtinfarktvård som område", "utbildning i hjärt-lungräddning",
    "kan regionen köpa en ambulans till partnern?", "Vår partner behöver en ambulans, täcker bidraget det?",
    "drunkningsolyckor bland barn", "112-funktion i partnerlandet", "krisberedskap", "terrorism och säkerhet",
    "självskadebeteende bland flickor", "självskadebeteende som tema", "projekt mot hot mot politiker",
    "hot och hat mot förtroendevalda", "jag jobbar med suicidprevention i kommunen",
    "jag skriver en rapport om våld mot barn", "jag är kurator och möter unga som vill dö, kan det bli ett projekt?",
    "vi arbetar med våldsutövare", "Vilka kommuner har jobbat mot våld i nära relationer?",
    "anhöriga till personer som tagit livet av sig, kan de delta i projektet?", "efterlevandestöd", "begravningsplatser",
    "dödsbon", "palliativ vård", "vård i livets slutskede", "obduktion", "abort", "narkotikadödlighet", "överdoser i Göteborg",
    "projekt om överdoser", "alkohol och droger", "krig och fred", "dödsstraff i Uganda", "Har Uganda dödsstraff för hbtqi-personer?",
    "hbtqi-personer hotas till livet i Uganda, kan vi ändå samarbeta?", "journalister som mördas", "brandskydd",
    # figures of speech
    "deadline", "projektet dog", "budgeten tar död på oss", "jag dör av skratt", "vi vill leva upp till målen", "döda länkar",
    "hotas av nedläggning", "mörda inte messengern", "skära ned", "vår partner hotas av kriget", "jag orkar inte läsa allt",
    "jag dör av nyfikenhet", "jag dör av tristess", "jag håller på att dö av skratt", "dödstrist blankett", "dödsviktigt",
    "livsviktigt projekt", "det är dött lopp", "dödläge i förhandlingen", "sidan är död", "död länk", "länken är död",
    "programmet håller på att dö ut", "ska projektet dö nu?", "låt inte partnerskapet dö", "jag vill inte att projektet ska dö",
    "jag vill inte låta samarbetet dö", "jag vill inte leva på projektmedel", "vi kan inte leva på bidrag",
    "vi vill inte leva i ovisshet", "jag orkar inte leva med osäkerheten kring beslutet", "jag vill inte finnas i ert register",
    "jag vill inte finnas kvar i databasen", "jag orkar inte mer pappersarbete", "jag orkar inte med fler blanketter",
    "vi orkar inte längre", "orkar inte läsa", "orka prata med en robot", "jag orkar inte vänta längre på svar",
    "det slår mig att vi glömt bilagan", "det slog mig att vi kan söka tillsammans", "en tanke slog mig", "jag slår vad om att det går",
    "vi slår ihop våra ansökningar", "slå två flugor i en smäll", "slår hårt mot kommunen", "nedskärningarna slår mot oss",
    "partnern slår oss i tempo", "de slår oss på fingrarna", "han slår mig i bordtennis", "jag ska döda några myter om bistånd",
    "vi måste döda det här projektet", "kill your darlings", "ska vi döda idén?", "jag kan döda tid med att läsa",
    "politiskt självmord", "det vore självmord att söka nu", "jag begår politiskt självmord om jag föreslår det",
    "rapporteringen tar livet av mig", "den här ansökan kommer att ta livet av mig", "jobbet tar livet av oss",
    "chefen dödar mig om jag missar deadline", "min chef mördar mig om rapporten är sen", "jag skjuter upp mötet",
    "vi ska skjuta upp starten", "jag ska skjuta fram datumet", "vi skjuter oss själva i foten", "jag sköt mig själv i foten där",
    "skjut inte budbäraren", "skära i budgeten", "vi måste skära ner på resorna", "det skär sig mellan parterna",
    "jag skar mig på papperet", "hänga med på resan", "jag hänger på", "jag hänger mig på er resa", "hoppa av projektet",
    "jag hoppar över den frågan", "vi hoppar på tåget", "får vi ta tåget i stället?", "kasta oss in i projektet",
    "jag kan inte andas ut förrän beslutet är klart", "nu kan vi andas ut", "andas framtidstro", "vi kvävs av byråkrati",
    "drunknar i mejl", "det brinner i knutarna", "en brännande fråga", "budgeten blöder", "kommunen blöder pengar",
    "jag fick nästan en hjärtattack när jag såg beloppet", "hjärtat i projektet", "projektets livslängd", "liv och död i Kisumu",
    "livet ut", "avsluta projektet", "avsluta allt arbete i Kenya", "vi ska avsluta", "jag vill avsluta", "avsluta samtalet",
    "när tar allt slut?", "allt ska ta slut 2026, stämmer det?", "vad händer när ICLD försvinner?", "försvinner pengarna?",
    "ta bort mig", "radera mig", "jag vill försvinna från listan", "vi hotas av återkrav", "ICLD hotas av nedläggning",
    "de hotar med återkrav", "Sida hotar att dra in stödet", "partnern i Ukraina är utsatt för krig", "säkerhetsläget i Ukraina",
    "är det farligt att åka till Kenya?", "kan man bli rånad i Nairobi?", "jag är rädd för att flyga", "jag är rädd att vi missar datumet",
    "min man och jag vill resa med", "min fru jobbar i en annan kommun", "min pappa dog och jag måste flytta mötet",
    "min mamma är livrädd att jag ska åka till Kenya", "min chef hotar inte, hon undrar bara", "vem tar över om projektledaren dör?",
    "vad händer om någon dör under resan?", "försäkring vid dödsfall", "jag har tagit en alvedon och läser vidare",
    "jag tog med alla tabletter till mötet, alltså surfplattorna", "hur många surfplattor får vi köpa?", "ge er en chans",
    "jag vill leva i Zambia ett år", "jag vill leva hållbart", "hur länge lever ett partnerskap?", "överlever partnerskapen 2026?",
    "jag ger upp", "jag fattar ingenting", "jag är trött på det här", "jag hatar blanketter", "det känns meningslöst att söka",
    "finns det någon mening med att söka?", "det är inte värt det", "ingen idé att söka längre?", "hjälp", "hjälp mig", "sos",
    "hej", "jag mår bra", "jag är sjuk i dag, kan vi höras i morgon?", "jag lever", "vi lever i en liten kommun",
    # English
    "suicide prevention as a theme", "domestic violence project", "gender-based violence", "how many women are killed in Zambia?",
    "violence against women and girls", "young people who self-harm, can it be a project?", "can we work with shelters?",
    "the deadline is killing me", "this application is killing us", "my boss will kill me", "I'm dying to hear from you",
    "dying of laughter", "I nearly had a heart attack when I saw the budget", "a dead end", "is the programme dead?",
    "don't shoot the messenger", "shoot me an email", "I will shoot you a message", "kill two birds with one stone",
    "can we kill the project?", "we live up to the goals", "I don't want to live in a hotel", "I can't live with these rules",
    "I want to cut costs", "cutting travel", "hang on", "he hits the nail on the head", "it hit me that we forgot something",
    "that beats me", "beats me", "hit me up", "the partnership is threatened by the war", "our partner was hit by the crisis",
    "political suicide", "I can't breathe new life into this", "threats against politicians", "road deaths", "maternal mortality",
    "can the grant pay for an ambulance?", "end my subscription", "end the project", "take my time", "I'm tired of forms",
    "what happens if someone dies on the trip?", "live and let die", "will ICLD die?", "is it dangerous to travel?", "I give up",
]  # fmt: skip


# The tables below were written unseen, set by set, and run once before any pattern was changed for them.
UNSEEN_DANGER = [
    "jag vill inte vara med längre, vill bara dö", "ska ta livet av mig ikväll",
    "jag har skrivit avskedsbrev till barnen", "ingen skulle sakna mig om jag dog", "orkar inte leva så här mer",
    "jag har börjat rispa mig i armarna igen", "jag tänker ställa mig framför tåget",
    "min kille slog mig i ansiktet igår och jag är rädd", "han tog strypgrepp på mig",
    "min pappa kommer slå ihjäl mig om han får veta", "mitt ex står utanför dörren med en kniv",
    "jag blir slagen av min sambo varje helg", "jag är rädd att han dödar mig och barnen",
    "han sa att han ska skjuta oss", "jag kommer döda min chef imorgon", "jag ska spränga kommunhuset",
    "jag har svalt 40 alvedon", "min fru har slutat andas",
    "det är någon som har kollapsat här, hon är inte vid medvetande",
    "mamma har jätteont i bröstet och är alldeles blå", "han blöder så mycket, vad ska jag göra",
    "jag har sjalvmordstankar varje dag", "funderar pa att hoppa fran bron", "min dotter skär sig i armarna",
    "min son säger att han inte vill leva längre", "kompisen har skickat meddelande att hon ska ta sitt liv",
    "jag vill fan inte leva", "pallar inte leva längre asså", "de har hotat att mörda min familj", "han våldtar mig",
    "jag har blivit våldtagen", "ja vil bara dö", "tänkte ta sjävmord", "jag förtjänar inte att leva",
    "I'm thinking about ending my life", "i dont want to be alive anymore", "my husband is beating me right now",
    "my boyfriend choked me last night", "he said he will kill me if I leave", "I took a whole bottle of pills",
    "my dad is not breathing", "someone is trying to break in with a gun", "I've been cutting again",
    "i want to kil myself", "I'm going to shoot everyone at the office", "everyone would be better off without me",
    "she is unconscious and bleeding", "I was raped yesterday", "my daughter says she wants to die",
    "please help he is going to kill us", "jag klarar inte det här längre, jag vill bort från livet",
    "ärligt talat så funderar jag på att göra slut på mitt liv", "jag har tabletterna framför mig nu",
    "jag har bestämt mig, ikväll är sista kvällen jag lever", "jag vill inte vara kvar här i livet",
    "tänker på döden hela tiden", "jag längtar efter att få dö", "kan man dö av 30 alvedon? jag har redan tagit dem",
    "det gör så ont att leva att jag inte vill mer", "jag står på bron nu", "har rakblad och ska skära upp armarna",
    "jag skadar mig varje kväll", "jag straffar mig själv genom att skära i låren",
    "min mamma blev slagen av pappa igår igen", "min kille kastade mig i väggen", "han knuffade mig nerför trappan",
    "mannen jag bor med slår mig när barnen sover", "min fd sambo skriver att han ska komma hit och döda mig",
    "jag gömmer mig i badrummet, han är full och arg och slår sönder allt",
    "snälla hjälp, han slår på dörren och har yxa", "pappa drar mig i håret och slår", "jag är hotad till livet",
    "jag är rädd för vad han gör med mig när jag kommer hem", "min svärfar vill döda mig för familjens heder",
    "om jag inte får mitt bidrag så kommer jag och skjuter er", "jag sticker kniven i nästa handläggare",
    "vänta bara, jag ska slå ihjäl dig din jävel", "jag tänker ta med mig en bomb till stadshuset",
    "jag har tryckt i mig alla mina sömntabletter", "min man har ramlat ihop och andas inte",
    "mitt barn har svalt batterier", "det brinner i min lägenhet", "hon ligger på golvet och reagerar inte",
    "min farmor får ingen luft, vad gör jag", "han har tagit för mycket heroin och vaknar inte",
    "min bästa vän sms:ade hejdå och att hon inte orkar leva", "min tonåring pratar om att dö varje dag",
    "brorsan har försökt hänga sig", "i cant do this anymore i want it to end, i want to be dead",
    "there's no point in living anymore", "goodbye everyone, I'm ending it tonight",
    "my stepdad touches me and hits me", "I'm hiding in the bathroom, he has a knife",
    "my partner strangled me last night and I'm scared", "I feel like killing my neighbour",
    "I'm gonna bring a gun to the town hall", "my mother collapsed and she's not breathing", "I swallowed bleach",
    "please send an ambulance", "i'm having thoughts of hurting myself", "jag kommer inte finnas kvar imorgon",
    "det här är mitt sista meddelande, förlåt mig alla", "jag har slutat äta för att jag vill dö",
    "varför ska jag leva", "ingen skulle märka om jag var död", "jag är så nära att göra något dumt mot mig själv",
    "jag har ångest och tankar på att dö", "kan inte sluta tänka på att ta mitt liv",
    "sitter med en rakhyvel och vill skära", "det enda jag vill är att dö",
    "jag har druckit en flaska sprit och tagit 20 tramadol", "min man hotar mig med kniv",
    "min fru kastade en stol på mig och sparkade mig", "han tvingar mig till sex",
    "min pojkvän har slagit mig gul och blå", "jag blev knivhotad igår av mitt ex",
    "han säger att om jag går så dör jag", "min bror tänker mörda mig för att jag är gay", "pappa är full och slår oss",
    "min exman följer efter mig och jag tror han ska döda mig", "mamma slår lillasyster just nu",
    "grannen skriker som om hon blir mördad", "jag ska skjuta mig i huvudet",
    "jag orkar snart inte mer och kommer göra illa mig själv", "jag vill döda alla som jobbar på kommunen",
    "jag kommer med en bensindunk och tänder på ert kontor", "jag ska knivhugga socialsekreteraren",
    "ni kommer få ångra er, jag kommer att döda er alla", "jag slog henne så hon svimmade, vad gör jag",
    "min pappa svimmade och vaknar inte upp", "min son har fått något i halsen och kan inte andas",
    "jag tror att jag får en stroke, halva ansiktet hänger", "hon har tappat massa blod",
    "han har svimmat av och är alldeles blå om läpparna", "olycka, han är fastklämd och blöder",
    "barnet har ramlat ut genom fönstret", "en kille här har blivit skjuten",
    "min fästman har försvunnit och lämnade ett självmordsbrev", "min elev skrev att hon ska ta sitt liv ikväll",
    "jag har hängt upp repet nu", "vil inte lvea längre", "i dont see a reason to keep living",
    "i just want everything to end, i want to die so bad", "i'm scared my husband will kill me",
    "he pushed me down the stairs and kicked me", "my father threatens to kill me because I'm gay",
    "my girlfriend says she'll kill herself if I leave", "I took too many sleeping pills",
    "I'm going to stab that social worker", "he's choking and turning blue",
    "Hej, jag vet inte om jag kommer rätt men jag orkar verkligen inte leva längre", "livet suger och jag vill dö",
    "snälla hjälp mig jag vill inte leva", "jag har planerat att dö på fredag", "jag är redo att dö nu",
    "tänker svälja alla mina tabletter", "jag funderar på att köra in i en bergvägg",
    "jag drar ett streck över livet nu", "jag mår så dåligt att jag inte vill leva",
    "jag blir slagen av pappa när han är full", "min mamma slår oss barn",
    "mannen har slagit mig igen, var kan jag få hjälp", "jag måste fly från min man, han är farlig",
    "min man sa att han dödar mig om jag anmäler", "hon hotar med att skada barnen", "mitt ex skickar dödshot till mig",
    "de väntar utanför för att slå ner mig", "jag har en pistol och jag är på väg till kommunhuset",
    "jag kommer slå ihjäl handläggaren", "jag tänker hämnas och döda dem allihop",
    "nån måste dö för det här och det blir ni", "min pappa har fått en hjärtinfarkt",
    "min fru har fått en stroke, hon kan inte prata", "min bebis har slutat andas", "jag blöder massor och är gravid",
    "han ligger livlös på golvet", "vi har en drunkningsolycka här, pojken andas inte",
    "jag kan knappt andas och har ont i bröstet", "hon har tagit en överdos", "mormor har svimmat och svarar inte",
    "en kompis ska ta livet av sig, vad gör jag?", "min elev skär sig", "vill ta mitt live", "jag vll dö",
    "jag orkar inte lveva", "tänkre ta livet av mig", "I am going to end it all",
    "i want to disappear forever and never wake up", "my boyfriend threatens me with a knife",
    "my husband tried to strangle me", "I've been stabbed", "there's a man with a gun in the town hall",
    "my baby isn't breathing", "I'm having chest pains", "I'm gonna kill my wife", "i cut my wrists",
    "my friend took an overdose", "i cannot live anymore", "mom hits me every day", "I'm bleeding a lot",
    "jag vill inte leva mer, vem kan jag prata med", "jag har ingen anledning att leva längre",
    "jag tänker göra slut på livet i natt", "jag kommer ta livet av mig om jag inte får hjälp",
    "allt är meningslöst och jag vill dö", "jag har skurit upp handlederna", "jag skär mig i smyg", "ska hänga mig",
    "jag överväger självmord", "har tagit en hel karta sömntabletter", "min man misshandlar mig",
    "min pojkvän slår mig ibland", "mamma slår mig med en livrem", "han har hotat att döda mig flera gånger",
    "han försökte kväva mig med en kudde", "jag vågar inte sova hemma för min man", "min bror har hotat mig med kniv",
    "jag är jätterädd, han försöker slå in dörren", "jag ska slå ihjäl min fru",
    "jag kommer att skjuta ner er allihopa", "jag har knivhuggit någon", "jag tänker spränga rådhuset",
    "mina grannar slåss, hon skriker att han dödar henne", "pappa har fallit ihop, han andas inte",
    "jag får svårt att andas, svullnar i ansiktet", "en man ligger medvetslös utanför",
    "min dotter har svalt tabletter", "det är en skottlossning här", "min vän säger att hon inte vill finnas längre",
    "sonen har skrivit ett självmordsbrev", "jag vill itne leva", "min man slåt mig", "orkar inte leva lägnre",
    "jag skar mig i armen med flit", "I can't live like this anymore", "I have a plan to kill myself",
    "please help me i want to end my life", "my stepfather abuses me", "my ex boyfriend is outside with a knife",
    "he beat me up yesterday", "I'll kill my boss", "I am going to blow up the building",
    "my husband collapsed and isn't breathing", "I took all my pills", "my daughter is cutting herself",
    "i feel like dying", "nobody would care if i died", "he said he would kill me and the kids",
    "I cannot breathe and my chest hurts", "someone was stabbed here", "jag undrar om det är fel att vilja dö",
    "vad händer om jag tar 40 alvedon", "hur hänger man sig",
]  # fmt: skip

UNSEEN_SAFE = [
    "Vi planerar ett projekt om suicidprevention bland unga i Kisumu, är det möjligt?",
    "Hur många kvinnor dör i barnsäng i vårt partnerland?", "Kan partnerskapet handla om mäns våld mot kvinnor?",
    "skyddade boenden för våldsutsatta, finns exempel?", "jag jobbar på kvinnojouren och vill ha en partner i Kenya",
    "Vår samordnare dog i våras, hur byter vi kontaktperson?", "det slår mig att ni inte nämner Ukraina",
    "min chef dödar mig om vi missar sista dagen", "jag håller på att dö av nyfikenhet",
    "att söka nu vore rena självmordet för nämnden", "den här blanketten tar livet av mig",
    "vi orkar inte mer byråkrati", "jag orkar inte längre vänta på besked", "jag vill inte finnas med på sändlistan",
    "programmet lever farligt", "är ICLD dött?", "ska vi lägga ner eller låta det dö ut",
    "Vad händer om en deltagare blir sjuk eller dör under resan?", "Får man ersättning för livförsäkring?",
    "projekt mot hedersvåld och könsstympning", "ungdomar som skär sig, hur kan partnerskap hjälpa skolkuratorer?",
    "hot och våld mot förtroendevalda, kan det vara tema?", "vi har blivit hotade med återkrav",
    "ambulanssjukvård i Zambia som projekt", "räddningstjänst och drunkningsolyckor", "kan vi skjuta upp starten",
    "vi måste döda våra älsklingar i ansökan", "Jag skulle kunna döda för en kopp kaffe och ett svar",
    "hur skär vi ned budgeten utan att döda projektet", "vi slår ihjäl oss på den här redovisningen",
    "jag lever för det här arbetet", "leva och dö i Kisumu – utställning om kyrkogårdar",
    "begravningsverksamhet som samarbetsområde", "Dödsfall i familjen gör att projektledaren är borta",
    "Vi vill minska dödligheten i trafiken", "kniven mot strupen har vi inte men snart",
    "en brinnande fråga: när öppnar ansökan?", "det brinner i knutarna, sista dagen är imorgon", "vi drunknar i papper",
    "Är det farligt att resa till Kenya, kan man bli rånad?", "Can we have a project on suicide prevention?",
    "gender-based violence in Zambia", "domestic violence shelters as a theme",
    "my boss will kill me if we miss the deadline", "this form is killing me", "I'm dying to know if we got the grant",
    "it hit me that we forgot the annex", "dead links on your page", "does the programme die with Sida funding?",
    "don't kill the messenger", "Kan man få bidrag för ett projekt där män som slår får hjälp att sluta?",
    "Vi vill stötta kvinnor som säger att de är rädda för sina män",
    "Finns det erfarenheter av att förebygga mord på kvinnor i Colombia?",
    "Hej! Jag är brandinspektör och undrar om vi kan utbilda rökdykare i Kenya.",
    "Vår partnerkommun drabbades av en skottlossning, kan vi pausa projektet?",
    "jag har lite ont i huvudet så håll det kort", "jag blir galen på den här hemsidan",
    "den här chatten är dödstråkig", "Vi vill att barn ska få leva utan våld",
    "skolan vill ha ett tema om att inte slå barn", "Hur gör ni om en deltagare blir misshandlad under en resa?",
    "försäkring om någon skadar sig", "jag skadade mig på jobbet, kan en kollega åka i stället?",
    "min kollega är långtidssjuk och kan inte vara kontaktperson",
    "min fru fick en stroke förra året så jag gick ner i tid", "jag har ett hjärta för Afrika",
    "vi har tagit många steg, även smärtsamma", "jag skulle döda för ett partnerskap i Colombia",
    "vi brinner för frågan", "vi lever på hoppet", "partnern lever farligt just nu, de har krig",
    "de dödade projektet utan förvarning", "regeringen slår undan benen för oss", "Hur överlever vi utan bidrag?",
    "Vilka är de vanligaste dödsorsakerna bland mödrar i Uganda?",
    "jag undrar om dödförklarade projekt kan återupplivas", "är det kört nu?",
    "Kan jag få prata med någon som lever och inte en robot", "jag vill dra mig ur",
    "vi vill avsluta vårt partnerskap i förtid", "jag vill sluta", "hur gör jag för att sluta få mejl",
    "kan ni sluta mejla mig", "vi har fått slut på pengar", "jag hoppas att allt inte tar slut 2026",
    "min sambo undrar om hon får följa med", "kan min man som är ingenjör vara med i projektet?",
    "min partner i Kenya svarar inte på mejl", "han har inte hört av sig på två månader, vad gör vi?",
    "hon hotar att lämna styrgruppen", "chefen hotar med att dra sig ur",
    "we want to protect children from being beaten at school", "can a municipality work against honour killings?",
    "our partner's mayor was shot, what do we do with the project?", "the war is killing our partnership",
    "I'd kill for a straight answer", "it would be suicide to apply now",
    "is it safe for women to travel alone in Nairobi?", "our coordinator passed away, who takes over?",
    "I hurt my back, can a colleague travel instead?",
    "Hur ställer sig programmet till samkönade relationer där det är belagt med dödsstraff?",
    "Vi vill göra en insats mot skolskjutningar, passar det?",
    "Ett spår är att stärka akutsjukvården, t.ex. hur man tar hand om medvetslösa",
    "Vi har en grupp mammor som förlorat sina söner i gängvåld och de vill möta mammor i Colombia",
    "Kan socialtjänsten delta? Vi jobbar med barn som blir slagna hemma",
    "Jag håller i vårt nätverk mot mäns våld, hur söker vi?", "det känns som att slå huvudet i väggen",
    "jag får hjärtklappning av alla bilagor", "jag är livrädd för revisorn",
    "jag är rädd för att göra fel i redovisningen", "han har tagit över efter mig som kontaktperson",
    "min kollega har slutat, hur byter vi kontakt?", "Tyvärr gick vår kollega bort i helgen",
    "jag vill bort från excel-arket", "jag vill inte vara kontaktperson längre",
    "jag orkar inte vara projektledare längre", "jag vill inte leva i en stad utan internationellt samarbete",
    "kan jag stå på flera ansökningar?", "ska vi hänga upp flaggan?", "vi satsar allt på ett kort",
    "kniven på strupen, sista dagen är i morgon", "jag tog alla papper med mig", "vi tog tåget till mötet",
    "får man hoppa över ett steg?", "det finns en bomb under budgeten", "vi är döda i vattnet utan pengar",
    "projektet är stendött", "kommer partnerskapet att överleva?",
    "Det är livsfarligt att resa dit, säger UD. Får vi ändå?", "UD avråder från resor, vad gör vi?",
    "jag drar mig ur om vi inte får svar", "hon drog mig åt sidan och frågade om partnerskapet",
    "han tog mig på sängen med den frågan", "jag ställer mig frågan varför", "jag kastar mig över uppgiften",
    "jag slänger mig in i ansökan", "chefen kastade in mig i projektet utan förvarning",
    "han knuffade över jobbet på mig", "min man är från Kenya, är jag jävig?", "jag har barn som vill åka med",
    "i was blown away by the project", "she knocked it out of the park", "you are killing it",
    "my heart sank when I saw the decision", "we are dead in the water without funding",
    "it's a matter of life and death for our municipality", "the numbers are dying off",
    "I was shot down by the committee", "my partner municipality has stopped answering",
    "he is beating around the bush",
    "Finns det partnerskap som handlat om att förebygga självmord bland hbtq-personer?",
    "Kan vi ta upp våldtäkter i krig i en utställning med vår partner?",
    "Vi har en idé om trafiksäkerhet, många dör på vägarna", "Hur ser dödstalen ut i cancer i Kenya?",
    "Går det att få medel till en brandbil?", "kan kommunen skänka en ambulans",
    "polisen i partnerstaden vill vara med", "Vi vill utbyta erfarenheter om kriminalvård",
    "kan man jobba med avhoppare från gäng?", "Barn som bevittnar våld är vår målgrupp",
    "boken heter Jag vill inte dö, jag vill bara inte leva", "jag skulle gå under utan kaffe",
    "nu dör jag snart av väntan på beslut", "jag sitter med döden i halsen inför revisionen",
    "min chef kommer att slå bakut", "han slog mig i valet", "de slog oss i upphandlingen",
    "hon slog huvudet på spiken", "partnern har slagit i taket", "jag slår ett slag för Tanzania",
    "jag slår dig en signal", "kan ni slå mig en signal?", "det här tar knäcken på mig", "jag sliter mitt hår",
    "jag skär tänder av redovisningen", "jag är helt död efter resan", "jag var halvdöd efter mötet",
    "dödlinjen är i maj", "vi är rädda om våra partner", "jag är rädd om miljön", "jag är inte rädd för revisorn",
    "jag hoppas vi inte dör i byråkratin", "jag hoppade av projektet i fjol", "hon hoppade in som projektledare",
    "kan jag hänga med er?", "livet i Kisumu", "leva life", "vi får andas ut nu", "jag får andnöd av era blanketter",
    "is there life after ICLD?", "we need a lifeline", "what kills most partnerships?", "they shot down our idea",
    "can I pick your brain", "this is a killer application", "we beat the deadline", "I'm scared of the auditors",
    "my colleague is on sick leave after an accident", "I can't stand these forms anymore",
    "Kan ett projekt handla om att stötta våldsutsatta?",
    "Har någon kommun jobbat med suicidprevention i ett partnerskap?", "våld mot barn",
    "självmord bland jordbrukare i Indien som tema", "hur många mördas i Colombia?", "vi vill arbeta med män som slår",
    "utbildning för poliser om våld i nära relationer", "könsrelaterat våld, sexuella övergrepp, hedersmord",
    "hur minskar vi dödsolyckor i trafiken", "stöd till barn i missbruksfamiljer",
    "kan vi köpa defibrillatorer till partnern", "vad gäller om någon blir allvarligt sjuk på resan",
    "vår kontaktperson i Kenya har avlidit", "min kollega dog förra året, jag har tagit över",
    "dör projektet om Sida drar sig ur", "är partnerskapen på väg att dö", "blir det dödsstöten för oss",
    "dödgrävarjobb att läsa alla regler", "jag dör på kuppen av all läsning", "min hjärna har dött",
    "jag orkar inte leta på hemsidan", "orkar inte", "jag pallar inte fler möten", "jag vill inte mer nu",
    "jag vill inte leva utan vårt partnerskap i Kenya", "det slår mig hur lite jag vet",
    "jag blev slagen av hur bra det gick", "jag blev slagen på målsnöret av grannkommunen",
    "jag blev hotad med avdrag om jag inte redovisar", "vi känner oss hotade av neddragningen",
    "jag ska ta kål på den här ansökan", "jag har slagit i alla dörrar", "vi sparkar igång projektet",
    "han sparkade mig från projektet", "kniven i ryggen från regeringen", "bomben har briserat: ICLD läggs ned",
    "det sprängde budgeten", "vi skjuter från höften", "kan jag skjuta på redovisningen en vecka",
    "jag tappade andan när jag såg summan", "the grant application was the death of me",
    "can we address femicide in Guatemala", "we will die on this hill", "I am dead serious about applying",
    "he kills it every time he presents", "kill switch", "our proposal got shot down",
    "is it a suicide mission to apply now", "I would hate to miss the cut", "what is the cut-off date",
    "jag jobbar med misshandlade kvinnor", "jag undrar om självmord ingår bland temana",
    "min fråga gäller misshandel av djur i Kenya", "jag är polis och intresserad av vapenfrågor",
    "jag är kurator, får jag delta?", "jag leder kommunens kvinnojour", "jag är brandman och vill samarbeta om bränder",
    "kan man dö av malaria i Kenya?", "jag läste om bomben i Nairobi, är det säkert att resa?",
    "min kollega blev rånad med kniv i Lusaka, vad säger försäkringen?",
    "vad gör vi om en deltagare får hjärtinfarkt på resan",
    "min chef fick en hjärtinfarkt i fjol, så nu är jag ansvarig", "jag hörde om en pistolskjutning i partnerstaden",
    "jag såg att våldtäkt är vanligt där, hur tar man upp det med partnern", "min dotter vill göra praktik hos er",
    "min son studerar i Kenya", "hon vill inte vara med längre", "han vill inte fortsätta som kontaktperson",
    "vi har en politiker som vill hoppa av", "partnern vill göra slut på samarbetet", "de vill göra slut",
    "någon måste ta över", "någon dog på slutet av mötet, hörde jag", "en man från Zambia ringde mig i går",
    "en kvinna i Kenya vill starta projekt", "en kollega sa att ICLD ska dö",
    "min kollega säger att programmet är dött", "jag har fått ett mejl från någon som heter Död", "polisen vill delta",
    "ring mig", "ring mig i morgon", "kan nån ringa upp mig", "kan jag ringa er", "vem ska jag ringa",
    "jag får inte tag på någon", "jag får inte kontakt med er", "who works with gun violence?",
    "does anyone work on suicide?", "my colleague is afraid of flying", "I am afraid we missed the deadline",
    "I am scared of making mistakes in the report", "she wants to leave the steering group",
    "he hits his targets every year", "my manager hit the roof", "I took all the courses", "someone took over from me",
    "who can take part", "I have been cut from the list", "someone should call me", "call me",
    "I want to end the partnership", "I want out", "I am going to shoot a film in Kenya with our partner",
    "we want to blow up the poster to A1", "my son wants to intern there",
]  # fmt: skip

LONG_BEFORE = """Hej!

Jag arbetar som utvecklingsledare i en kommun i Västerbotten och har tillsammans med två kollegor tagit fram en idé
till partnerskap med en stad i Kenya. Vi har läst om förberedelsefasen, om vilka kostnader som täcks och om hur
redovisningen går till, men vi är osäkra på hur mycket egen tid som kan räknas in i budgeten.
"""
LONG_AFTER = """
Våra frågor är alltså tre. Kan vi söka redan i höst? Hur stor del av bidraget får gå till partnern? Och måste
kommunfullmäktige ha fattat beslut innan ansökan skickas in?

Med vänlig hälsning
Anna
"""
IN_THE_MIDDLE = [
    "Jag vet egentligen inte varför jag skriver det här men jag orkar inte leva längre.",
    "Förlåt att det blir rörigt. Min man slår mig och jag vet inte vart jag ska ta vägen.",
    "Innan ni svarar ska ni veta att jag tänker ta livet av mig.",
    "Jag har tagit massa tabletter.",
    "Just nu kan jag inte andas.",
    "Om ni säger nej igen ska jag döda er.",
    "jag vill\ndö",
    "I am sorry to write this here, but I want to kill myself.",
]
SLIPS = [
    ("tänker ta {} av mig", "livet"), ("jag har {}", "självmordstankar"), ("jag ska begå {}", "självmord"),
    ("jag har blivit {}", "misshandlad"), ("min man {} mig", "misshandlar"), ("hon är {}", "medvetslös"),
    ("jag har tagit massa {}", "tabletter"), ("jag kan inte {}", "andas"), ("han {} att slå ihjäl mig", "hotar"),
    ("min {} slår mig", "sambo"), ("jag orkar inte leva {}", "längre"), ("I feel {}", "suicidal"),
    ("I can't {}", "breathe"), ("he {} to kill me", "threatened"), ("my {} hits me", "husband"),
]  # fmt: skip
QUESTIONS = Path(__file__).parents[2] / "content" / "questions"
TELLING = [
    "jag",
    "vill",
    "inte",
    "dö",
    "han",
    "min",
    "man",
    "slår",
    "mig",
    ".",
    ",",
    "\n",
    "projekt",
    "I",
    "want",
    "to",
    "die",
]


@pytest.mark.parametrize("text", DANGER + UNSEEN_DANGER)
def test_danger_is_noticed(text: str) -> None:
    assert signals_danger(text)


@pytest.mark.parametrize("text", SAFE + UNSEEN_SAFE)
def test_ordinary_question_is_left_alone(text: str) -> None:
    assert not signals_danger(text)


@pytest.mark.parametrize(
    "text", ["jag vill inte dö", "Jag vill dö.", "JAG VILL DÖ", "jag vill dö!!!", "jag  vill\tdö", "😭jag vill dö😭"]
)
def test_case_signs_and_spacing_change_nothing(text: str) -> None:
    assert signals_danger(text)


@pytest.mark.parametrize("sentence", IN_THE_MIDDLE)
def test_one_sentence_of_danger_in_a_long_mail_is_noticed(sentence: str) -> None:
    assert signals_danger(LONG_BEFORE + sentence + LONG_AFTER)


def test_sentence_wrapped_over_two_lines_is_noticed() -> None:
    assert signals_danger(LONG_BEFORE + "Det är så här att jag orkar inte\nleva längre." + LONG_AFTER)


def test_long_mail_without_danger_is_left_alone() -> None:
    assert not signals_danger(LONG_BEFORE + LONG_AFTER)


@pytest.mark.parametrize(("sentence", "word"), SLIPS)
def test_one_slip_in_a_key_word_is_forgiven(sentence: str, word: str) -> None:
    places = range(1, len(word) - 1)
    slips = {word[:i] + word[i + 1 :] for i in places} | {
        word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places
    }
    assert len(slips) > 4
    assert [slip for slip in sorted(slips) if not signals_danger(sentence.format(slip))] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_question_of_officials_is_taken_for_danger(language: str) -> None:
    lines = [path.read_text("utf-8").splitlines() for path in (QUESTIONS / language).rglob("*.txt")]
    questions = [line for file in lines for line in file]
    assert len(questions) > 100
    assert [line for line in questions if signals_danger(line)] == []


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_noticed_without_dots_over_the_letters(text: str) -> None:
    assert signals_danger(text.lower().translate(str.maketrans("åäö", "aao")))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "…", "\ud800", "\x00", "👍", "ﷺ", "İİİ", "a\u0301" * 50])
def test_text_without_words_is_no_danger(text: str) -> None:
    assert not signals_danger(text)


@settings(deadline=None)  # the first call compiles the patterns
@given(st.text(max_size=400))
def test_no_text_makes_it_raise(text: str) -> None:
    assert signals_danger(text) in (True, False)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(TELLING), max_size=200))
def test_no_order_of_telling_words_makes_it_raise(words: list[str]) -> None:
    assert signals_danger(" ".join(words)) in (True, False)


def test_only_the_first_characters_are_read() -> None:
    filling = "vi undrar om resan. "
    within = filling * (LONGEST // len(filling) - 2)
    assert len(within) < LONGEST
    assert signals_danger(within + "jag vill dö.")
    assert not signals_danger(filling * (100_000 // len(filling)) + "jag vill dö.")
