"""The command `embedkit`: a thin layer over the public names. Standard output carries data only; everything else goes to standard error.

Exit codes: 0 ok; 1 findings at or above --fail-on; 2 usage or configuration; 3 some look-ups failed; 4 input unreadable.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from embedkit.cli import cached, configured, dressing, explaining, indexed, locks, looking, making, parsing, scanning
from embedkit.errors import ConfigurationError, EmbedkitError, InputError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="embedkit-media", prog_name="embedkit")
@click.option("--config", "said", multiple=True, metavar="KEY=VALUE", help="A setting, before those of the environment and of a file.")
@click.option("--config-file", type=click.Path(path_type=Path), help="The file of settings, instead of the nearest embedkit.toml or pyproject.toml.")  # fmt: skip
@click.pass_context
def cli(context: click.Context, said: tuple[str, ...], config_file: Path | None) -> None:
    """Find the media in articles and turn each item into one typed card."""
    configured.applied(context, said, config_file)


for command in (
    parsing.parse,
    looking.identify,
    looking.get,
    making.build,
    making.render,
    scanning.scan,
    dressing.assets,
    dressing.csp,
    dressing.gallery,
    explaining.explain,
    looking.schema,
    looking.providers,
    cached.cache,
    locks.lock,
    locks.check,
    locks.record,
    indexed.index,
    configured.config,
    configured.init,
    configured.doctor,
):
    cli.add_command(command)


def main() -> None:
    """Runs the command; errors of the caller become one line and an exit code."""
    try:
        code = cli(standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as fault:
        fault.show()
        code = 2
    except (ConfigurationError, InputError, EmbedkitError) as fault:
        click.echo(f"embedkit: {fault}", err=True)
        code = 4 if isinstance(fault, InputError) else 2
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
