"""Words that stand beside a name without being part of it: offices, ranks, forms of address, generic nouns.

Used by the growth guard: a capitalised neighbour that is one of these is no part of a longer name.
Source: offices and ranks as newsroom style books list them under "titles", with their usual abbreviations.
"""

from __future__ import annotations

TITLES = frozenset(
    """
    a academician acting adm admiral advisor adviser air ambassador analyst and apostle archbishop assistant
    associate attorney author ayatollah baron baroness bishop brig brigadier bureau candidate capt captain cardinal
    chair chairman chairperson chairwoman chancellor charge chief cmdr co-chair co-founder coach col colonel
    columnist commandant commander commissioner comrade congressman congresswoman consul convener coordinator
    corporal correspondent councillor counsellor count countess crown cpl dame dean defence defense deputy director
    doctor dr duchess duke economist editor editor-in-chief elder emeritus emir emperor empress engineer envoy
    executive expert father finance first foreign former founder gen general gov governor grand head her herr his
    historian hon honourable imam inspector interior interim intern journalist judge justice king lady lawyer leader
    legislator lieutenant lord lt madam madame magistrate maj major manager marshal martial master mayor member
    minister miss monsieur mother mp mr mrs ms mufti mullah newsman novelist observer officer official outgoing
    owner parliament patriarch permanent philosopher photographer physician poet pope premier president presidential
    president-elect presenter pres prime prince princess principal private professor prof prosecutor provost pundit
    queen rabbi rear rector rep representative reporter researcher rev reverend royal saint scholar scientist second
    sec secretary secretary-general sen senator senior sergeant sgt sheikh sheriff shah shri sir sister spokesman
    speaker spokesperson spokeswoman squadron st staff state sultan superintendent supreme surgeon tsar then the
    this that these those under under-secretary vice vice-president vice-premier vicar warden writer actor actress
    artist athlete champion director-general defender forward goalkeeper guard midfielder player singer star striker
    winger bloomberg reuters afp ap
    """.split()
)

# Words that open a sentence or a headline and happen to stand before a name.
OPENERS = frozenset(
    """
    about according after against all also although among amid an another are as at because before besides both but
    by can china's did does during each earlier either even every few finally for from given had has have he hence
    how however i if in indeed inside instead into is it its last later let like many may meanwhile moreover most
    near neither next no nor not now of on once one only or other our over perhaps previously recently say says said
    several she should since so some soon still such than thanks that their there therefore they though through
    throughout thus to today together tomorrow too under unlike until upon was we were what when where whether which
    while who whom whose why will with within without would yesterday yet you your monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november december
    """.split()
)

GENERIC_NOUNS = frozenset(
    """
    administration affair affairs agency agreement airlines airport alliance area army assembly association
    authority bank base basin bay board border branch bureau cabinet camp capital center centre city club coast
    college commission committee community conference conflict congress consulate co corp corporation council county
    court crisis declaration delegation department desk dispute district division economy embassy enclave executive
    federation forces forum foundation front fund gazette government group gulf hall headquarters high hospital inc
    industry institute international island islands issue issues issuer journal lake league library line ltd
    ministry mission mountains movement municipality museum navy network news newspaper north northern office
    operation organisation organization parliament party peace peninsula people plan plateau plc police policy port
    post power prefecture press problem process project province question railway range region regional regions
    report reports republic research river road rounds school sea secretariat sector security semiconductor south
    southern squad station steel strait street strip studies summit talks task team telegraph territory theater
    theatre ties times tower town treaty trust tv union university valley village war web west western worker
    workers zone east eastern central new
    """.split()
)


def is_no_part_of_a_name(word: str) -> bool:
    """Whether a capitalised `word` beside a name is known not to belong to it."""
    low = word.rstrip(".").lower().removesuffix("'s").removesuffix("’s")
    return low in TITLES or low in OPENERS or low in GENERIC_NOUNS
