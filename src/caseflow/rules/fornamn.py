"""Vanliga förnamn i Sverige, för att känna igen ett namn också där en mening börjar.

Listan är ett urval och kan aldrig vara hel. Namn som också är vanliga ord när en mening börjar (Hans, Per,
Inga, Bo, Stig, My, Liv, Max) står inte med, för då skulle varje sådan mening stoppas.
"""

from __future__ import annotations

_KVINNONAMN = """
agneta agnes aisha alexandra alice alicia alma alva amanda amina anette anita anja ann anna annelie
annika ann-christin anneli annette astrid aya barbro beatrice berit birgitta britta britt camilla carina
carolina caroline catharina cecilia charlotta charlotte christina clara cornelia ebba edith elena eleonora
elin elina elisabeth elisabet ella ellen ellinor elsa elvira emelie emilia emma erica erika eva evelina
fanny fatima felicia filippa frida gabriella gerd greta gudrun gun gunilla gunnel hanna hannah harriet hawa
hedda hedvig helen helena helene hilda ida inger ingegerd ingela ingrid irene isabella isabelle
jana jasmine jenny jessica joanna johanna jonna josefin josefine judit julia karin karolina katarina
katja kerstin khadija klara kristin kristina lena leila lilly linda linn linnea lisa lisbeth lotta louise
lovisa lucia madeleine magdalena maja malin malena margareta maria mariam marianne marie marina marita
marta martina matilda maud mia mikaela minna moa mona monica monika märta nadia natalie nathalie nina noor
nora olga olivia paula pernilla petra pia rebecka rebecca rania ronja rut saga samira sandra sanna sara
selma sigrid siri siv sofia sofie solveig sonja stella stina susanna susanne suzanne svetlana tanja tatjana
teresa therese tilda tina tove tuva tyra ulla ulrika vanja vera veronica victoria viktoria viola vivianne
wilma yasmin ylva yvonne zahra zainab zara åsa
"""
_MANSNAMN = """
abdi abdul abdullah adam adrian ahmad ahmed albin alexander alfred ali alvin amir anders andreas
andrei anton antonio aram arne aron arvid august axel bengt benjamin bertil bernt björn börje carl charlie
christer christian christoffer christopher claes dan daniel david dennis dragan edvin elias emanuel emil
emir erik ernst evert fabian farid ferdinand filip folke fredrik gabriel georg gunnar göran gösta gustaf
gustav hampus harald harry hasan hassan henric henrik henry herman holger hugo hussein håkan ibrahim igor
isak ismail ivan ivar jacob jakob jan janne jens jerry jesper jimmy joakim joel johan johannes john johnny
jonas jonatan jonathan jonny josef jörgen kaj karim karl kenneth kent kevin khaled kjell klas kristian
kristoffer krister krzysztof lars leif lennart leon leo liam linus loke lucas ludvig lukas magnus malte
marco marcus markus martin mathias mats mattias mehmet melker melvin micael michael mikael milan mohamed
mohamad mohammad mohammed morgan mostafa muhammad mustafa nicklas niclas niklas nils noah oliver olle olof
oscar oskar osman otto ove owe patric patrik pawel peter pontus rasmus reza rickard rikard robert robin
roger roland rolf ronny rune samir samuel sebastian simon sixten staffan stefan sten sture sune svante sven
sylvester sören ted theo theodor thomas tobias tomas tommy tony torbjörn tord tore torsten torgny ulf urban
valter victor viggo viktor vilhelm ville vincent vladimir wilhelm william yousef yusuf zoran åke
örjan
"""

FORNAMN = frozenset((_KVINNONAMN + _MANSNAMN).split())
"""Förnamn med små bokstäver."""

OCKSA_ORD = frozenset(
    "adam alma alva ann august axel berit björn charlie dan dennis ella emil georg gerd harry hedda jan "
    "kaj karl kent klara leo linda linn loke lotta lucia maja malin marina morgan ronja rut saga siv "
    "stella sten sture ted tilda tina urban vera ville viola".split()
)
"""Namn som är vanliga ord med liten bokstav; de räknas bara när de skrivs med stor."""
