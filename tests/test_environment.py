"""The conda way in agrees with pyproject.toml and with the lock; none names a place to download."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from rattler import MatchSpec, Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = (ROOT / "requirements.txt").read_text()
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())
NAMED = ["nltk", "pandas", "scikit-learn", "matplotlib", "jupyterlab"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def bounds(requirements: list[str]) -> dict[str, str]:
    pairs = (re.fullmatch(r"([\w.-]+)(?:\[\w+\])?>=([\d.]+)", item) for item in requirements)
    return {canonical(pair.group(1)): pair.group(2) for pair in pairs}


def locked() -> dict[str, str]:
    return {
        canonical(name): pin for name, pin in re.findall(r"^([\w.-]+)==([^\s;\\]+)", LOCK, re.M)
    }


def specs() -> list[str]:
    return [item for item in CONDA["dependencies"] if isinstance(item, str)]


@pytest.mark.parametrize("spec", specs())
def test_every_conda_spec_parses_strictly(spec):
    assert MatchSpec(spec, strict=True).name.normalized == re.match(r"[\w-]+", spec).group()


@pytest.mark.parametrize("name", NAMED)
def test_the_named_packages_have_one_lower_bound_everywhere(name):
    assert f"{name}>={bounds(PROJECT['dependencies'])[name]}" in specs()


@pytest.mark.parametrize("name", NAMED)
def test_the_pins_meet_the_conda_bounds(name):
    spec = next(item for item in specs() if item.startswith(name + ">"))
    assert Version(locked()[name]) >= Version(spec.split(">=")[1])


def test_conda_installs_the_rest_from_this_folder():
    assert CONDA["dependencies"][-1] == {"pip": ["-e ."]}
    assert f"python{PROJECT['requires-python']}" in specs()


def test_the_lock_holds_every_dependency_with_its_hash():
    extras = PROJECT["optional-dependencies"]
    test = [item for item in extras["test"] if item != "closereading[corpus]"]
    wanted = bounds(PROJECT["dependencies"] + extras["corpus"] + test)
    pins = locked()
    for name, low in wanted.items():
        assert Version(pins[name]) >= Version(low), name
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.M)[1:]
    # A package may be pinned twice, for older and newer Pythons.
    assert {canonical(block.split("==")[0]) for block in blocks} == set(pins)
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("word", ["://", "--index-url", "--find-links", "--extra-index-url"])
def test_the_lock_names_no_index(word):
    assert word not in LOCK
