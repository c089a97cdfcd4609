"""How heavy a text is: what a sentence, a word and a name are, in bokmål, nynorsk and English."""

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from laeringslopp.plain import measure, sentences

ONE_SENTENCE = [
    "Møtet er kl. 10.30 i morgen.",
    "Det gjelder bl.a. skole og f.eks. barnehage.",
    "Se nr. 3, jf. § 2-1 og jf. Kommuneloven kap. 5.",
    "Vedtaket gjelder fra 31. mai 2026.",
    "Fristen er 31.12.2026 kl. 12.",
    "Fristen er 1. 1. 2027.",
    "Det kostet 1.5 mill. kroner, eller 3,5 prosent av 30 mrd. kroner.",
    "Saka vart utsett til 3. juni, m.a. på grunn av ferien.",
    "Meld. St. nr. 5 og St.meld. nr. 7 seier det same.",
    "The council met on 3. June at 10.30 a.m. in room no. 3.",
    "Mr. Smith and J. Smith left, e.g. for London.",
    "Les mer på https://example.org/a.b?c=d eller www.example.org.",
    "Skriv til post@eksempelvik.example.no nå.",
    "Linja er brote\nmidt i setninga.",
    "Hvorfor det? spurte hun.",
    "Det er ca. ti st. som er med.",
]
SEVERAL = {
    "Det kostet 30 mill. Kommunen betalte.": 2,
    "Vi begynte i 2024. 30 personer kom.": 2,
    "Vi begynte i 2024. Da kom de.": 2,
    "The answer was no. The council met.": 2,
    "Prisen er 4.200 kr. Den øker.": 2,
    "Vi så på skole, barnehage osv. Det var nyttig.": 2,
    "Er det slutt? Ja! Det er det … Nå går vi.": 4,
    "Han sa «Det gikk bra.» Så gikk han.": 2,
    "Vi så på:\n- skole\n- barnehage\n• vei": 4,
    "1. Skole\n2. Barnehage\na) vei": 3,
    "Overskrift uten punktum\n\nEt avsnitt.\nEt til.": 3,
    "Dette er saken: Vi ville spare.": 2,
    "Dette er saken: vi ville spare.": 1,
    "det gikk ikke bra. vi tok en pause og prøvde igjen.": 2,
    "": 0,
    " \n ": 0,
}


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_a_point_within_a_sentence_does_not_end_it(text):
    """A case paper is full of numbers, dates and abbreviations; each would make it look plainer than it is."""
    assert len(list(sentences(text))) == 1


@pytest.mark.parametrize("text", SEVERAL)
def test_a_sentence_ends_where_another_begins(text):
    """Sentences that run together in the count would be remarked on for nothing."""
    assert len(list(sentences(text))) == SEVERAL[text]


def test_lix_is_words_per_sentence_and_the_share_of_long_words():
    """Björnsson's own formula: 13 words in 2 sentences, 3 of them of more than six letters."""
    measured = measure("Saken skulle behandles i dag. Den ble utsatt fordi politikerne ville sjekke tallene.")
    assert measured.words == 13
    assert measured.lix == 13 / 2 + 100 * 3 / 13


@pytest.mark.parametrize(("word", "is_long"), [("seksto", 0), ("sjubokst", 1), ("2026-2027", 0), ("it-system,", 1)])
def test_a_word_is_long_by_its_letters(word, is_long):
    """Six is not more than six, and digits and marks are no letters."""
    (sentence,) = measure(f"vi så {word}").sentences
    assert (sentence.words, sentence.long) == (3, is_long)


@pytest.mark.parametrize(
    "text",
    [
        "Vi fulgte «Handlingsplan for digitalisering og innovasjon» i år.",
        "Vi fulgte “Handlingsplan for digitalisering og innovasjon” i år.",
        'Vi fulgte "Handlingsplan for digitalisering og innovasjon" i år.',
        "Vi fulgte «Handlingsplan for “digitalisering” og innovasjon» i år.",
        "Vi fulgte Kommunedirektøren Helseplattformen i år.",
        "Vi fulgte https://example.org/handlingsplan-for-digitalisering i år.",
    ],
)
def test_titles_addresses_and_names_are_left_out(text):
    """Nobody can make the name of a plan, or of a place, any shorter."""
    (sentence,) = measure(text).sentences
    assert (sentence.words, sentence.long) == (4, 0)


def test_the_word_that_begins_a_sentence_counts():
    """It has its capital from where it stands."""
    (sentence,) = measure("Forventningene var store.").sentences
    assert (sentence.words, sentence.long) == (3, 1)


def test_a_sentence_in_capitals_counts():
    """Otherwise whoever shouts would speak plainly."""
    (sentence,) = measure("ALT BLE STANSET FORDI SYSTEMET SVIKTET").sentences
    assert (sentence.words, sentence.long) == (6, 3)


def test_what_is_all_left_out_weighs_nothing():
    """A text of one quotation has no words of its own."""
    measured = measure("«Handlingsplan for digitalisering»")
    assert (measured.words, measured.lix, measured.longest, measured.heaviest) == (0, 0.0, None, None)


@examples(st.text(max_size=300))
def test_any_text_can_be_measured(text):
    """Every text that is recorded is, and what people write has no form."""
    measured = measure(text)
    assert measured.words <= len(text.split())
    assert 0 <= measured.lix <= measured.words + 100
    assert all(sentence.words and 0 <= sentence.long <= sentence.words for sentence in measured.sentences)


@examples(
    st.lists(st.sampled_from(["Vi tok det i bruk.", "Det gikk ikke bra.", "Ingen sa noe."]), min_size=1, max_size=9)
)
def test_a_text_weighs_the_same_in_one_line_as_in_many(said):
    """How a form breaks lines changes nothing."""
    assert measure(" ".join(said)) == measure("\n\n".join(said))
