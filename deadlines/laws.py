"""The laws, interpretations and rules that the periods rest on, with the first day each is in force."""

from datetime import date

from deadlines.statute import Law

ADVICE = Law("《人民检察院检察建议工作规定》", "高检发释字〔2019〕1号", date(2019, 2, 26))
LEGAL_SUPERVISION = Law("《中共中央关于加强新时代检察机关法律监督工作的意见》", "2021年", date(2021, 6, 15))
PUBLIC = Law("《人民检察院公益诉讼办案规则》", "高检发释字〔2021〕2号", date(2021, 7, 1))
PUBLIC_INTERPRETED = Law(
    "《最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释》",
    "法释〔2018〕6号，2020年修正",
    date(2018, 3, 2),
)
MINORS = Law("《中华人民共和国未成年人保护法》", "2020年修订", date(2021, 6, 1))
ADMIN_SUPERVISION = Law("《人民检察院行政诉讼监督规则》", "高检发释字〔2021〕3号", date(2021, 9, 1))
CIVIL_SUPERVISION = Law("《人民检察院民事诉讼监督规则》", "高检发释字〔2021〕1号", date(2021, 8, 1))
ADMIN_LITIGATION = Law("《中华人民共和国行政诉讼法》", "2017年修正", date(2017, 7, 1))
TRIAL_SUPERVISION = Law(
    "《关于对民事审判活动与行政诉讼实行法律监督的若干意见（试行）》", "高检会〔2011〕1号", date(2011, 3, 10)
)
EXECUTION_SUPERVISION = Law(
    "《关于民事执行活动法律监督若干问题的规定》", "法发〔2016〕30号", date(2017, 1, 1)
)
CIVIL_INTERPRETED = Law(
    "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》", "2022年修正", date(2022, 4, 10)
)
ADMIN_INTERPRETED = Law(
    "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》", "法释〔2018〕1号", date(2018, 2, 8)
)
CRIMINAL = Law("《人民检察院刑事诉讼规则》", "高检发释字〔2019〕4号", date(2019, 12, 30))
FILING = Law("《关于刑事立案监督有关问题的规定（试行）》", "2010年", date(2010, 10, 1))
REFERRAL = Law("《行政执法机关移送涉嫌犯罪案件的规定》", "国务院令第310号，第730号修订", date(2001, 7, 9))
ACCEPTANCE = Law("《公安部关于改革完善受案立案制度的意见》", "公通字〔2015〕32号")
RECEIVING = Law("《公安机关受理行政执法机关移送涉嫌犯罪案件规定》", "公通字〔2016〕16号")
ECONOMIC = Law(
    "《最高人民检察院、公安部关于公安机关办理经济犯罪案件的若干规定》",
    "公通字〔2017〕25号",
    date(2018, 1, 1),
)
ENVIRONMENT = Law("《环境保护行政执法与刑事司法衔接工作办法》", "环环监〔2017〕17号", date(2017, 1, 25))
LINKING = Law(
    "《最高人民检察院关于推进行政执法与刑事司法衔接工作的规定》", "高检发释字〔2021〕4号", date(2021, 9, 6)
)
REVERSE = Law("《人民检察院行刑反向衔接工作指引》", "2024年11月26日", date(2024, 11, 26))
PENALTY = Law("《中华人民共和国行政处罚法》", "2021年修订", date(2021, 7, 15))
SECURITY = Law("《中华人民共和国治安管理处罚法》", "2025年修订", date(2026, 1, 1))
REPORTING = Law(
    "《关于建立侵害未成年人案件强制报告制度的意见（试行）》", "高检发〔2020〕9号", date(2020, 5, 7)
)
CORRECTIONS = Law("《中华人民共和国社区矫正法》", "", date(2020, 7, 1))
AID = Law("《关于建立完善国家司法救助制度的意见（试行）》", "2014年", date(2014, 1, 17))
PROVINCIAL_AID = Law("省级国家司法救助规定")
HEARINGS = Law("《人民检察院审查案件听证工作规定》", "2020年", date(2020, 9, 14))
ENFORCEMENT = Law("《行政执法监督条例》", "国务院令第825号", date(2026, 2, 1))
COUNTY = Law("县工作规则")
MECHANISM = Law("《关于建立“府检联动”工作机制的意见》")
SCHEME = Law("法治政府建设考核方案")
