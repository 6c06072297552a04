"""Names of people in a text: which words are one, and of which kind."""

import re
from collections import Counter

TITLES = frozenset(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. Professor Sir Dame Lord Lady Rev Rev. Reverend "
    "Father Sister Brother Rabbi Imam Pope Cardinal Archbishop Bishop King Queen Prince Princess "
    "President Vice-President Premier Chancellor Minister Secretary Senator Sen Sen. Rep Rep. "
    "Representative Congressman Congresswoman Governor Gov Gov. Mayor Councillor Cllr Judge Justice "
    "Attorney General Gen Gen. Colonel Col Col. Major Maj Maj. Captain Capt Capt. Lieutenant Lt Lt. "
    "Sergeant Sgt Sgt. Corporal Private Admiral Adm. Commander Cmdr. Chief Detective Inspector "
    "Superintendent Sheriff Officer Constable Police Coach Director Chairman Chairwoman Chair "
    "Ambassador Foreign Defence Defense Prime Deputy Vice Interior Finance Health Education State "
    "Then Former Ex-President Crown Lead Chief-of-Staff Headteacher Principal Head".split()
)
MALE = frozenset(
    "Mr Mr. Sir Lord Father Brother Pope King Prince Congressman Chairman "
    "Adam Adrian Ahmed Alan Albert Alex Alexander Alexei Ali Andrew Andrei Anthony Antonio Arthur "
    "Ben Benjamin Bill Bob Boris Brian Bruce Carl Carlos Charles Chris Christopher Colin Craig Daniel "
    "Dave David Dennis Dmitry Donald Douglas Ed Eddie Edward Emmanuel Eric Felix Francis Frank Fred "
    "Gary Gavin George Giovanni Graham Greg Hans Harold Harry Hassan Henry Hugo Ian Igor Isaac Ivan "
    "Jack Jacob James Jamie Jason Jean Jeff Jeremy Jim Jimmy Joe Joel John Jonathan Jose Joseph Joshua "
    "Juan Justin Karl Keith Ken Kenneth Kevin Larry Lars Lee Leo Leonard Liam Luca Luis Luke Marco "
    "Marcus Mario Mark Martin Matt Matthew Max Michael Mick Miguel Mike Mohammed Muhammad Mustafa "
    "Nathan Neil Nicholas Nick Nigel Nikolai Noah Oleg Oliver Omar Oscar Owen Pablo Patrick Paul Pavel "
    "Pedro Peter Phil Philip Pierre Ralph Raj Ray Richard Rob Robert Roger Ron Ross Roy Russell Ryan "
    "Sam Samuel Scott Sean Sergei Sergey Simon Stefan Stephen Steve Steven Stuart Ted Terry Thomas Tim "
    "Timothy Tom Tommy Tony Victor Viktor Vincent Vladimir Volodymyr Walter Wayne William Will Yusuf "
    "Barack Elon Benedict Rishi Keir Emil Erik Jan Jens Johan Jorge Rafael Rajesh Sanjay Satoshi "
    "Kenji Wei Hiroshi Kwame Kofi Tariq Ibrahim Abdul".split()
)
FEMALE = frozenset(
    "Mrs Mrs. Ms Ms. Miss Dame Lady Sister Queen Princess Congresswoman Chairwoman "
    "Abigail Alexandra Alice Alison Amanda Amelia Amy Ana Andrea Angela Anita Ann Anna Anne Annie "
    "Barbara Beatrice Becky Beth Brenda Bridget Carla Carmen Carol Caroline Catherine Charlotte Chloe "
    "Christina Christine Claire Clara Clare Cynthia Daisy Dana Debbie Deborah Diana Donna Dora Doris "
    "Dorothy Eileen Elaine Elena Eleanor Elizabeth Ella Ellen Emily Emma Esther Eva Eve Evelyn Fatima "
    "Fiona Florence Frances Gemma Georgia Gina Grace Greta Hannah Harriet Hazel Heather Helen Hillary "
    "Holly Ingrid Irene Irina Iris Isabel Isabella Ivy Jane Janet Janice Jasmine Jean Jennifer Jenny "
    "Jessica Jill Joan Joanna Josephine Joyce Judith Julia Julie June Karen Kate Katherine Kathleen "
    "Kathy Katie Kelly Kim Kirsty Lara Laura Lauren Layla Leah Leila Lena Leyla Lily Linda Lisa Liz "
    "Louise Lucia Lucy Lydia Maggie Margaret Maria Marie Marina Martha Mary Maya Megan Melissa Michelle "
    "Miriam Molly Monica Nadia Nancy Naomi Natalia Natalie Natasha Nicola Nina Nora Olga Olivia Pamela "
    "Patricia Paula Pauline Penny Petra Priya Rachel Rebecca Rita Rosa Rose Ruth Sally Samantha Sandra "
    "Sara Sarah Sharon Sheila Shirley Sofia Sonia Sophia Sophie Stella Stephanie Sue Susan Svetlana "
    "Sylvia Tamara Tanya Tatiana Teresa Theresa Tina Ursula Valerie Vanessa Vera Veronica Victoria "
    "Violet Virginia Wendy Yasmin Yulia Yvonne Zoe Amina Aisha Mei Yuki Ngozi Jacinda Kamala".split()
)
# Words that make a name an organisation's or a place's.
BODIES = frozenset(
    "Ministry Department Office Agency Bank University College School Council Committee Commission "
    "Court Police Army Navy Force Forces Party Union Association Federation Foundation Institute "
    "Company Corporation Corp Corp. Inc Inc. Ltd Ltd. Group Holdings House Parliament Congress Senate "
    "Government Kremlin Pentagon Times Post News Press Journal Service Services Authority Hospital "
    "Trust Church Club Team Legion Battalion Corps Brigade Network Society Centre Center Board Bureau "
    "Organization Organisation Nations Street Airlines Airways Railway Museum Administration "
    "Facebook Google Twitter Microsoft Apple Amazon Tesla Ukraine Russia Moscow Kyiv Kiev Britain "
    "England Scotland Wales Ireland France Germany Italy Spain China Japan India Israel Iran Iraq Syria "
    "Turkey America Canada Australia Brazil Mexico Poland Norway Sweden Finland Denmark Europe Africa "
    "Asia London Paris Berlin Washington Beijing Brussels NATO Reuters".split()
)
NEVER = frozenset(
    "I The A An In On At But And Or So If When While As After Before Since Although Though Because He "
    "She It They We You His Her Its Their Our My Your This That These Those There Here What Who Whom "
    "Which Where Why How Not No Yes Now Then Later Today Yesterday Tomorrow Also Even Still Only Just "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July "
    "August September October November December Asked According Speaking Most Many Some Several Few All "
    "Both Each Every One Two Three Four Five Six Seven Eight Nine Ten Another Other Others Once For From "
    "With By To Of Is Was Were Are Be Has Have Had Do Does Did Will Would Can Could May Might Must "
    "Should Like Unlike Despite During Instead However Meanwhile Nobody Everyone Everybody Someone "
    "Somebody Anyone None Neither Either Earlier Last Next Until Under Over Between Among Such Q".split()
)
# Kinds of people: capitalised at a sentence's beginning they are still nobody's name.
PEOPLE = re.compile(
    r"(?:officials?|police|residents?|witness(?:es)?|critics?|experts?|analysts?|scientists?"
    r"|researchers?|doctors?|nurses?|neighbou?rs?|prosecutors?|lawyers?|lawmakers?|authorities|sources?"
    r"|supporters?|opponents?|organi[sz]ers?|activists?|campaigners?|economists?|investors?|farmers?"
    r"|workers?|teachers?|parents?|students?|soldiers?|fighters?|volunteers?|rescuers?|firefighters"
    r"|survivors?|friends?|relatives?|families|colleagues?|historians?|observers?|diplomats?|ministers?"
    r"|leaders?|people|locals|fans|voters?|polls?|studies|reports?|documents?|records|investigators?"
    r"|detectives?|officers?|paramedics|engineers?|pilots?|passengers?|drivers?|shoppers?|traders?"
    r"|union|unions|commanders?|spokes(?:man|men|woman|women|person|people)|aides?|insiders?|staff"
    r"|management|executives?|managers?|directors?|coaches|players?|developers?|regulators?|judges?"
    r"|jurors|defen[cs]e|rebels|militants|troops|villagers|councillors|senators|republicans|democrats"
    r"|conservatives|charities|companies|media|newspapers|tradition|legend|rumou?rs?|men|women|children"
    r"|mayor|president|governor|minister|chairman|coach|captain|king|queen|mother|father|owner|author"
    r"|statement|letter|report|study|source|crowds?|guests?|visitors?|customers?|patients?|tenants?"
    r"|refugees|migrants|protesters|demonstrators|academics|advocates|veterans?|officials)\Z",
    re.I,
)
CALLED = re.compile(
    r"\b(?:known (?:only )?as|named|called|nicknamed|identified (?:only )?as|by the name of"
    r"|call sign|goes by) (?:the )?\Z"
)

_WORD = r"[A-Z][\w'’&-]*(?<!'s)\.?"
_JOIN = r"(?:de|da|del|di|du|la|le|van|von|der|den|bin|ibn|al|el|of|the|and the|for|&|y)"
# A run of capitalised words; small words only between two of them.
CHUNK = re.compile(
    rf"(?<![\w'])(?:[A-Z][\w'&-]*\.?)(?: (?:{_JOIN} ){{0,2}}(?:[A-Z][\w'&-]*\.?|II|III|IV))*"
)


def trim(chunk: str) -> str:
    """Return the bare name in a run of capitalised words: no title, no possessive, no article."""
    chunk = re.split(r"'s? ", chunk)[-1] if re.search(r"'s? ", chunk) else chunk
    chunk = re.sub(r"'s?\Z", "", chunk).rstrip(",")
    if chunk.endswith(".") and not re.search(
        r"(?:\b[A-Z]\.|Jr\.|Sr\.|Inc\.|Corp\.|Ltd\.)\Z", chunk
    ):
        chunk = chunk[:-1]
    words = chunk.split()
    while words and words[0] in NEVER:
        words = words[1:]
    while words and words[0] in ("of", "the", "and", "for"):
        words = words[1:]
    if not words or words[-1] in NEVER:
        return ""
    # A title alone, or with "of", is a role: the President of the Republic.
    bare = list(words)
    while bare and bare[0] in TITLES:
        bare = bare[1:]
    if not bare:
        return ""
    if bare[0] in ("of", "for", "the", "and"):
        return "" if bare is not words and len(bare) < len(words) else " ".join(words)
    return " ".join(bare) if bare[0][0].isupper() else " ".join(words)


def person(name: str) -> bool:
    """Tell whether a name can be a person's: no organisation, no known place, no initials."""
    words = name.split()
    return (
        bool(words)
        and not any(
            word in BODIES
            or (
                word.isupper()
                and len(word) > 1
                and "." not in word
                and len(words) == 1
                and len(word) <= 4
            )
            for word in words
        )
        and " of " not in name
        and " for " not in name
        and " & " not in name
    )


def gender(name: str, votes: dict[str, Counter]) -> str:
    """Return "he", "she" or "" for a name, from its given name or the pronouns that follow it."""
    first = name.split()[0]
    tally = votes.get(name) or votes.get(name.split()[-1]) or Counter()
    if first in MALE and first not in FEMALE:
        return "he"
    if first in FEMALE and first not in MALE:
        return "she"
    he, she = tally["he"], tally["she"]
    return "he" if he > she else "she" if she > he else ""


_VOTE = {"he": "he", "his": "he", "him": "he", "himself": "he", "she": "she", "her": "she",
         "hers": "she", "herself": "she"}  # fmt: skip
_TITLED = re.compile(
    r"\b(?P<title>Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Father|Sister|King|Queen|spokesman|spokeswoman"
    r"|chairman|chairwoman|businessman|businesswoman|actress|actor|husband|wife|mother|father"
    r"|daughter|son|brother|sister|policeman|policewoman|widow|widower|grandmother|grandfather)\.?,? "
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
)
_HERS = frozenset(
    "Mrs Ms Miss Dame Lady Sister Queen spokeswoman chairwoman businesswoman actress wife mother "
    "daughter sister policewoman widow grandmother".split()
)
_NEAR = re.compile(
    r"(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})\b(?P<between>[^.;!?\"\x02]{0,60}?)\b"
    r"(?P<pronoun>he|his|him|himself|she|her|hers|herself)\b"
)


def votes(text: str) -> dict[str, Counter]:
    """Count for each name, whole and its last word, which pronouns and titles go with it."""
    found: dict[str, Counter] = {}

    def vote(name: str, kind: str, weight: int) -> None:
        for part in {name, name.split()[-1]}:
            found.setdefault(part, Counter())[kind] += weight

    for match in _TITLED.finditer(text):
        name = trim(match["name"])
        if name:
            vote(name, "she" if match["title"] in _HERS else "he", 5)
    for match in _NEAR.finditer(text):
        name = trim(match["name"])
        if name and person(name) and not re.search(r"[A-Z]", match["between"]):
            vote(name, _VOTE[match["pronoun"]], 1)
    return found


def full(text: str) -> dict[str, str]:
    """Map a family or given name to the full name it belongs to in this text, where there is one."""
    whole = Counter()
    for match in CHUNK.finditer(text):
        name = trim(match.group())
        words = name.split()
        if 2 <= len(words) <= 4 and person(name) and not any(word in PLAIN for word in words):
            whole[name] += 1
    names: dict[str, set[str]] = {}
    for name in whole:
        words = name.split()
        for part in {words[-1], words[0]}:
            names.setdefault(part, set()).add(name)
    return {part: next(iter(those)) for part, those in names.items() if len(those) == 1}


PLAIN = frozenset(
    "New York Los San North South East West United States Kingdom Great Far Central".split()
)
