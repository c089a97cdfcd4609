"""Guards on choosing a direction: what should be on record, and whose act it is."""

import pytest

from laeringslopp.testing import actor, assessed, chosen, concluded, entry, opened, proposed


def known_risk(**about):
    """A risk that the deciding level has assessed itself, and so knows."""
    return entry(assessed(**about), by="political")


TWO = (proposed("north"), proposed("south"))


class TestAlternativesBeforeDirection:
    rule_id = "alternatives-before-direction"

    @pytest.mark.parametrize("known", [0, 1])
    def test_fewer_than_two_alternatives_are_remarked_on(self, given, known):
        """A choice between one alternative is no choice."""
        given(opened(), known_risk(), *TWO[:known]).when(chosen()).remarked(self.rule_id)

    def test_two_alternatives_are_enough(self, given):
        """The rule asks for a choice, not for a crowd."""
        given(opened(), known_risk(), *TWO).when(chosen("north")).unremarked()

    def test_strict_refuses_and_says_how_many_are_missing(self, given):
        """Whoever is refused should see at once what to record."""
        outcome = given(opened(), known_risk(), proposed("north"), policy="strict").when(chosen("north"))
        outcome.refused(self.rule_id, missing="alternatives")
        assert [template["kind"] for template in outcome.refusals[0].record_first] == ["alternative-proposed"]

    def test_the_same_direction_chosen_again_is_not_remarked_on_again(self, given):
        """A tentative choice that is confirmed was remarked on when it was made."""
        given(opened(), known_risk(), proposed("north"), chosen("north")).when(chosen("north")).unremarked()

    def test_another_direction_is_remarked_on_again(self, given):
        """It is a new choice, and still one between too few."""
        given(opened(), known_risk(), proposed("north"), chosen("north")).when(chosen()).remarked(self.rule_id)

    def test_going_back_to_an_earlier_direction_is_a_new_choice(self, given):
        """Only what repeats the direction in force was chosen already."""
        before = (opened(), known_risk(), proposed("north"), chosen("north"), chosen())
        given(*before).when(chosen("north")).remarked(self.rule_id)


class TestRiskBeforeDirection:
    rule_id = "risk-before-direction"

    def test_a_direction_without_a_risk_on_record_is_remarked_on(self, given):
        """Who has not asked what could go wrong cannot say that the risk was taken openly."""
        given(opened(), *TWO).when(chosen("north")).remarked(self.rule_id)

    @pytest.mark.parametrize("about", [{"alternative_id": "north"}, {}])
    def test_a_risk_of_the_chosen_alternative_or_of_the_whole_decision_is_enough(self, given, about):
        """Some risks belong to one way, others to all of them."""
        given(opened(), *TWO, known_risk(**about)).when(chosen("north")).unremarked()

    def test_a_risk_of_another_alternative_is_not_enough(self, given):
        """Knowing the danger of the road not taken says nothing about this one."""
        given(opened(), *TWO, known_risk(alternative_id="south")).when(chosen("north")).remarked(self.rule_id)

    def test_a_direction_in_words_needs_a_risk_of_the_whole_decision(self, given):
        """What is no alternative on record has no risks of its own."""
        given(opened(), *TWO, known_risk(alternative_id="south")).when(chosen()).remarked(self.rule_id)
        given(opened(), *TWO, known_risk()).when(chosen()).unremarked()

    def test_strict_refuses_and_names_the_alternative(self, given):
        """The risk to record first is that of the way that was chosen."""
        outcome = given(opened(), *TWO, policy="strict").when(chosen("north")).refused(self.rule_id, missing="risk")
        assert outcome.refusals[0].record_first[0]["alternative_id"] == "north"

    def test_the_same_direction_chosen_again_is_not_remarked_on_again(self, given):
        """One remark is enough to be seen."""
        given(opened(), *TWO, chosen("north")).when(chosen("north")).unremarked()


class TestOnlyDecidingLevelChooses:
    rule_id = "only-deciding-level-chooses"
    prepared = (opened(), *TWO, known_risk())

    @pytest.mark.parametrize("fact", [chosen("north"), concluded()])
    @pytest.mark.parametrize("level", ["administrative", "operational", "external"])
    def test_the_act_of_a_level_below_or_outside_is_remarked_on(self, given, fact, level):
        """A direction, and a conclusion, is the act of those who answer for it."""
        given(*self.prepared).when(entry(fact, by=level)).remarked(self.rule_id)
        given(*self.prepared, policy="strict").when(entry(fact, by=level)).refused(self.rule_id)

    @pytest.mark.parametrize("fact", [chosen("north"), concluded()])
    def test_the_act_of_the_deciding_level_is_as_it_should_be(self, given, fact):
        """That is whose question it is."""
        given(*self.prepared, policy="strict").when(entry(fact, by="political")).unremarked()

    def test_a_level_above_the_deciding_level_may_choose_in_its_place(self, given):
        """The council can take back what it has given to the administration."""
        before = (opened(deciding_level="administrative"), *TWO, assessed())
        given(*before, policy="strict").when(entry(chosen("north"), by="political")).unremarked()
        given(*before, policy="strict").when(entry(chosen("north"), by="operational")).refused(self.rule_id)

    @pytest.mark.parametrize("fact", [chosen("north", basis="delegated"), concluded(basis="delegated")])
    def test_what_is_delegated_may_be_chosen_by_whom_it_was_given_to(self, given, fact):
        """Delegation is how most of a municipality's decisions are made."""
        given(*self.prepared, policy="strict").when(entry(fact, by="operational")).unremarked()

    @pytest.mark.parametrize("basis", ["meeting", "urgent"])
    def test_no_other_basis_gives_the_choice_away(self, given, basis):
        """That it was urgent does not make it somebody else's to answer for."""
        given(*self.prepared).when(entry(chosen("north", basis=basis), by="administrative")).remarked(self.rule_id)

    def test_whose_act_it_is_counts_and_not_who_put_it_on_record(self, given):
        """A secretary records the council's vote."""
        secretary = actor("administrative")
        vote = entry(chosen("north"), by="political", recorded_by=secretary)
        given(*self.prepared, policy="strict").when(vote).unremarked()
        act = entry(chosen("north"), by=secretary, recorded_by=actor("political"))
        given(*self.prepared, policy="strict").when(act).refused(self.rule_id)
