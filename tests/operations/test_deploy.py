"""The files of deploy/: they parse, agree with each other, name what exists, and what they start runs."""

import configparser
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.operations import units

DEPLOY = settings.BASE_DIR / "deploy"
GUIDE = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = units.names(".service")
#: Services that run all the time, and their counterparts in compose.yaml.
LASTING = {"portal-web": "web", "portal-worker": "worker", "portal-beat": "beat"}


def variables(text: str) -> set[str]:
    """The names of an environment file."""
    return {line.partition("=")[0] for line in text.splitlines() if line and not line.startswith("#")}


@pytest.mark.parametrize("name", units.names())
def test_a_unit_has_its_sections(name):
    parser = configparser.RawConfigParser(strict=False)
    parser.read(units.FOLDER / name, encoding="utf-8")
    wanted = {"Unit", "Timer", "Install"} if name.endswith(".timer") else {"Unit", "Service"}
    assert wanted <= set(parser.sections()) <= {"Unit", "Service", "Timer", "Install"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_as_nobody_special_with_the_one_environment(name):
    service = units.read(name)["Service"]
    assert service["User"] == service["Group"] == ["portal"]
    assert service["EnvironmentFile"] == ["/etc/portal.env"]
    assert service["WorkingDirectory"] == ["/opt/portal"]
    assert service["NoNewPrivileges"] == ["true"]
    assert service["ProtectSystem"] == ["strict"]


@pytest.mark.parametrize("name", LASTING)
def test_a_lasting_service_is_always_started_again(name):
    unit = units.read(f"{name}.service")
    assert unit["Service"]["Restart"] == ["always"]
    assert unit["Unit"]["StartLimitIntervalSec"] == ["0"]


def test_a_worker_is_given_the_time_that_a_task_may_take():
    (seconds,) = units.read("portal-worker.service")["Service"]["TimeoutStopSec"]
    assert int(seconds) > settings.CELERY_TASK_TIME_LIMIT
    assert COMPOSE["services"]["worker"]["stop_grace_period"] == f"{seconds}s"


@pytest.mark.parametrize(("unit", "service"), LASTING.items())
def test_container_and_unit_start_the_same(unit, service):
    (line,) = units.read(f"{unit}.service")["Service"]["ExecStart"]
    assert COMPOSE["services"][service]["command"] == line.removeprefix(f"{units.HOME}.venv/bin/")


def test_each_timer_has_its_service():
    assert [
        name for name in units.names(".timer") if name.replace(".timer", ".service") not in SERVICES
    ] == []


@pytest.mark.parametrize("name", [name for name in SERVICES if "ExecStart" in units.read(name)["Service"]])
def test_what_a_service_starts_exists(name):
    for line in units.read(name)["Service"]["ExecStart"]:
        program, *options = line.split()
        if program == f"{units.HOME}.venv/bin/python":
            assert options[0] == "manage.py"
            done = subprocess.run(
                [sys.executable, *options[:2], "--help"], cwd=settings.BASE_DIR, capture_output=True
            )
            assert done.returncode == 0
        else:
            assert shutil.which(program.replace(f"{units.HOME}.venv/bin", str(units.BIN)))


@pytest.mark.parametrize("name", LASTING)
def test_what_a_lasting_service_starts_understands_its_options(name):
    """With an option too many each of the programs says so; with those of the unit it starts: tests/faults."""
    program, *options = units.command(name)
    check = ["--check-config"] if program.endswith("gunicorn") else ["--help"]
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "fujian_portal.settings", "PORTAL_DEMO": "1"}
    done = subprocess.run([program, *options, *check], cwd=settings.BASE_DIR, env=given, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_systemd_finds_nothing_wrong(tmp_path):
    """Where systemd's own checker is installed; the tests above look at the same files without it."""
    checker = shutil.which("systemd-analyze")
    for name in units.names():
        text = (units.FOLDER / name).read_text(encoding="utf-8")
        here = text.replace(units.HOME.rstrip("/"), str(settings.BASE_DIR)).replace(
            "=/etc/portal.env", "=-/dev/null"
        )
        here = here.replace(f"{settings.BASE_DIR}/.venv/bin", str(units.BIN))
        (tmp_path / name).write_text(re.sub(r"^(User|Group)=.*", r"\1=root", here, flags=re.MULTILINE))
    if checker is None:
        return
    command = [checker, "verify", "--man=no", "--recursive-errors=no", *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_environment_of_units_and_of_containers_is_documented():
    compose = set(COMPOSE["services"]["web"]["environment"])
    named = variables((DEPLOY / "portal.env.example").read_text(encoding="utf-8"))
    assert [name for name in sorted(compose | named) if f"`{name}`" not in GUIDE] == []


def test_containers_wait_for_the_database_to_be_migrated():
    for name in LASTING.values():
        assert COMPOSE["services"][name]["depends_on"]["prepare"] == {
            "condition": "service_completed_successfully"
        }


def test_only_the_proxy_of_the_machine_reaches_a_container():
    ports = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_no_secret_has_a_value_in_the_files():
    text = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file())
    assert "SECRET_KEY=\n" in text
    secrets = re.findall(r"^\s*(?:\w*PASSWORD|SECRET_KEY)[ \t]*[:=][ \t]*(\S+)", text, re.MULTILINE)
    assert [each for each in secrets if not each.startswith("${")] == []


def test_a_proxy_lets_as_much_through_as_a_form_may_hold():
    proxy = (DEPLOY / "nginx" / "portal.conf").read_text(encoding="utf-8")
    (size,) = re.findall(r"client_max_body_size (\d+)m;", proxy)
    assert int(size) * 2**20 > 4 * settings.PORTAL_UPLOAD_MAX
    assert "X-Forwarded-For $remote_addr;" in proxy
    assert "X-Forwarded-Proto $scheme;" in proxy
    assert proxy.count("{") == proxy.count("}")


def test_manage_reads_any_password_as_it_stands(tmp_path):
    """No shell looks at what a value holds."""
    secret = "a$HOME `id` \"b\" 'c' & d;e#f"
    environment = tmp_path / "portal.env"
    environment.write_text(f"# a comment\n\nSECRET_KEY={secret}\nPORTAL_VAR={tmp_path}", encoding="utf-8")
    home = tmp_path / "home"
    (home / ".venv" / "bin").mkdir(parents=True)
    python = home / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s|%s|%s" "$SECRET_KEY" "$PORTAL_VAR" "$*"\n')
    python.chmod(0o755)
    copy = Path(shutil.copy(DEPLOY / "portal-manage", tmp_path / "portal-manage"))
    # Whether it changes to the account of the portal depends on who runs it; here nobody of that name exists.
    copy.write_text(copy.read_text(encoding="utf-8").replace('"$(id -u)" = 0', "a = b"), encoding="utf-8")
    given = {"PATH": os.environ["PATH"], "PORTAL_ENV": str(environment), "PORTAL_HOME": str(home)}
    done = subprocess.run([copy, "migrate", "--check"], env=given, capture_output=True, text=True)
    assert done.stdout == f"{secret}|{tmp_path}|manage.py migrate --check", done.stderr


def test_manage_may_be_run():
    assert (DEPLOY / "portal-manage").stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize(
    "path", [p.relative_to(settings.BASE_DIR) for p in sorted(DEPLOY.rglob("*")) if p.is_file()]
)
def test_the_guide_names_each_file(path):
    folder = str(path.parent) + "/"
    assert str(path) in GUIDE or (folder == "deploy/systemd/" and path.name.partition(".")[0] in GUIDE)


def test_a_container_asks_for_its_health_under_the_portals_own_name():
    """Any other name is refused by ALLOWED_HOSTS."""
    (script,) = COMPOSE["services"]["web"]["healthcheck"]["test"][3:]
    compile(script, "healthcheck", "exec")
    assert 'os.environ["ALLOWED_HOSTS"]' in script
    assert '"Host": name' in script
