"""提请决定: prepared by one, decided by another, sent back, withdrawn, overtaken."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common import clock
from matters.models import Scratch, Upload
from matters.verifying import verify
from tests.courses import PDF, Course, upload
from tests.workflow.handing import address, hand_over, page
from tests.workflow.threads import at_once
from workflow import proposals
from workflow.errors import Invalid, Refused, Stale
from workflow.models import Proposal
from workflow.perform import perform
from workflow.tasks import LEFT_AFTER, clear_leftovers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
REASON = "登记重复。"


@pytest.fixture
def course(cast) -> Course:
    """Served; the handler may prepare that it be annulled, which the department head decides."""
    people = (cast.department_head, cast.chief, cast.head_a, cast.liaison_a)
    assert all(person.pk for person in people)
    return Course(cast).served()


def asked(course: Course, **more) -> Proposal:
    return hand_over(course, "annul", course.cast.handler, reason=REASON, **more)


def decide(course: Course, proposal: Proposal, by=None, **data):
    by = by or course.cast.department_head
    return perform(
        matter=course.matter, step=proposal.step, actor=by, taken_from=proposal, **{"reason": REASON, **data}
    )


def answer(course: Course, step: str, by, proposal: Proposal, **data):
    return course.take(step, by, proposal=proposal, **data)


# --- Handing over ------------------------------------------------------------------------------


def test_it_waits_with_a_day_for_whoever_decides(cast, course):
    asked(course)
    row = course.matter.deadlines.get(rule=proposals.DECIDE)
    assert (row.debtor, row.audience, row.responsible_role) == (cast.procuratorate,) * 2 + (
        "department_head",
    )
    assert (row.due_on, row.label) == (date(2026, 10, 16), "决定“误录作废”")


def test_whoever_decides_is_told_and_led_to_the_step(cast, course):
    asked(course)
    notice = cast.department_head.user.notices.get(verb="propose")
    assert (notice.text, notice.link) == (
        "张明提请您决定“误录作废”，请审查。",
        address(course.matter, "annul"),
    )


def test_what_was_prepared_is_kept_in_the_chain_for_the_house_alone(cast, course):
    asked(course, files=[upload(cast.handler.user)])
    event = course.matter.events.last()
    assert (event.verb, event.audience) == ("propose", cast.procuratorate)
    assert event.data["prepared"] == {"reason": [REASON]}
    assert event.data["prepared_files"][0]["sha256"]
    assert list(verify(course.matter)) == []


def test_what_one_decides_oneself_is_not_handed_over(cast, course):
    for step, actor in [
        ("record_visit", cast.handler),
        ("sign_for", cast.liaison_a),
        ("nothing", cast.handler),
    ]:
        with pytest.raises(Refused):
            hand_over(course, step, actor)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("who", ["second_handler", "chief", "department_head", "officer_a", "assessor"])
def test_nobody_else_hands_it_over(cast, course, who):
    with pytest.raises(Refused):
        hand_over(course, "annul", getattr(cast, who), reason=REASON)


def test_one_is_open_at_a_time(cast, course):
    asked(course)
    with pytest.raises(Refused, match="先撤回"):
        hand_over(course, "annul", cast.clerk, reason="又一份")


def test_to_nobody_it_is_not_handed(cast, course):
    cast.department_head.ended_on = clock.today()
    cast.department_head.save()
    with pytest.raises(Invalid, match="部门负责人"):
        asked(course)


def test_the_drafter_is_not_asked_to_review_their_own_draft(cast):
    course = Course(cast).submitted()
    course.matter.drafter = cast.department_head
    course.matter.save()
    with pytest.raises(Invalid, match="目前没有可以决定"):
        hand_over(course, "review", cast.handler, opinion="同意")


# --- Taken -------------------------------------------------------------------------------------


def test_it_is_taken_by_the_decider_and_the_event_names_who_prepared_it(cast, course):
    event = decide(course, asked(course))
    assert (event.actor, "张明" in event.data["prepared_by"]) == (cast.department_head, True)
    proposal = Proposal.objects.get()
    assert (proposal.status, proposal.answerer) == ("taken", cast.department_head)
    assert not course.matter.deadlines.running().exists()
    assert cast.handler.user.notices.filter(text__contains="已经决定").exists()


def test_two_deciders_at_once_one_takes_it(cast, course):
    proposal, version = asked(course), course.matter.version
    decide(course, proposal, version=version)
    with pytest.raises(Stale):
        decide(course, proposal, version=version)


def test_what_has_been_answered_meanwhile_is_not_taken_again(cast, course):
    proposal = hand_over(course, "correct", cast.handler, field="title", new="甲", reason=REASON)
    answer(course, "withdraw_proposal", cast.handler, proposal)
    with pytest.raises(Invalid, match="已经办理、撤回或者失效"):
        decide(course, proposal, field="title", new="甲")


def test_who_prepares_does_not_decide(cast, course):
    with pytest.raises(Refused):
        decide(
            course, asked(course), by=cast.handler, decided_by=cast.department_head, decided_on=clock.today()
        )


def test_who_no_longer_holds_the_place_decides_nothing_and_the_next_one_does(cast, course):
    from tests import factories

    proposal = asked(course)
    cast.department_head.ended_on = clock.today()
    cast.department_head.save()
    with pytest.raises(Refused, match="任职已经结束"):
        decide(course, proposal)
    assert decide(course, proposal, by=factories.membership(cast.procuratorate, "department_head"))


# --- Sent back, withdrawn ------------------------------------------------------------------------


def test_it_is_sent_back_with_a_word_and_waits_for_who_prepared_it(cast, course):
    proposal = asked(course)
    answer(course, "send_back_proposal", cast.department_head, proposal, word="请写明重复的是哪一件。")
    proposal.refresh_from_db()
    assert (proposal.status, proposal.word) == ("sent_back", "请写明重复的是哪一件。")
    running = course.matter.deadlines.running().filter(rule__in=proposals.RULES)
    assert [(row.rule, row.responsible_role) for row in running] == [(proposals.MEND, "handler")]
    assert cast.handler.user.notices.filter(verb="send_back_proposal").exists()


def test_a_word_is_needed(cast, course):
    with pytest.raises(Invalid) as problem:
        answer(course, "send_back_proposal", cast.department_head, asked(course))
    assert problem.value.fields.keys() == {"word"}


@pytest.mark.parametrize("who", ["chief", "policy_reviewer"])
def test_nobody_sends_back_what_others_decide(cast, course, who):
    with pytest.raises(Refused, match="由部门负责人决定"):
        answer(course, "send_back_proposal", getattr(cast, who), asked(course), word="不同意")


def test_mended_it_is_the_same_one_handed_over_again(cast, course):
    proposal = asked(course)
    answer(course, "send_back_proposal", cast.department_head, proposal, word="请写明。")
    again = hand_over(
        course, "annul", cast.handler, reason="与第3件重复。", files=[upload(cast.handler.user)]
    )
    assert (again.pk, again.word, again.data) == (proposal.pk, "", {"reason": ["与第3件重复。"]})
    running = course.matter.deadlines.running().filter(rule__in=proposals.RULES)
    assert [row.rule for row in running] == [proposals.DECIDE]


@pytest.mark.parametrize("sent_back", [False, True])
def test_it_is_withdrawn(cast, course, sent_back):
    proposal = asked(course)
    if sent_back:
        answer(course, "send_back_proposal", cast.department_head, proposal, word="请写明。")
    answer(course, "withdraw_proposal", cast.clerk, proposal)
    assert Proposal.objects.get().status == "withdrawn"
    assert not course.matter.deadlines.running().filter(rule__in=proposals.RULES).exists()


def test_another_house_neither_answers_nor_withdraws_it(cast, course):
    proposal = asked(course)
    for step, who in [("send_back_proposal", cast.head_a), ("withdraw_proposal", cast.liaison_a)]:
        with pytest.raises(Refused, match="已经办理、撤回或者失效"):
            answer(course, step, who, proposal, word="试试")


# --- Overtaken -----------------------------------------------------------------------------------


def test_where_the_matter_has_moved_on_it_lapses_with_the_reason(cast):
    head, course = cast.department_head, Course(cast).submitted()
    hand_over(course, "review", cast.handler, opinion="同意")
    course.take("send_back", head, reason="请补充证据。")
    proposal = Proposal.objects.get()
    assert (proposal.status, "现为“起草”" in proposal.word) == ("lapsed", True)
    assert not course.matter.deadlines.running().filter(rule=proposals.DECIDE).exists()


def test_a_condition_that_no_longer_holds_lets_it_lapse(cast, course):
    course.take("object", cast.head_a, grounds="职责不在本局。")
    hand_over(course, "reject_objection", cast.handler, reasons="属于本局职责。")
    course.take("reject_objection", cast.chief, reasons="属于本局职责，详见三定方案。")
    assert Proposal.objects.get().status == "lapsed"


def test_what_waits_where_everything_is_over_lapses(cast):
    course = Course(cast).replied()
    hand_over(course, "correct", cast.handler, field="title", new="甲", reason=REASON)
    course.review()
    assert Proposal.objects.get().word == proposals.OVER


def test_what_goes_on_beside_it_leaves_it_alone(cast, course):
    asked(course)
    course.take("record_visit", cast.handler, findings="走访。")
    course.reply()
    assert Proposal.objects.get().status == "open"
    assert course.matter.deadlines.running().filter(rule=proposals.DECIDE).exists()


def test_an_inside_day_of_the_other_house_is_not_closed_with_it(cast, course):
    asked(course)
    ours = hand_over(course, "object", cast.liaison_a, grounds="职责不在本局。")
    answer(course, "withdraw_proposal", cast.liaison_a, ours)
    assert course.matter.deadlines.running().get(rule=proposals.DECIDE).debtor == cast.procuratorate


# --- On the pages ----------------------------------------------------------------------------------


def propose(client, course: Course, **fields):
    return client.post(
        address(course.matter, "annul", propose=True), page(course.matter, reason=REASON, **fields)
    )


def test_handed_over_on_the_page_a_double_click_is_one(cast, course, sign_in):
    client = sign_in(cast.handler)
    first, second = (propose(client, course) for _ in range(2))
    assert (first.status_code, second.status_code, Proposal.objects.count()) == (302, 302, 1)


def test_what_is_missing_stands_at_its_field_and_the_decision_is_not_asked(cast, course, sign_in):
    answered = sign_in(cast.handler).post(address(course.matter, "annul", propose=True), page(course.matter))
    assert answered.status_code == 422
    assert answered.context["form"].errors.keys() == {"reason"}


def test_the_decider_finds_it_filled_in_and_may_change_it(cast, course, sign_in):
    asked(course)
    client = sign_in(cast.department_head)
    shown = client.get(address(course.matter, "annul"))
    assert shown.context["form"]["reason"].value() == REASON
    assert "张明" in shown.content.decode()
    client.post(address(course.matter, "annul"), page(course.matter, reason="与第3件重复，作废。"))
    event = course.matter.events.last()
    assert (event.verb, event.data["reason"]) == ("annul", "与第3件重复，作废。")
    assert Proposal.objects.get().status == "taken"


def test_files_are_kept_shown_to_the_decider_and_attached_when_decided(cast, sign_in):
    course = Course(cast, "public_interest").replied()
    course.review()
    handler, chief = sign_in(cast.handler), sign_in(cast.chief)
    where = address(course.matter, "terminate")
    file = SimpleUploadedFile("审查终结报告.pdf", PDF, "application/pdf")
    filled = {"reasons": "公益已得到保护。", "outcome": "rectified", "report": "经审查，已经整改到位。"}
    handler.post(f"{where}propose/", page(course.matter, **filled, files=file))
    course.matter.refresh_from_db()
    shown = chief.get(where)
    (staged,) = shown.context["form"].fields["files"].widget.staged
    assert staged["name"] == "审查终结报告.pdf"
    file = Proposal.objects.get().files.get()
    assert chief.get(f"/matters/{course.matter.pk}/proposals/files/{file.pk}/").status_code == 200
    chief.post(where, page(course.matter, **filled, **{"files-staged": staged["value"]}))
    assert course.matter.attachments.get(event__verb="terminate").upload == file.upload


def test_prepared_files_are_shown_in_that_form_alone(cast, sign_in):
    """A widget is copied for each form and what it holds is not: everybody after was shown the names of these files."""
    course, other = Course(cast).served(), Course(cast).served()
    where = address(course.matter, "reply")
    scan = SimpleUploadedFile("复函.pdf", PDF, "application/pdf")
    results = {f"result_{advice.pk}": "done" for advice in course.matter.advices.all()}
    typed = page(course.matter, paper_scans=scan, **results)
    head, liaison = sign_in(cast.head_a), sign_in(cast.liaison_a)
    assert liaison.post(f"{where}propose/", typed).status_code == 302
    assert "复函.pdf" in head.get(where).content.decode()
    assert "复函.pdf" not in liaison.get(address(other.matter, "reply")).content.decode()


def test_the_decider_reads_beforehand_what_the_decision_does(cast, sign_in):
    course = Course(cast).served()
    course.take("request_extension", cast.liaison_a, reason="雨季施工", asked_until=date(2027, 1, 20))
    hand_over(course, "grant_extension", cast.handler, granted_until="2027-01-10", reason="属实")
    shown = sign_in(cast.chief).get(address(course.matter, "grant_extension"))
    assert any("将收到通知" in sentence for sentence in shown.context["foreseen"])


def test_sent_back_on_the_page_the_text_is_found_again_with_the_word_on_top(cast, course, sign_in):
    proposal = asked(course, files=[upload(cast.handler.user, "依据.pdf")])
    where = f"/matters/{course.matter.pk}/proposals/{proposal.pk}/send_back/"
    head = sign_in(cast.department_head)
    assert head.get(where).status_code == 200
    assert head.post(where, page(course.matter)).status_code == 422
    assert head.post(where, page(course.matter, word="请写明哪一件。")).status_code == 302
    shown = sign_in(cast.handler).get(address(course.matter, "annul", propose=True))
    assert shown.context["form"]["reason"].value() == REASON
    assert "请写明哪一件。" in shown.content.decode()
    assert "依据.pdf" in shown.content.decode()


def test_withdrawn_on_the_page_the_text_is_found_again(cast, course, sign_in):
    proposal, client = asked(course), sign_in(cast.handler)
    where = f"/matters/{course.matter.pk}/proposals/{proposal.pk}/withdraw/"
    assert client.post(where, page(course.matter)).status_code == 302
    shown = client.get(address(course.matter, "annul", propose=True))
    assert shown.context["form"]["reason"].value() == REASON


def test_while_it_waits_its_page_shows_it_and_takes_nothing(cast, course, sign_in):
    asked(course)
    client = sign_in(cast.handler)
    assert "正在等待" in client.get(address(course.matter, "annul", propose=True)).content.decode()
    assert propose(client, course).status_code == 403


def test_a_decision_made_elsewhere_meanwhile_is_recorded_without_typing_it_twice(cast, course, sign_in):
    asked(course, files=[upload(cast.handler.user, "依据.pdf")])
    client, where = sign_in(cast.handler), address(course.matter, "annul")
    shown = client.get(where)
    assert shown.context["form"]["reason"].value() == REASON
    file = SimpleUploadedFile("签署页.pdf", PDF, "application/pdf")
    decision = {"decided_by": cast.department_head.pk, "decided_on": "2026-10-13", "signed_sheet": file}
    assert client.post(where, page(course.matter, reason=REASON, **decision)).status_code == 302
    assert course.matter.events.last().data["decided_by"] == str(cast.department_head)
    assert Proposal.objects.get().status == "lapsed"


def test_an_old_page_is_told_what_happened_and_keeps_the_text(cast, course, sign_in):
    old = page(course.matter, reason=REASON)
    course.take("record_visit", cast.handler, findings="走访。")
    answered = sign_in(cast.handler).post(address(course.matter, "annul", propose=True), old)
    assert answered.status_code == 409
    assert answered.context["form"]["reason"].value() == REASON


def test_the_two_ways_are_offered_to_whoever_prepares_alone(cast, course, sign_in):
    for who, offered in [("handler", True), ("department_head", False)]:
        shown = sign_in(getattr(cast, who)).get(address(course.matter, "annul")).content.decode()
        assert ("提请部门负责人决定" in shown) == offered


def test_nobody_outside_the_house_sees_a_word_of_it(cast, course, sign_in):
    proposal = asked(course, files=[upload(cast.handler.user)])
    file = proposal.files.get()
    for who in ("liaison_a", "head_a", "assessor", "superior_handler"):
        client, base = sign_in(getattr(cast, who)), f"/matters/{course.matter.pk}/"
        shown = client.get(base).content.decode()
        assert "提请" not in shown, who
        assert client.get(f"{base}proposals/files/{file.pk}/").status_code == 404
        assert client.get(f"{base}proposals/{proposal.pk}/send_back/").status_code == 404


def test_the_files_of_a_proposal_are_no_leftovers(cast, course):
    asked(course, files=[upload(cast.handler.user)])
    with clock.set_to(clock.today() + LEFT_AFTER + timedelta(days=1)):
        clear_leftovers()
    assert Upload.objects.filter(proposal_files__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_at_once_hand_over_one(cast):
    course = Course(cast).served()
    people = [cast.handler, cast.clerk]
    assert cast.department_head.pk
    prepared = proposals.Prepared("annul", {"reason": [REASON]})
    results = at_once(
        *[
            lambda actor=actor: perform(matter=course.matter, step="propose", actor=actor, prepared=prepared)
            for actor in people
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Event", "Refused"]
    assert Proposal.objects.count() == 1


# --- What is typed and not sent --------------------------------------------------------------------

AUTOSAVED = re.compile(r'data-autosave-url="([^"]+)"')
DROPPED = re.compile(r'action="([^"]+/drop/[^"]*)"')


def autosave(client, where: str, **typed: str) -> None:
    """What the script of the page at `where` does with what is typed there."""
    kept_at = AUTOSAVED.search(client.get(where).content.decode()).group(1)
    assert client.post(kept_at, typed).status_code == 200


def answering(proposal: Proposal, answer: str) -> str:
    return f"/matters/{proposal.matter_id}/proposals/{proposal.pk}/{answer}/"


def test_the_decider_finds_the_mended_text_not_what_they_typed_into_the_earlier_one(cast, course, sign_in):
    proposal, head = asked(course), sign_in(cast.department_head)
    autosave(head, address(course.matter, "annul"), reason="旧的理由")
    answer(course, "send_back_proposal", cast.department_head, proposal, word="请改正。")
    hand_over(course, "annul", cast.handler, reason="改正的理由")
    shown = head.get(address(course.matter, "annul"))
    assert shown.context["form"]["reason"].value() == "改正的理由"


def test_what_an_open_page_keeps_late_is_of_the_earlier_one(cast, course, sign_in):
    proposal, head = asked(course), sign_in(cast.department_head)
    old = AUTOSAVED.search(head.get(address(course.matter, "annul")).content.decode()).group(1)
    answer(course, "withdraw_proposal", cast.handler, proposal)
    hand_over(course, "annul", cast.handler, reason="改正的理由")
    head.post(old, {"reason": "旧的理由"})
    shown = head.get(address(course.matter, "annul"))
    assert shown.context["form"]["reason"].value() == "改正的理由"


def test_what_the_decider_typed_into_the_one_that_waits_is_found_again(cast, course, sign_in):
    asked(course)
    head = sign_in(cast.department_head)
    autosave(head, address(course.matter, "annul"), reason="补充的理由")
    shown = head.get(address(course.matter, "annul"))
    assert shown.context["form"]["reason"].value() == "补充的理由"


def test_the_word_for_one_proposal_is_not_filled_in_for_another(cast, course, sign_in):
    first = asked(course)
    second = hand_over(course, "correct", cast.handler, field="title", new="甲", reason=REASON)
    head = sign_in(cast.department_head)
    autosave(head, answering(first, "send_back"), word="请写明哪一件。")
    assert not head.get(answering(second, "send_back")).context["form"]["word"].value()


def test_sending_back_throws_away_what_was_typed_into_the_step(cast, course, sign_in):
    proposal, head = asked(course), sign_in(cast.department_head)
    autosave(head, address(course.matter, "annul"), reason="旧的理由")
    head.post(answering(proposal, "send_back"), page(course.matter, word="请改正。"))
    assert not Scratch.objects.exists()


@pytest.mark.parametrize("where", ["send_back", "propose"])
def test_begun_anew_one_stays_on_the_page(cast, course, sign_in, where):
    if where == "propose":
        client, place = sign_in(cast.handler), address(course.matter, "annul", propose=True)
    else:
        client, place = sign_in(cast.department_head), answering(asked(course), "send_back")
    autosave(client, place, word="一", reason="一")
    shown = client.get(place).content.decode()
    assert f'name="page" value="{place}"' in shown
    assert client.post(DROPPED.search(shown).group(1), {"page": place}).url == place
    assert not Scratch.objects.exists()


# --- What begins a matter --------------------------------------------------------------------------

FILING = {"title": "河道采砂", "sensitivity": "ordinary", "source": "own_case", "found_on": "2026-09"}


@pytest.fixture
def proposed(cast, sign_in) -> Course:
    """The handler asks the chief to file a case; nothing else of the matter exists."""
    course = Course(cast, "public_interest")
    assert cast.chief.pk
    answered = sign_in(cast.handler).post(
        "/matters/new/recommendation/file_case/propose/", {**FILING, "version": 0, "key": "k"}
    )
    assert answered.status_code == 302
    course.matter = Proposal.objects.get().matter.concrete
    return course


def test_a_new_matter_begun_anew_is_still_handed_over(cast, sign_in):
    client, place = sign_in(cast.handler), "/matters/new/recommendation/file_case/propose/"
    autosave(client, place, title="河道采砂")
    shown = client.get(place).content.decode()
    assert f'name="page" value="{place}"' in shown
    assert client.post(DROPPED.search(shown).group(1), {"page": place}).url == place


def test_a_new_matter_waits_for_the_chief_with_a_day(cast, proposed):
    matter = proposed.matter
    assert (matter.state, matter.title, matter.handler) == ("proposed", "河道采砂", cast.handler)
    row = matter.deadlines.get()
    assert (row.rule, row.responsible_role, row.label) == (proposals.DECIDE, "chief", "决定“立案”")


def test_the_chief_finds_it_filled_in_names_who_is_in_charge_and_files_the_case(cast, proposed, sign_in):
    client, where = sign_in(cast.chief), address(proposed.matter, "file_case")
    shown = client.get(where)
    assert any("开始计算期限" in sentence for sentence in shown.context["foreseen"])
    form = shown.context["form"]
    assert (form["title"].value(), form["handler"].value()) == ("河道采砂", cast.handler.pk)
    changed = {**FILING, "title": "白水江采砂", "handler": cast.second_handler.pk}
    assert client.post(where, page(proposed.matter, **changed)).status_code == 302
    matter = Proposal.objects.get(status="taken").matter.concrete
    assert (matter.state, matter.title, matter.handler) == (
        "investigating",
        "白水江采砂",
        cast.second_handler,
    )
    assert matter.deadlines.filter(
        rule="recommendation.public_interest.filing_notice", status="open"
    ).exists()
    assert list(verify(matter)) == []


def test_the_handler_may_record_the_filing_with_other_words(cast, proposed, sign_in):
    client, where = sign_in(cast.handler), address(proposed.matter, "file_case")
    file = SimpleUploadedFile("签署页.pdf", PDF, "application/pdf")
    decision = {"decided_by": cast.chief.pk, "decided_on": "2026-10-13", "signed_sheet": file}
    answered = client.post(where, page(proposed.matter, **{**FILING, "title": "白水江采砂"}, **decision))
    assert answered.status_code == 302
    matter = Proposal.objects.get(status="lapsed").matter.concrete
    assert (matter.state, matter.title, matter.filed_on) == ("investigating", "白水江采砂", "2026-10-13")


def test_the_chief_may_decide_not_to(cast, proposed):
    proposed.take("decline", cast.chief, reason="不属于公益诉讼范围。")
    assert (proposed.matter.state, Proposal.objects.get().status) == ("dropped", "lapsed")


def test_taken_back_or_sent_back_it_waits_to_be_mended_and_is_never_without_a_day(cast, proposed):
    proposal = Proposal.objects.get()
    answer(proposed, "withdraw_proposal", cast.handler, proposal)
    assert proposed.matter.deadlines.running().get().rule == proposals.MEND
    with pytest.raises(Refused, match="只等待这一决定"):
        answer(proposed, "withdraw_proposal", cast.handler, proposal)
    again = hand_over(proposed, "file_case", cast.handler, title="白水江采砂")
    answer(proposed, "send_back_proposal", cast.chief, again, word="请写明采砂点。")
    assert proposed.matter.deadlines.running().get().rule == proposals.MEND


def test_nobody_outside_sees_a_matter_that_is_only_proposed(cast, proposed, sign_in):
    for who in ("superior_chief", "assessor", "liaison_a"):
        assert sign_in(getattr(cast, who)).get(f"/matters/{proposed.matter.pk}/").status_code == 404


def test_what_a_handler_registers_alone_is_not_proposed(cast, sign_in):
    assert (
        sign_in(cast.handler).get("/matters/new/recommendation/register_issued/propose/").status_code == 403
    )
