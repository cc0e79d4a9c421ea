"""Site profiles: a site's own notations as data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from embedkit import AsyncClient, Client, parse
from embedkit.errors import ConfigurationError
from embedkit.lines import block_line
from embedkit.models import ROLES
from embedkit.profiles import BUILT_IN, Player, Profile, load, profile_of
from tests.cases import FIXTURES, Case, read

FOLDER = FIXTURES / "profiles"
CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read(path)]
HARBOUR = load(FOLDER / "harbour.toml")


def _profile(case: Case) -> Profile:
    name = case.where.partition(".")[0]
    return load(name if name in BUILT_IN else FOLDER / f"{name}.toml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.name}")
def test_case(case: Case) -> None:
    """Each case's markup gives exactly its lines with the profile of the file's name, from source and from the caller's own soup."""
    for markup in (case.source, BeautifulSoup(case.source, "html.parser")):
        found = parse(markup, base_url="https://news.test/story", format="html", profiles=[_profile(case)])
        assert "\n".join(map(block_line, found)) == case.expected


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_profile_has_cases(name: str) -> None:
    """A built-in profile loads by its name and is shown at work."""
    assert load(name).name == name
    assert (FOLDER / f"{name}.txt").is_file()


def test_the_callers_soup_is_not_changed() -> None:
    """What a profile marks or leaves out is done in a copy; a later parse without the profile sees the soup as it was."""
    source = next(case.source for case in CASES if case.name.startswith("Caption and credit"))
    soup = BeautifulSoup(source, "html.parser")
    plain = parse(soup)
    assert parse(soup, profiles=[HARBOUR]) != plain
    assert str(soup) == str(BeautifulSoup(source, "html.parser"))
    assert parse(soup) == plain


@pytest.mark.parametrize("path", sorted((FIXTURES / "articles").glob("*.html")), ids=lambda p: p.name)
def test_a_profile_that_finds_nothing_changes_nothing(path: Path) -> None:
    """On pages of other houses a profile costs time and nothing else."""
    assert parse(path.read_bytes(), profiles=[HARBOUR]) == parse(path.read_bytes())


async def test_clients_read_articles_with_their_profiles() -> None:
    """Both clients obey their own profiles; another client of the same process does not."""
    markup = '<p>a</p><hb-film key="eiHXASgRTcA"></hb-film>'
    with Client(cache=None, offline=True, profiles=[HARBOUR]) as client, Client(cache=None, offline=True) as other:
        assert [card.id for card in client.cards(markup)] == ["youtube:eiHXASgRTcA"]
        assert other.cards(markup) == []
    async with AsyncClient(cache=None, offline=True, profiles=[HARBOUR]) as client:
        assert [card.id for card in await client.cards(markup)] == ["youtube:eiHXASgRTcA"]


def test_the_first_profile_wins() -> None:
    """Of two profiles that name one element, the first is believed."""
    other = profile_of('[[player]]\nselect = "hb-film"\nkind = "audio"\nid = "key"', "other.toml")
    found = parse('<hb-film key="eiHXASgRTcA"></hb-film>', profiles=[other, HARBOUR])
    assert [(block.kind, block.rule) for block in found] == [("audio", "profile:other")]


def test_roles_and_spans_are_those_of_any_rule() -> None:
    """A player of a profile has its span, and its role where all are asked for."""
    source = '<p>é</p>\r\n<section class="own-promo" data-nr="1"></section>'
    (block,) = parse(source, roles=ROLES, profiles=[HARBOUR])
    assert block.role == "promo"
    assert block.span is not None
    assert source[slice(*block.span)] == '<section class="own-promo" data-nr="1"></section>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('bodi = ["a"]', "my.toml: bodi: unknown key; did you mean body?"),
        ('xyz = ["a"]', "my.toml: xyz: unknown key; known: body, "),
        ('body = "div"', "my.toml: body: must be a list; write [ ] around it"),
        ('body = ["div["]', "my.toml: body[1]: 'div[' is no CSS selector (expected an identifier at position 4); write one such as"),
        ('[[player]]\nselect = "p"', "my.toml: player[1]: says neither id nor url; name the attribute"),
        ('[[player]]\nid = "p"', "my.toml: player[1].select: is missing; add it"),
        (
            '[[player]]\nselect = "p"\nid = "a"\nprovider = "youtub"',
            "my.toml: player[1].provider: no provider 'youtub'; did you mean youtube?",
        ),
        ('[[player]]\nselect = "p"\nid = "h3 @"', "my.toml: player[1].id: 'h3 @' is no place; write an attribute"),
        ('[[player]]\nselect = "p"\nid = "a"\nkind = "film"', "my.toml: player[1].kind: Input should be 'photo', 'video'"),
        ('caption = [{ select = "p", atribute = "x" }]', "my.toml: caption[1].atribute: unknown key; did you mean attribute?"),
        ("name = ", "my.toml: is no TOML (Invalid value (at end of document)); see https://toml.io"),
    ],
)
def test_a_fault_in_a_profile_names_the_key_and_the_mend(text: str, said: str) -> None:
    """Whoever writes a profile is told the file, the key and what to do; numbers count from one."""
    with pytest.raises(ConfigurationError) as fault:
        profile_of(text, "my.toml")
    assert str(fault.value).startswith(said)


def test_every_fault_of_a_file_is_told_at_once() -> None:
    """Two faults are two lines."""
    with pytest.raises(ConfigurationError) as fault:
        profile_of('bodi = ["a"]\n[[player]]\nid = "p"', "my.toml")
    assert len(str(fault.value).splitlines()) == 2


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    """The error says what can be named in its place."""
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml: cannot be read .*built-in profile: scmp"):
        load(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes('name = "b\xe9"'.encode("latin-1"))
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        load(tmp_path / "latin.toml")


def test_the_documents_profile_is_one() -> None:
    """What docs/profiles.md shows loads, uses every key there is, and its faults are told as it says."""
    text = (FIXTURES.parent / "docs" / "profiles.md").read_text("utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, re.S)
    profile = profile_of(shown, "news.toml")
    assert profile.model_fields_set == set(Profile.model_fields)
    assert set().union(*(player.model_fields_set for player in profile.player)) == set(Player.model_fields)
    faulty = 'capton = []\n[[player]]\nselect = "p"\nid = "x"\n[[player]]\nselect = "div["\nid = "x"'
    with pytest.raises(ConfigurationError) as fault:
        profile_of(faulty, "news.toml")
    assert all(line in text for line in str(fault.value).splitlines())


def test_a_profile_is_called_after_its_file(tmp_path: Path) -> None:
    """Where it says no name, the file's is taken, in the form of a name."""
    (tmp_path / "My Site.toml").write_text('body = ["main"]', "utf-8")
    assert load(tmp_path / "My Site.toml").name == "my-site"
