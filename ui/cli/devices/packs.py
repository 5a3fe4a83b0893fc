"""`beaupre devices packs list|show|build|publish|verify|assign`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.devices.way import workshop
from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server
from ui.cli.way import say

if TYPE_CHECKING:
    from catalogue.domain.packs import Manifest, PackFile
    from catalogue.wire.devices import PackFileText


@click.group(epilog="Example: beaupre devices packs publish ./grands-romans")
def packs() -> None:
    """Content packs: what is to be on the devices."""


@packs.command("list", epilog="Example: beaupre devices packs list --json")
@on_server
def list_packs(database: str | None, config: Path | None, as_json: bool) -> None:
    """List every published version."""
    with workshop(database, config) as desk:
        listed = desk.packs().packs
    for pack in listed:
        text = (
            f"{pack.name}@{pack.version}: {pack.titles} titles, {pack.files} files,"
            f" {pack.manifest_hash[:12]}"
        )
        click.echo(pack.model_dump_json() if as_json else text)
    if not listed and not as_json:
        click.echo("No packs yet.")


@packs.command(epilog="Example: beaupre devices packs show 'Grands romans' --json > manifest.json")
@click.argument("pack")
@on_server
def show(pack: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Show a pack's titles and files; with --json its manifest, as it was published."""
    from catalogue.domain.packs import read_manifest

    with workshop(database, config) as desk:
        told = desk.pack(pack)
    if as_json:
        click.echo(told.manifest)
        return
    manifest = read_manifest(told.manifest)
    click.echo(f"{manifest.name}@{manifest.version}  {told.pack.manifest_hash}")
    for title in manifest.titles:
        known = f" ({title.reference})" if title.reference else ""
        click.echo(f"  {title.title}, {title.author or '?'}: {title.rights}{known}")
    for file in manifest.files:
        click.echo(f"  {file.sha256[:12]} {file.size:>10}  {file.path}")


@packs.command(epilog="Example: beaupre devices packs build ./livres --name Romans --publish")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", required=True, help="Of the pack.")
@click.option("--rights", default="", help="Why the books may be lent, e.g. 'domaine public'.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the manifest there."
)
@click.option("--publish", "do_publish", is_flag=True, help="Publish it at once.")
@on_server
def build(
    folder: Path,
    name: str,
    rights: str,
    output: Path | None,
    do_publish: bool,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> int:
    """Make a pack from the EPUB files of a folder: title, author and language as each book says.

    Damaged and protected files, and a second file of the same book, are left out, each with its
    reason. Exit code 1: some were. Without --output and --publish it only says what it would do.
    """
    from catalogue.services.devices.building import build_pack

    try:
        manifest, left_out = build_pack(folder, name, rights)
        if output is not None:
            output.write_text(manifest.text(), encoding="utf-8")
    except OSError as error:
        raise CliError(f"{error.filename}: {error.strerror}", ExitCode.UNREACHABLE) from error
    published = None
    if do_publish:
        with workshop(database, config) as desk:
            pack = desk.publish_pack(manifest.text())
            published = f"{pack.name}@{pack.version}"
    for each in left_out if not as_json else ():
        click.echo(f"left out {each.file}: {each.reason}")
    values: dict[str, object] = {
        "name": manifest.name,
        "titles": [{**asdict(title)} for title in manifest.titles],
        "refused": [asdict(each) for each in left_out],
        "published": published,
    }
    done = f"published as {published}" if published else "not published"
    text = f"{manifest.name}: {len(manifest.titles)} titles, {len(left_out)} left out, {done}"
    say(values, text, as_json)
    return ExitCode.PROBLEMS if left_out else ExitCode.DONE


@packs.command(epilog="Example: beaupre devices packs publish ./grands-romans")
@click.argument("source", metavar="FOLDER|MANIFEST", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the manifest, and stop.")
@on_server
def publish(
    source: Path, dry_run: bool, database: str | None, config: Path | None, as_json: bool
) -> None:
    """Publish a folder with its pack.toml, or a manifest. A published version never changes; a
    folder that did gets the next number."""
    manifest = _manifest_at(source)
    if dry_run:
        click.echo(manifest.text())
        return
    with workshop(database, config) as desk:
        pack = desk.publish_pack(manifest.text())
    say(
        pack.model_dump(),
        f"{pack.name}@{pack.version}: {pack.titles} titles, {pack.files} files published,"
        f" {pack.manifest_hash}",
        as_json,
    )


@packs.command(epilog="Example: beaupre devices packs verify /media/LIS1 --pack 'Grands romans'")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pack", required=True, metavar="PACK", help="NAME, NAME@VERSION or its id.")
@on_server
def verify(
    folder: Path, pack: str, database: str | None, config: Path | None, as_json: bool
) -> int:
    """Compare a folder with a published pack and name each file that differs.

    Exit code 1: something differs. Notes nothing: see beaupre devices prepare --pack.
    """
    with workshop(database, config) as desk:
        told = desk.pack(pack)
    found = compared(told, folder, as_json=as_json)
    if found is None:
        return ExitCode.PROBLEMS
    name = f"{told.pack.name}@{told.pack.version}"
    say({"pack": name, "manifest_hash": found}, f"{folder} is {name}", as_json)
    return ExitCode.DONE


@packs.command(epilog="Example: beaupre devices packs assign 3104803192472 'Grands romans@2'")
@click.argument("item")
@click.argument("pack")
@on_server
def assign(item: str, pack: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Choose what is to be on a device: put it there, then beaupre devices prepare --pack."""
    with workshop(database, config) as desk:
        device = desk.do(item, "pack", {"pack": pack}).device
    values: dict[str, object] = {"item": item, "pack": device.pack}
    say(values, f"{item}: {device.pack} is to be on it", as_json)


def compared(told: PackFileText, folder: Path, *, as_json: bool) -> str | None:
    """The hash of the manifest of what is in a folder, when it is that of the pack; else None, and
    each difference was printed."""
    from catalogue.domain.packs import differences, read_manifest

    wanted, files = read_manifest(told.manifest), _files_at(folder)
    for each in differences(wanted, files):
        say({"path": each.path, "what": each.what}, f"{each.what:8} {each.path}", as_json)
    found = wanted.found_as(files).hash
    return found if found == told.pack.manifest_hash else None


def _files_at(folder: Path) -> list[PackFile]:
    from catalogue.services.devices.folders import files_of

    try:
        return files_of(folder)
    except OSError as error:
        raise CliError(f"{folder}: {error.strerror}", ExitCode.UNREACHABLE) from error


def _manifest_at(source: Path) -> Manifest:
    from catalogue.domain.packs import BadManifest, read_manifest
    from catalogue.services.devices.folders import PACK_FILE, manifest_of_folder

    try:
        if source.is_dir():
            return manifest_of_folder(source)
        return read_manifest(source.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CliError(f"{source}: no {PACK_FILE}", ExitCode.WRONG_USE) from error
    except (BadManifest, UnicodeDecodeError) as error:
        raise CliError(f"{source}: {error}", ExitCode.WRONG_USE) from error
    except OSError as error:
        raise CliError(f"{source}: {error.strerror}", ExitCode.UNREACHABLE) from error
