"""The hosts, each in an environment of its own: `make test-hosts`, or `nox -s django-5.2` for one."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
TOOLS = ("pytest>=8", "pytest-asyncio>=0.24", "pytest-httpserver>=1.1", "pytest-timeout>=2.3")


def _run(session: nox.Session, test: str, *hosts: str) -> None:
    session.install("--quiet", "--disable-pip-version-check", ".", *TOOLS, *hosts)
    session.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/hosts/test_{test}.py", env={"EMBEDKIT_HOSTS": test})


@nox.session(python=False)
def all_hosts(session: nox.Session) -> None:
    """Every session, one after the other."""
    for name in ("flask", "markdown", "pelican", "mkdocs", "django-5.2", "django-4.2"):
        session.notify(name)


@nox.session
def flask(session: nox.Session) -> None:
    _run(session, "flask", "flask==3.1.3")


@nox.session
def markdown(session: nox.Session) -> None:
    _run(session, "markdown", "markdown==3.11.3", "markdown-it-py==4.3.0", "mistune==3.4.0")


@nox.session
def pelican(session: nox.Session) -> None:
    _run(session, "pelican", "pelican[markdown]==4.12.0")


@nox.session
def mkdocs(session: nox.Session) -> None:
    _run(session, "mkdocs", "mkdocs==1.6.1")


@nox.session(name="django-5.2")
def django_52(session: nox.Session) -> None:
    _run(session, "django", "django==5.2.19", "wagtail==8.0.1")


@nox.session(name="django-4.2")
def django_42(session: nox.Session) -> None:
    _run(session, "django", "django>=4.2,<4.3", "wagtail>=6.3,<6.4")
