"""Every statutory period once, and the county's targets apart, with the legal basis of each.

Columns: code, who owes, what is owed, verb, length, unit, what starts it, basis, mark. Two rows of one
code are two versions of the rule: `get` hands out the one in force on the day that starts the period.
"""

from datetime import date

from deadlines.laws import (
    ACCEPTANCE,
    ADMIN_INTERPRETED,
    ADMIN_LITIGATION,
    ADMIN_SUPERVISION,
    ADVICE,
    AID,
    CIVIL_INTERPRETED,
    CIVIL_SUPERVISION,
    CORRECTIONS,
    COUNTY,
    CRIMINAL,
    ECONOMIC,
    ENFORCEMENT,
    ENVIRONMENT,
    EXECUTION_SUPERVISION,
    FILING,
    HEARINGS,
    LEGAL_SUPERVISION,
    LINKING,
    MECHANISM,
    MINORS,
    PENALTY,
    PROVINCIAL_AID,
    PUBLIC,
    PUBLIC_INTERPRETED,
    RECEIVING,
    REFERRAL,
    REPORTING,
    REVERSE,
    SCHEME,
    SECURITY,
    TRIAL_SUPERVISION,
)
from deadlines.statute import TARGET, Mark, Stated, Statute, Unit

R, S, K = Mark.READ, Mark.REPORTED, Mark.KNOWN
DAYS, WORKING, MONTHS, YEARS, HOURS, NONE = (
    Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS, Unit.HOURS, Unit.NONE
)  # fmt: skip

PROCURATORATE, RECIPIENT, AGENCY, POLICE = "人民检察院", "被建议单位", "行政执法机关", "公安机关"
HANDLER, LIAISON = "handler", "liaison"

ADVICES = (
    Statute(
        "recommendation.investigation", "承办检察官", "完成调查核实", "完成调查核实", 2, MONTHS,
        "检察长决定调查核实", (ADVICE("第15条"),), R, note="条文为“一般应当”",
    ),
    Statute(
        "recommendation.public_interest.investigation", "承办检察官", "完成调查核实（公益诉讼立案）",
        "完成调查核实", 2, MONTHS, "决定立案", (ADVICE("第15条、第30条"),), R, reference=True,
        note="参照期限，不是公益诉讼案件的法定期限，不作逾期",
    ),
    Statute(
        "recommendation.record_with_superior", PROCURATORATE, "报上一级人民检察院备案", "报备", 5, DAYS,
        "发出检察建议书", (ADVICE("第21条"),), R, note="报上一级院对口业务部门和法律政策研究部门",
    ),
    Statute(
        "recommendation.objection", RECIPIENT, "提出异议", "提出", None, DAYS,
        "收到检察建议书", (ADVICE("第16条"),), R, stated=True, proposed=Stated(15), role=LIAISON, right=True,
        note="条文未规定天数，建议载明15日；提出异议不停止回复期限的计算",
    ),
    Statute(
        "recommendation.objection_review", "承办检察官", "复核异议", "复核", 10, WORKING,
        "收到书面异议", (TARGET(), ADVICE("第23条")), R, note="条文为“立即”，10个工作日为工作目标",
    ),
    Statute(
        "recommendation.reply", RECIPIENT, "书面回复检察建议", "回复", 2, MONTHS,
        "收到检察建议书", (ADVICE("第19条"),), R, stated=True, at_most=Stated(2, MONTHS), role=LIAISON,
    ),
    Statute(
        "recommendation.reply_urgent", RECIPIENT, "书面回复检察建议（情况紧急）", "回复", None, DAYS,
        "收到检察建议书", (ADVICE("第19条"),), R, stated=True, at_most=Stated(2, MONTHS), role=LIAISON,
    ),
    Statute(
        "recommendation.minor_protection.reply", RECIPIENT, "书面回复保护未成年人的建议", "回复", 1, MONTHS,
        "收到建议", (MINORS("第114条"),), R, stated=True, at_most=Stated(1, MONTHS), role=LIAISON, note="优先于两个月的回复期限",
    ),
    Statute(
        "recommendation.public_interest.filing_notice", PROCURATORATE, "送达立案决定书", "送达", 7, DAYS,
        "决定立案", (PUBLIC("第70条"),), R,
    ),
    Statute(
        "recommendation.public_interest.serve", PROCURATORATE, "送达检察建议书", "送达", 3, DAYS,
        "决定提出检察建议", (PUBLIC("第76条"),), R,
    ),
    Statute(
        "recommendation.public_interest.record_with_superior", PROCURATORATE, "报上一级人民检察院备案",
        "报备", 5, DAYS,
        "送达检察建议书", (PUBLIC("第75条"),), R, note="自送达起算，不自制发起算",
    ),
    Statute(
        "recommendation.public_interest.reply", RECIPIENT, "依法履行职责并书面回复检察建议", "履职并回复", 2,
        MONTHS,
        "收到检察建议书", (PUBLIC_INTERPRETED("第21条"),), R, role=LIAISON,
    ),
    Statute(
        "recommendation.public_interest.reply_emergency", RECIPIENT, "书面回复检察建议（紧急情形）", "回复",
        15, DAYS,
        "收到检察建议书", (PUBLIC_INTERPRETED("第21条"),), R, role=LIAISON,
        note="15日内回复，不要求15日内整改完毕",
    ),
    Statute(
        "recommendation.public_interest.rectification", RECIPIENT, "整改到位", "完成整改", 2, MONTHS,
        "收到检察建议书", (PUBLIC("第75条第（七）项"), PUBLIC_INTERPRETED("第21条")), R, stated=True,
        role=LIAISON,
        in_force_from=date(2021, 7, 1),
    ),
    Statute(
        "recommendation.public_interest.act", RECIPIENT, "依法履行职责（起诉前的两个月）", "履职", 2, MONTHS,
        "收到检察建议书", (PUBLIC_INTERPRETED("第21条"),), R, right=True, role=LIAISON,
        note="文书另行载明整改期限的，起诉仍不早于两个月届满；回复明确拒绝履行职责的除外",
    ),
    Statute(
        "recommendation.public_interest.decide_suit", PROCURATORATE, "决定是否提起诉讼", "作出决定", 1,
        MONTHS,
        "文书载明的整改期限和两个月履职期限中较后者届满", (PUBLIC("第47条、第48条"), PUBLIC_INTERPRETED("第21条")), R,
        note="回复明确拒绝履行职责的，可以提前起诉（检例第112号）；检察长可以批准延长1个月，再延长须经上一级院批准；鉴定、评估期间不计入；紧急情形不以第15日为准",
    ),
    Statute(
        "recommendation.public_interest.record_suit", PROCURATORATE, "报上一级人民检察院备案（起诉书）",
        "报备", 5, DAYS,
        "向人民法院提交起诉书", (PUBLIC("第46条"),), R,
    ),
    Statute(
        "recommendation.public_interest.record_judgment", PROCURATORATE, "报上一级人民检察院备案（一审裁判）",
        "报备",
        3, DAYS, "收到第一审判决书、裁定书", (PUBLIC("第58条"),), R,
    ),
    Statute(
        "recommendation.public_interest.appearance_notice", PROCURATORATE, "将派员出庭通知书送达人民法院", "送达",
        3, DAYS, "收到出庭通知书", (PUBLIC("第49条"),), R,
    ),
    Statute(
        "recommendation.public_interest.appeal", PROCURATORATE, "决定是否提出上诉", "决定", 15, DAYS,
        "收到第一审判决书、裁定书", (ADMIN_LITIGATION("第85条"), PUBLIC("第58条、第60条")), K, stated=True,
        at_most=Stated(15), role="chief", in_force_from=date(2017, 7, 1), assumed_from="裁判日期",
        note="不服判决15日，不服裁定10日；裁判确有错误的应当上诉；上诉期届满或者决定不上诉以前不办结",
    ),
    Statute(
        "recommendation.public_interest.report_appeal", PROCURATORATE, "报告上一级人民检察院（被告上诉）", "报告",
        3, DAYS, "收到上诉状副本", (PUBLIC("第62条"),), R,
    ),
    Statute(
        "recommendation.public_interest.delegated_inquiry", "受委托的人民检察院", "完成委托调查", "完成", 30, DAYS,
        "收到委托调查函", (PUBLIC("第43条"),), R,
    ),
    Statute(
        "recommendation.public_interest.withdraw_suit", PROCURATORATE, "将撤回起诉决定书提交人民法院", "提交",
        3, DAYS,
        "决定撤回起诉", (PUBLIC("第84条"),), R,
    ),
    Statute(
        "recommendation.retrial.deliver", PROCURATORATE, "将再审检察建议书移送人民法院", "移送", 15, DAYS,
        "决定提出再审检察建议", (ADMIN_SUPERVISION("第92条"), CIVIL_SUPERVISION("第87条")), R,
    ),
    Statute(
        "recommendation.retrial.reply", "人民法院", "回复再审检察建议", "回复", 3, MONTHS,
        "收到再审检察建议书", (CIVIL_INTERPRETED("第417条"), ADMIN_INTERPRETED("第126条")), R, role=LIAISON,
    ),
    Statute(
        "recommendation.correction.reply", RECIPIENT, "书面回复纠正违法检察建议", "回复", 2, MONTHS,
        "收到纠正违法检察建议书", (ADVICE("第9条、第19条、第30条"),), R, stated=True, at_most=Stated(2, MONTHS), role=LIAISON,
        note="情况紧急的以文书载明为准",
    ),
    Statute(
        "recommendation.administrative_violation.reply", RECIPIENT, "书面回复行政违法行为监督检察建议", "回复",
        2, MONTHS,
        "收到检察建议书", (ADVICE("第19条"), LEGAL_SUPERVISION()), K, stated=True, at_most=Stated(2, MONTHS), role=LIAISON,
        note="情况紧急的以文书载明为准",
    ),
    Statute(
        "recommendation.correction.reply_court_trial", "人民法院", "回复纠正违法检察建议（审判活动）", "回复",
        1, MONTHS,
        "收到检察建议书", (ADVICE("第9条、第30条"), TRIAL_SUPERVISION("第10条")), S, stated=True,
        at_most=Stated(1, MONTHS), role=LIAISON, in_force_from=date(2019, 2, 26),
        note="官方文书样本载明一个月；第10条待核对",
    ),
    Statute(
        "recommendation.correction.reply_court_enforcement", "人民法院", "回复纠正违法检察建议（执行活动）",
        "回复",
        3, MONTHS, "收到检察建议书", (EXECUTION_SUPERVISION("第13条"),), R, stated=True, at_most=Stated(3, MONTHS),
        role=LIAISON, note="法院院长可以批准延长1个月；逾期不回复的，可以提请上一级检察院跟进（第14条）",
    ),
    Statute(
        "recommendation.urged", RECIPIENT, "按督促函要求整改并回复", "回复", None, DAYS,
        "收到督促函", (ADVICE("第24条"),), R, stated=True, proposed=Stated(15), role=LIAISON,
        note="自对方收到督促函起算；回复期限届满以前的函件只作提醒，不是督促",
    ),
    Statute(
        "recommendation.follow_up", RECIPIENT, "按审查意见继续整改并回复", "回复", None, DAYS,
        "收到整改审查意见", (ADVICE("第24条"),), R, stated=True, proposed=Stated(30), role=LIAISON,
        note="期限由整改审查意见载明",
    ),
    Statute(
        "correction_notice.reply", "被监督单位", "回复纠正违法通知书", "回复", None, DAYS,
        "收到纠正违法通知书", (CRIMINAL("第553条"),), R, stated=True, proposed=Stated(15), role=LIAISON,
    ),
    Statute(
        "correction_notice.reexamine", PROCURATORATE, "复查并答复", "复查", 7, DAYS,
        "收到书面异议", (CRIMINAL("第554条"),), R,
    ),
)  # fmt: skip

REFERRALS = (
    Statute(
        "referral.agency_decision", "行政执法机关正职负责人", "决定是否移送涉嫌犯罪案件", "作出决定", 3, DAYS,
        "接到书面报告", (REFERRAL("第5条"),), R, strict=True, role="organisation_head",
    ),
    Statute(
        "referral.transfer", AGENCY, "向公安机关移送案件", "移送", 24, HOURS,
        "批准移送", (REFERRAL("第5条"),), R, role=LIAISON,
    ),
    Statute(
        "referral.receipt", POLICE, "在移送书回执上签字", "签收", 1, WORKING,
        "移送涉嫌犯罪案件", (TARGET(), REFERRAL("第7条")), K, role=LIAISON,
        note="条文没有规定天数，1个工作日为工作目标",
    ),
    Statute(
        "referral.supplement", AGENCY, "补正移送材料", "补正", 3, DAYS,
        "收到补正告知", (RECEIVING("第3条"),), K, role=LIAISON,
        note="公安机关应当在接受案件后24小时内书面告知，不得以材料不全为由不接受移送案件",
    ),
    Statute(
        "referral.forward", POLICE, "转送有管辖权的公安机关", "转送", 24, HOURS,
        "接受移送案件", (REFERRAL("第7条"),), R, role=LIAISON,
    ),
    Statute(
        "referral.police_decision", POLICE, "决定是否立案", "作出决定", 3, DAYS,
        "接受移送案件", (REFERRAL("第8条"),), R, strict=True, role=LIAISON,
    ),
    Statute(
        "referral.police_decision_check", POLICE, "决定是否立案（线索需要查证）", "作出决定", 7, DAYS,
        "接受移送案件", (ACCEPTANCE(),), R, role=LIAISON,
        note="让位于移送规定第8条，不是行政机关移送案件的期限，仅供公安机关援引",
    ),
    Statute(
        "referral.police_decision_complex", POLICE, "决定是否立案（重大、疑难、复杂）", "作出决定", 30, DAYS,
        "接受移送案件", (ACCEPTANCE(),), R, role=LIAISON,
        note="须经县级以上公安机关负责人批准；同样让位于移送规定第8条",
    ),
    Statute(
        "referral.police_decision_economic", POLICE, "决定是否立案（经济犯罪）", "作出决定", 10, DAYS,
        "接受移送案件", (ECONOMIC("第16条"),), R, role=LIAISON, note="材料符合要求的，3日内审查，至迟10日内决定",
    ),
    Statute(
        "referral.police_decision_economic_complex", POLICE, "决定是否立案（经济犯罪，案情重大复杂）",
        "作出决定", 30, DAYS,
        "接受移送案件", (ECONOMIC("第16条"),), R, role=LIAISON, note="上一级公安机关负责人可以再批准30日",
    ),
    Statute(
        "referral.handover", AGENCY, "移交涉案物品和有关材料", "移交", 3, DAYS,
        "接到立案通知书", (REFERRAL("第12条"),), R, strict=True, role=LIAISON,
    ),
    Statute(
        "referral.reconsideration_request", AGENCY, "提请公安机关复议", "提请", 3, DAYS,
        "接到不予立案通知书", (REFERRAL("第9条"),), R, strict=True, right=True, role=LIAISON,
    ),
    Statute(
        "referral.reconsideration_decision", POLICE, "作出复议决定", "作出决定", 3, DAYS,
        "收到复议申请", (REFERRAL("第9条"),), R, strict=True, role=LIAISON,
    ),
    Statute(
        "referral.supervision_request", AGENCY, "建议人民检察院立案监督", "提出", 3, DAYS,
        "收到复议决定", (REFERRAL("第9条"),), R, strict=True, right=True, role=LIAISON,
    ),
    Statute(
        "referral.after_opinion_environment", "生态环境部门", "移送涉嫌环境犯罪案件", "移送", 3, DAYS,
        "收到人民检察院移送建议", (ENVIRONMENT(),), S, role=LIAISON,
    ),
)  # fmt: skip

SUPERVISION = (
    Statute(
        "supervision.explain", POLICE, "书面说明不立案理由", "说明", 7, DAYS,
        "收到要求说明不立案理由通知书", (CRIMINAL("第560条、第562条"),), R, role=LIAISON,
    ),
    Statute(
        "supervision.inform_valid", PROCURATORATE, "告知被害人或者行政执法机关", "告知", 10, DAYS,
        "认定不立案理由成立", (CRIMINAL("第561条"),), R,
    ),
    Statute(
        "supervision.file", POLICE, "立案", "立案", 15, DAYS,
        "收到通知立案书", (CRIMINAL("第563条"),), R, role=LIAISON,
    ),
    Statute(
        "supervision.reconsider_cancel", PROCURATORATE, "复议通知撤销案件", "作出决定", 7, DAYS,
        "收到公安机关复议请求", (CRIMINAL("第565条"),), R,
    ),
    Statute(
        "supervision.upper_request", POLICE, "提请上一级人民检察院复核", "提请", 5, DAYS,
        "收到不予采纳的复议决定", (FILING(),), R, role=LIAISON,
    ),
    Statute(
        "supervision.upper_review", "上一级人民检察院", "作出复核决定", "作出决定", 15, DAYS,
        "收到提请复核意见书和案卷材料", (CRIMINAL("第565条"),), R,
    ),
    Statute(
        "supervision.investigation_reminder", PROCURATORATE, "发出立案监督案件催办函", "催办", 3, MONTHS,
        "立案", (CRIMINAL("第564条第3款"),), R, right=True, to_earlier_day=True,
        note="满3个月未侦查终结的，可以发出催办函；公安机关不因此负有期限义务",
    ),
    Statute(
        "supervision.not_filed", PROCURATORATE, "发出纠正违法通知书", "发出", None, NONE,
        "立案期限届满未立案", (CRIMINAL("第564条第2款"),), R,
        note="条文为“应当”，未规定天数；仍不纠正的，报上一级院协商同级公安机关处理",
    ),
)  # fmt: skip

REVERSED = (
    Statute(
        "opinion.internal_transfer", "刑事检察部门", "移送行政检察部门审查", "移送", 3, WORKING,
        "作出不起诉决定", (REVERSE(),), R,
    ),
    Statute(
        "opinion.review", "行政检察部门", "审查并提出处理意见", "审结", 10, WORKING,
        "登记受理", (REVERSE("第12条"),), R, note="征求意见等期间不计入；检察长可以批准延长",
    ),
    Statute(
        "opinion.reply", "行政主管机关", "回复检察意见", "回复", 2, MONTHS,
        "收到检察意见书", (LINKING(), REVERSE("第20条")), S, stated=True, role=LIAISON,
        note="2024年指引第20条改变了与处罚期限的关系，天数待核对",
    ),
    Statute(
        "penalty.decision", AGENCY, "作出行政处罚决定", "作出决定", 90, DAYS,
        "行政处罚案件立案", (PENALTY("第60条"),), R, role=LIAISON, note="法律、法规、规章另有规定的，从其规定",
    ),
    Statute(
        "penalty.decision_police", POLICE, "作出治安管理处罚决定", "作出决定", 30, DAYS,
        "治安案件立案", (SECURITY("第118条"),), R, role=LIAISON,
        note="上一级公安机关可以批准延长30日，至多二次；鉴定、听证期间不计入",
    ),
)  # fmt: skip

OTHERS = (
    Statute(
        "minor_report.report", "负有报告义务的单位", "报告侵害未成年人案件", "报告", None, NONE,
        "发现侵害未成年人情形", (MINORS("第11条"), REPORTING("第2条")), R, role=LIAISON,
        note="条文为“立即”，未规定小时数，只显示已经过的时间",
    ),
    Statute(
        "minor_report.feedback", POLICE, "向报告单位反馈", "反馈", 3, DAYS,
        "受案或者立案", (REPORTING(),), S, role=LIAISON,
    ),
    Statute(
        "vetting.yearly", "密切接触未成年人的单位", "查询工作人员违法犯罪记录", "查询", 1, YEARS,
        "上一次查询", (MINORS("第62条"),), R, role=LIAISON,
    ),
    Statute(
        "corrections.decision_notice", "社区矫正决定机关", "通知执行地社区矫正机构", "通知", 5, DAYS,
        "决定生效", (CORRECTIONS("第20条"),), R, role=LIAISON,
    ),
    Statute(
        "corrections.documents", "社区矫正决定机关", "送达有关法律文书", "送达", 10, DAYS,
        "决定生效", (CORRECTIONS("第20条"),), R, role=LIAISON,
    ),
    Statute(
        "corrections.report_in", "社区矫正对象", "到执行地社区矫正机构报到", "报到", 10, DAYS,
        "判决、裁定生效", (CORRECTIONS("第21条"),), R, role=LIAISON,
    ),
    Statute(
        "corrections.reply", "社区矫正机构", "回复纠正意见、检察建议", "回复", None, DAYS,
        "收到纠正意见、检察建议", (CORRECTIONS("第62条"), ADVICE("第19条")), R, stated=True, at_most=Stated(2, MONTHS),
        proposed=Stated(15), role=LIAISON,
    ),
    Statute(
        "judicial_aid.decision", PROCURATORATE, "提出司法救助意见", "提出", 10, WORKING,
        "救助申请材料齐全", (AID(),), S, note="检察院提出意见，批准由其他机关作出",
    ),
    Statute(
        "judicial_aid.approval", "党委政法委或者救助审批小组", "审批司法救助", "审批", 10, WORKING,
        "收到救助案卷", (PROVINCIAL_AID(),), S,
    ),
    Statute(
        "judicial_aid.payment", PROCURATORATE, "发放救助金", "发放", 2, WORKING,
        "收到拨付款", (PROVINCIAL_AID(),), K,
    ),
    Statute(
        "lead.assessment", "线索接收单位", "评估线索并反馈", "评估", 7, WORKING,
        "签收线索", (TARGET(), COUNTY()), K, stated=True, proposed=Stated(7, WORKING), role=LIAISON,
        note="由县自行规定，建议7个工作日",
    ),
    Statute(
        "inquiry.answer", AGENCY, "答复调查核实要求", "答复", None, WORKING,
        "收到调查核实要求", (ADVICE("第14条"), COUNTY()), R, stated=True, proposed=Stated(10, WORKING), role=LIAISON,
        in_force_from=date(2019, 2, 26), note="期限由文书载明，建议10个工作日",
    ),
    Statute(
        "hearing.notice", PROCURATORATE, "通知听证参加人", "通知", 3, DAYS,
        "举行听证", (HEARINGS("第10条"), ADMIN_SUPERVISION("第70条")), R, backwards=True,
        note="公开听证应当公告；自听证之日向前计算，遇休息日的提前至其前一个工作日",
    ),
    Statute(
        "enforcement_supervision.answer", AGENCY, "答复行政执法监督", "答复", None, DAYS,
        "收到督办函或者监督意见书", (ENFORCEMENT("第27条、第28条"),), R, stated=True,
        proposed=Stated(15),
        role=LIAISON, note="期限由督办函、监督意见书载明；监督决定书不载明答复期限",
    ),
    Statute(
        "meeting.yearly", "联席会议办公室", "召开联席会议", "召开", 1, YEARS,
        "上一次联席会议", (TARGET(), MECHANISM("三、（二）")), R, role="mechanism_liaison",
        note="机制规定原则上每年召开一次",
    ),
    Statute(
        "assessment.statement", AGENCY, "提交陈述申辩", "提交", 10, WORKING,
        "收到扣分认定意见", (SCHEME(),), K, stated=True, proposed=Stated(10, WORKING), role=LIAISON,
        note="由考核方案规定，建议10个工作日",
    ),
)  # fmt: skip

TARGETS = (
    Statute(
        "target.sign_for", RECIPIENT, "签收检察建议书", "签收", 3, WORKING,
        "制发检察建议书", (TARGET(),), K, role=LIAISON,
        note="逾此日未签收的，提示承办人电话联系或者改用纸质送达",
    ),
    Statute(
        "target.receive", "收文单位", "签收来文", "签收", 3, WORKING,
        "移送", (TARGET(),), K, role=LIAISON,
        note="逾此日未签收的，提示移送单位电话联系或者改用纸质送达",
    ),
    Statute(
        "target.tell_result", "承办单位", "反馈办理结果", "反馈", 3, MONTHS,
        "受理", (TARGET(),), K, role=LIAISON, note="由县自行规定，建议三个月",
    ),
    Statute(
        "target.sign_for_letter", RECIPIENT, "签收文书", "签收", 3, WORKING,
        "制发文书", (TARGET(),), K, role=LIAISON,
        note="检察建议书以外的函件、决定书；逾此日未签收的，提示承办人电话联系或者改用纸质送达",
    ),
    Statute(
        "target.serve_letter", "承办检察官", "送达文书", "送达", 5, WORKING,
        "制发文书", (TARGET(),), K, note="受送达人不在本系统内参加本事项的，以纸质送达并登记",
    ),
    Statute(
        "target.decide", PROCURATORATE, "审核、审批", "审核", 3, WORKING,
        "提请审核", (TARGET(),), K, role="department_head",
        note="部门负责人、法律政策研究部门、检察长各3个工作日",
    ),
    Statute(
        "target.decide_proposed", "有权决定的负责人", "决定提请的事项", "决定", 3, WORKING,
        "提请决定", (TARGET(),), K, role="chief",
        note="检察院由检察长或者部门负责人决定，被建议单位由单位负责人决定",
    ),
    Statute(
        "target.mend_proposed", "提请人", "修改后重新提请", "重新提请", 5, WORKING,
        "退回提请", (TARGET(),), K,
    ),
    Statute(
        "target.revise", "承办检察官", "修改后重新提请审核", "修改", 5, WORKING,
        "退回修改", (TARGET(),), K,
    ),
    Statute(
        "target.issue", "承办检察官", "制发检察建议书", "制发", 3, WORKING,
        "批准制发", (TARGET(),), K,
    ),
    Statute(
        "target.seal", "承办检察官", "上传盖章件", "上传", 2, WORKING,
        "制发检察建议书", (TARGET(),), K, note="本辖区设定上传盖章件后才告知被建议单位的",
    ),
    Statute(
        "target.review", "承办检察官", "审查整改情况", "审查", 15, DAYS,
        "收到书面回复", (TARGET(),), K,
    ),
    Statute(
        "target.answer_request", PROCURATORATE, "答复申请", "答复", 5, WORKING,
        "收到延期申请或者商请", (TARGET(),), K,
    ),
    Statute(
        "target.supervise_filing", PROCURATORATE, "办理立案监督并告知结果", "告知", 30, DAYS,
        "收到立案监督建议", (TARGET(), CRIMINAL("第557条至第561条")), K,
        note="公安机关说明理由七日、通知后立案十五日，另有各自的期限",
    ),
    Statute(
        "target.feed_back", "承办检察官", "向代表、委员反馈办理结果", "反馈", 10, WORKING,
        "办结", (TARGET(),), K, note="来源为代表建议、政协提案的",
    ),
    Statute(
        "target.judgment", "承办检察官", "登记法院裁判", "登记", 6, MONTHS,
        "提起公益诉讼", (TARGET(),), K,
        note="参照行政诉讼法第81条，第一审案件自立案之日起6个月内作出判决；法院依法延长的，以法院通知为准",
    ),
    Statute(
        "target.record_pause", "承办检察官", "报上一级人民检察院备案（中止审查）", "报备", 5, WORKING,
        "决定中止审查", (TARGET(),), K, note="办案规则第78条规定备案，未规定天数",
    ),
    Statute(
        "target.taken_over", "承办检察官", "审查移送或者提请跟进的事项", "提出处理意见", 2, MONTHS,
        "收到移送或者提请跟进", (TARGET(),), K, note="参照检察建议工作规定第15条调查核实的期限",
    ),
    Statute(
        "target.inside", RECIPIENT, "按内部时限办理", "办理", None, DAYS,
        "内部转办", (TARGET("（本单位内部时限）"),), K, stated=True, role="section_officer",
        note="由被建议单位自行确定",
    ),
)  # fmt: skip

CHAPTERS = {
    "检察建议": ADVICES,
    "行政执法与刑事司法衔接": REFERRALS,
    "刑事立案监督": SUPERVISION,
    "行刑反向衔接": REVERSED,
    "其他": OTHERS,
    "县工作目标": TARGETS,
}
ALL = tuple(statute for chapter in CHAPTERS.values() for statute in chapter)
#: Periods in which somebody may do something, and owes nothing.
RIGHTS = {statute.code for statute in ALL if statute.right}
#: The latest version of each rule, by code.
STATUTES = {statute.code: statute for statute in sorted(ALL, key=lambda each: each.since or date.min)}
_of_rooms: list[Statute] = []


def declare(*rules: Statute) -> None:
    """What a room counts by rules of its own, beside the law above. One version of each."""
    _of_rooms.extend(rules)
    STATUTES.update({rule.code: rule for rule in rules})
    RIGHTS.update(rule.code for rule in rules if rule.right)


class UnknownRule(LookupError):
    """No rule has this code."""


def get(code: str, on: date | None = None) -> Statute:
    """The rule `code` as in force on the day `on`; where none was, its earliest version.

    Raises UnknownRule.
    """
    versions = [statute for statute in (*ALL, *_of_rooms) if statute.code == code]
    if not versions:
        raise UnknownRule(code)
    return next((each for each in versions if on is None or each.in_force(on)), versions[0])
