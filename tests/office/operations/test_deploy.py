"""What is handed to whoever installs: units, manifests and proxies name settings, addresses and commands that exist, and give no rights away."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dungviec.office.operations.views.health import ADDRESSES

pytestmark = pytest.mark.either

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
RUNBOOKS = ROOT / "docs" / "runbooks"
KUBERNETES = [
    d for d in YAML(typ="safe").load_all((DEPLOY / "kubernetes" / "office.yaml").read_text(encoding="utf-8")) if d
]
COMPOSE: dict[str, Any] = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
PODS = {d["metadata"]["name"]: d["spec"]["template"]["spec"] for d in KUBERNETES if d["kind"] in ("Deployment", "Job")}


def settings_named() -> set[str]:
    """Every variable that the program reads."""
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src" / "dungviec").rglob("*.py"))
    return set(re.findall(r'"((?:DUNGVIEC|DATABASE|PROMETHEUS)_[A-Z_]+)"', code))


@pytest.mark.parametrize("path", [p for p in sorted(DEPLOY.rglob("*")) if p.is_file()], ids=lambda p: p.name)
def test_only_settings_that_exist_are_named(path: Path) -> None:
    named = set(re.findall(r"\b((?:DUNGVIEC|DATABASE|PROMETHEUS)_[A-Z_]+)\b", path.read_text(encoding="utf-8")))
    assert named - settings_named() - {"DUNGVIEC_IMAGE"} == set()


def test_every_setting_of_operations_is_told_to_whoever_installs() -> None:
    page = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
    code = (ROOT / "src" / "dungviec" / "office" / "settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:DUNGVIEC|DATABASE)_[A-Z_]+)"', code))
    ours = {n for n in named if re.search("REPLICA|QUEUE|BACKUP|DISK|OPERATIONS|LOGS|TRACES", n)}
    assert len(ours) >= 11
    assert {n for n in ours if f"`{n}`" not in page} == set()


def test_probes_and_proxies_ask_addresses_that_are_there() -> None:
    asked = {
        p.split("?")[0].rstrip("\"'")
        for p in re.findall(
            r"/suc-khoe/[a-z-]+", "".join(p.read_text(encoding="utf-8") for p in DEPLOY.rglob("*") if p.is_file())
        )
    }
    assert asked <= set(ADDRESSES)
    web = PODS["office-web"]["containers"][0]
    assert web["livenessProbe"]["httpGet"]["path"] == "/suc-khoe/song", "a slow database must not kill the web"
    assert web["readinessProbe"]["httpGet"]["path"] == "/suc-khoe/san-sang"


@pytest.mark.parametrize("name", PODS)
def test_pods_run_without_rights(name: str) -> None:
    pod, (container,) = PODS[name], PODS[name]["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert set(container["resources"]["limits"]) == {"cpu", "memory"}
    claims = {d["metadata"]["name"] for d in KUBERNETES if d["kind"] == "PersistentVolumeClaim"}
    volumes = {v["name"]: v for v in pod["volumes"]}
    assert {m["name"] for m in container["volumeMounts"]} == set(volumes)
    assert {v["persistentVolumeClaim"]["claimName"] for v in volumes.values() if "persistentVolumeClaim" in v} <= claims


def test_the_network_lets_in_and_out_what_is_named_only() -> None:
    (policy,) = [d["spec"] for d in KUBERNETES if d["kind"] == "NetworkPolicy"]
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    assert all(rule.get("from") for rule in policy["ingress"])
    assert all(rule.get("to") for rule in policy["egress"])
    for pod in KUBERNETES:
        if pod["kind"] in ("Deployment", "Job"):
            labels = pod["spec"]["template"]["metadata"]["labels"]
            assert policy["podSelector"]["matchLabels"].items() <= labels.items()


@pytest.mark.parametrize("name", ["migrate", "web", "worker"])
def test_containers_run_without_rights(name: str) -> None:
    service = COMPOSE["services"][name]
    assert (service["user"], service["read_only"], service["cap_drop"]) == ("10001:10001", True, ["ALL"])
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_secrets_are_no_settings_of_a_manifest() -> None:
    (told,) = [d["data"] for d in KUBERNETES if d["kind"] == "ConfigMap"]
    assert not {"DATABASE_URL", "DUNGVIEC_SECRET_KEY", "DUNGVIEC_OPERATIONS_TOKEN"} & set(told)
    assert "USER 10001" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((DEPLOY / "systemd").iterdir()), ids=lambda p: p.name)
def test_units_are_read_by_systemd_and_start_what_exists(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for words in (
        "User=dungviec",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=\n",
        "MemoryMax=",
    ):
        assert words in text, words
    for command in re.findall(r"^Exec\w+=/opt/dungviec/bin/(dungviec office \w+)", text, re.MULTILINE):
        assert f'@office_app.command("{command.split()[2]}"' in (ROOT / "src/dungviec/cli/office.py").read_text(
            encoding="utf-8"
        )
    if (checker := shutil.which("systemd-analyze")) is not None:
        name = path.name.replace("@", "@1")
        (tmp_path / name).write_text(
            text.replace("/opt/dungviec/bin/dungviec", "/bin/true").replace("/opt/dungviec/bin/python", "/bin/true")
        )
        told = subprocess.run(
            [checker, "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True, check=False
        )
        assert [line for line in told.stderr.splitlines() if name in line and "not found" not in line] == []


@pytest.mark.parametrize("page", sorted(p for p in RUNBOOKS.glob("*.md") if p.stem != "index"), ids=lambda p: p.stem)
def test_a_runbook_fits_a_page_and_says_how_far_it_was_tried(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(text.split()) <= 400
    assert "**Sign.**" in text
    assert "**Done when.**" in text
    assert re.search(r"\*Tried(?: by tests)?: .+\*\n$", text)
    for command in re.findall(r"`dungviec office (\w+)", text):
        assert command in (ROOT / "src/dungviec/cli/office.py").read_text(encoding="utf-8")


def test_the_page_of_operations_names_runbooks_that_exist() -> None:
    words = (ROOT / "src/dungviec/office/operations/words.py").read_text(encoding="utf-8")
    named = set(re.findall(r"sổ tay «([a-z-]+)»", words))
    assert named
    assert named <= {p.stem for p in RUNBOOKS.glob("*.md")}


def test_a_web_process_that_ends_is_started_again() -> None:
    for place in ("deploy/systemd/dungviec-web.service", "deploy/Containerfile", "src/dungviec/office/server.py"):
        assert "--respawn-failed-workers" in (ROOT / place).read_text(encoding="utf-8"), place


def test_the_rehearsal_of_an_update_does_what_the_page_says_in_its_order() -> None:
    page = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8").partition("## Update")[2]
    code = (ROOT / "tools" / "rehearse_update.py").read_text(encoding="utf-8")
    deeds = ("Back up", "rehearse", "Stop", "Migrate", "Start", "check", "Roll back")
    places = [page.index(f"**{deed}**") for deed in deeds]
    assert places == sorted(places)
    steps = re.findall(r'"([a-z ]+)"', re.search(r"^STEPS = \((.*)\)$", code, re.MULTILINE)[1])  # type: ignore[index]
    assert [s for s in steps if s not in ("verify", "install")] == [deed.lower() for deed in deeds]
    code = code.partition("def rehearse(")[2]
    done = [code.index(words) for words in ('"backup", str(backup)', '"--check"', '"migrate"', "later.served()", '"restore", str(backup)')]  # fmt: skip
    assert done == sorted(done)
    for words in ("dungviec backup", "dungviec restore --check", "dungviec office manage migrate", "dungviec office status", "update verify", "update install"):  # fmt: skip
        assert words in page, words


def test_the_proxy_writes_neither_who_came_nor_where_to() -> None:
    text = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    said = re.search(r"log_format office '([^']+)'", text)
    assert said is not None
    assert not {"$remote_addr", "$request", "$request_uri", "$uri", "$http_referer"} & set(
        re.findall(r"\$\w+", said[1])
    )
    assert "$request_id" in said[1]
    for server in text.split("\nserver {")[1:]:
        assert "access_log" in server, "nginx writes its own format, with address and path, where none is named"
        assert re.search(r"error_log \S+ crit;", server), "refusals are written with address and path below crit"
