"""The decisions of the agency from before the Studio: what sources tell of them, and no more."""

from datetime import date

from studies.decisions import former


def test_the_plan_of_2019_has_its_three_aims_and_the_three_subjects_of_the_studio():
    plan = [one for one in former.undertaken() if one.decided_on == date(2018, 12, 10)]
    assert [one.id for one in plan] == ["members_2019", "meetings_2019", "fair_2019", "hydrogen_2019", "datacenter_2019", "pork_2019"]
    assert {one.instance for one in plan} == {"Assemblée générale"}


def test_what_became_of_it_is_said_only_where_a_source_says_so():
    told = {one.id: one for one in former.undertaken() if one.outcome}
    assert list(told) == ["hydrogen_2019"]
    assert told["hydrogen_2019"].status == "tenu" and told["hydrogen_2019"].outcome_url.startswith("https://lozere-developpement.com/2020/11/20/")
    assert all(one.status == "à renseigner" for one in former.undertaken() if not one.outcome)


def test_what_has_no_source_is_to_be_verified():
    assert [one.id for one in former.known() if not one.url] == [one.id for one in former.known() if one.doubtful] == ["members_2019", "fair_2019"]


def test_the_years_that_were_over_are_told_apart_and_wait_for_nothing():
    assert [(one.due, one.decided) for one in former.reviews()] == [
        ("2018", "Cinq entreprises installées, vingt emplois créés aussitôt"),
        ("2011", "Vingt-deux projets accompagnés, cinq entreprises installées"),
    ]
    assert former.undertaken()[-1].decided == "Installer une dizaine d'entreprises en 2012"
    assert former.undertaken()[-1].decided_on is None  # the day was read nowhere: the source is of 30 March 2012
