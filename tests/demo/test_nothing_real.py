"""The demo touches nothing that is real: it neither empties nor fills such a database, and is not served on one."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as given
from django.core.management import CommandError, call_command
from django.test import Client

from fujian_portal import environment
from fujian_portal.real import why_no_demo
from matters.models import Matter
from organisations.models import Organisation, User
from tests.courses import Course
from tests.factories import PASSWORD, membership, organisation, person

COMMANDS = [("demo", {}), ("demo", {"reset": True}), ("prepare", {}), ("prepare", {"reset": True})]
SETTINGS = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")


@pytest.fixture
def example(db, settings, tmp_path) -> User:
    """An example account with a place, as the demo has them."""
    settings.PORTAL_DEMO, settings.MEDIA_ROOT = True, tmp_path / "private"
    return membership(organisation(), "liaison", person("example", password=PASSWORD)).user


def real_person() -> None:
    User.objects.filter(pk=person("real").pk).update(is_example=False)


def real_matter() -> None:
    Matter.objects.create(
        kind="social_governance", state="draft", title="真实事项", lead=Organisation.objects.first()
    )


def only_organisations() -> None:
    Organisation.objects.all().first().memberships.all().delete()
    User.objects.all().delete()


@pytest.mark.parametrize("make", [real_person, real_matter, only_organisations])
@pytest.mark.parametrize(("command", "options"), COMMANDS)
def test_where_anything_is_no_example_nothing_is_emptied_loaded_or_migrated(example, command, options, make):
    make()
    before = User.objects.count(), Organisation.objects.count(), Matter.objects.count()
    with pytest.raises(CommandError, match=r"真实数据.*原样保留.*请清除 DATABASE_URL"):
        call_command(command, **options)
    assert (User.objects.count(), Organisation.objects.count(), Matter.objects.count()) == before


def test_files_of_another_database_are_not_removed(db, settings, tmp_path):
    settings.PORTAL_DEMO, settings.MEDIA_ROOT = True, tmp_path
    (tmp_path / "somebody's.pdf").write_bytes(b"%PDF")
    with pytest.raises(CommandError, match="不属于本数据库的文件"):
        call_command("demo", reset=True)
    assert (tmp_path / "somebody's.pdf").exists()


def test_the_demo_is_not_served_on_real_data(example):
    environment.refuse_demo_on_real_data()
    real_person()
    with pytest.raises(SystemExit, match="未能启动演示：这里有真实数据"):
        environment.refuse_demo_on_real_data()


def test_resetting_outside_the_demo_is_refused(db):
    with pytest.raises(CommandError, match="没有清空：当前不是演示模式"):
        call_command("prepare", reset=True)


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("goal", ["run", "demo-reset"])
def test_make_takes_no_demo_for_granted_where_a_productions_settings_are(goal, name):
    own = {"PORTAL_DEMO", *SETTINGS}
    shell = {key: value for key, value in os.environ.items() if key not in own}
    done = subprocess.run(
        [sys.executable, "scripts/run.py", goal],
        cwd=given.BASE_DIR,
        env=shell | {name: "postgres://portal@192.0.2.1/portal"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"没有启动演示：环境变量 {name} 已经设置" in done.stderr
    assert "数据没有改动" in done.stderr


def test_a_demo_account_logs_in_in_the_demo_alone(example, settings):
    credentials = {"username": "example", "password": PASSWORD}
    assert Client().post("/login/", credentials).status_code == 302
    settings.PORTAL_DEMO = False
    assert Client().post("/login/", credentials).status_code == 200


def test_the_session_of_a_demo_account_ends_where_no_demo_runs(example, settings):
    client = Client()
    client.post("/login/", {"username": "example", "password": PASSWORD})
    assert client.get("/profile/").status_code == 200
    settings.PORTAL_DEMO = False
    assert client.get("/profile/").url.startswith("/login/")


def test_who_gets_an_account_in_a_demo_is_part_of_it(example):
    assert person("byhand").is_example
    assert why_no_demo() == ""


def test_a_matter_begun_in_a_demo_is_an_example(cast, settings):
    settings.PORTAL_DEMO = True
    assert Course(cast).draft().matter.is_example
