"""What can happen in a branch, told as scenarios.

Each is a function of the world that acts only as people, cables and signals do. `shoot` is called
where a page is worth a picture; it does nothing unless pictures were asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ui.cli.conductor.world import World

Shoot = Callable[[str], None]


def identify(world: World, card: str, shoot: Shoot, *, by: str = "scan") -> None:
    """From the start page to the open tray, with a card on the pad or under the scanner."""
    screen = world.screen
    screen.wait(lambda s: s["page"] == "start" and s["reader"] == "up", "the start page")
    screen.tap("choose-borrow")
    screen.wait_page("identify")
    shoot("identify")
    if by == "pad":
        world.pad.lay(world.card(card))
    else:
        screen.scan(card)
    if screen.wait(lambda s: s["page"] in ("pin", "tray"), "PIN or tray")["page"] == "pin":
        shoot("pin")
        screen.type_digits(world.pins[card])
        screen.tap("action-main")
    screen.wait(lambda s: s["page"] == "tray" and not s["rows"], "an empty tray")
    world.pad.lift([world.card(card).uid])


def leave(world: World, shoot: Shoot) -> None:
    """ "J'ai fini", take the receipt and everything, go."""
    screen = world.screen
    screen.tap("action-main")
    screen.wait_page("finish")
    shoot("finish")
    go(world)


def go(world: World) -> None:
    """From the finish page with a receipt on paper."""
    screen = world.screen
    screen.tap("receipt-paper")
    screen.wait(lambda s: "receipt-done" in s["names"], "the receipt")
    screen.tap("action-main")
    screen.wait_page("start")
    world.pad.clear()


def give_back(world: World, items: list[str], shoot: Shoot) -> None:
    """Return books without any login, and go."""
    screen = world.screen
    screen.wait_page("start")
    screen.tap("choose-return")
    screen.wait(lambda s: s["page"] == "return" and not s["rows"], "an empty return page")
    world.pad.lay(*(world.item(item) for item in items))
    screen.wait_rows(**{f"i{item}": "done" for item in items})
    shoot("return")
    leave(world, shoot=lambda _: None)


def wait_kit(world: World, item: str, step: str) -> None:
    """Until a kit has come so far."""
    world.screen.wait(
        lambda s: any(row["key"] == item and row["kit"] == step for row in s["rows"]),
        f"{item}: {step}",
    )


def count_parts(world: World, item: str, shoot: Shoot, *, parts: int = 4) -> None:
    """Open the pouch and tick what is in it, in the order of the cards."""
    wait_kit(world, item, "parts")
    world.screen.tap("action-main")
    world.screen.wait_page("parts")
    for number in range(parts):
        world.screen.tap(f"part-{number}")
    shoot("parts")


def wait_online(world: World) -> None:
    """Until the start page says that everything works."""
    world.screen.wait(
        lambda s: s["page"] == "start" and s["network"] == "online" and s["reader"] == "up",
        "a working start page",
    )


def borrow_return(world: World, shoot: Shoot) -> None:
    """Four of five go with the patron, one is reserved for another; two come back."""
    cast = world.cast
    wait_online(world)
    shoot("start")
    identify(world, cast.borrower.card, shoot, by="pad")
    reader, stays = cast.items.ereader.item, cast.items.reserved.item
    lent = [*world.books[:3], reader]
    shoot("tray-empty")
    world.pad.lay(*(world.item(item) for item in [*lent, stays]))
    count_parts(world, reader, shoot)
    world.screen.tap("action-main")
    world.screen.wait_rows(**{f"i{item}": "done" for item in lent}, **{f"i{stays}": "refused"})
    shoot("tray")
    leave(world, shoot)
    give_back(world, lent[:2], shoot)
    world.wait_drained()


def offline(world: World, shoot: Shoot) -> None:
    """The server dies in the middle of a session; the branch goes on lending."""
    cast, screen = world.cast, world.screen
    wait_online(world)
    world.wait_prepared()
    identify(world, cast.borrower.card, shoot)
    first, *rest = world.books[:4]
    world.pad.lay(world.item(first))
    screen.wait_rows(**{f"i{first}": "done"})
    world.kill_server()
    for item in rest:
        world.pad.lay(world.item(item))
        screen.wait_rows(**{f"i{item}": "done"})
    shoot("tray-offline")
    leave(world, shoot=lambda _: shoot("finish-offline"))
    shoot("start-offline")
    give_back(world, [first], shoot=lambda _: shoot("return-offline"))
    world.queue("hold")
    world.start_server()
    wait_online(world)
    identify(world, cast.second.card, shoot=lambda _: None)
    world.pad.lay(world.item(first))
    screen.wait_rows(**{f"i{first}": "done"})
    leave(world, shoot=lambda _: None)
    world.queue("release")
    world.wait_drained()


def early_lift(world: World, shoot: Shoot) -> None:
    """Two items leave the pad before their bit is written; one is put back in time."""
    cast, screen = world.cast, world.screen
    wait_online(world)
    identify(world, cast.borrower.card, shoot)
    back, gone = world.books[:2]
    for item in (back, gone):
        fired = world.arm("lift@write_afi:1")
        world.pad.lay(world.item(item))
        fired()
        world.pad.lift([world.item(item).uid])
        screen.wait_page("attention")
        if item == back:
            shoot("attention")
            world.pad.lay(world.item(item))
            screen.wait_page("tray")
            screen.wait_rows(**{f"i{item}": "done"})
    screen.tap("action-main")  # "Je ne peux pas : aidez-moi"
    if screen.wait(lambda s: s["page"] in ("tray", "finish"), "the way out")["page"] == "tray":
        screen.tap("action-main")
        screen.wait_page("finish")
    go(world)
    world.wait_drained()


def power_cut(world: World, shoot: Shoot) -> None:
    """The kiosk dies between the server's yes and the tag's bit; after the restart both agree."""
    cast = world.cast
    wait_online(world)
    identify(world, cast.borrower.card, shoot)
    item = world.books[0]
    fired = world.arm("hold@write_afi:1")
    world.pad.lay(world.item(item))
    fired()
    world.power_cut_kiosk()
    world.drop_held()
    world.start_kiosk()
    wait_online(world)
    world.wait_afi(world.item(item).uid, "C2")
    world.wait_drained()
    world.pad.clear()


def unplug(world: World, shoot: Shoot) -> None:
    """The reader's cable is pulled while a bit is being written, and put back."""
    cast, screen = world.cast, world.screen
    wait_online(world)
    identify(world, cast.borrower.card, shoot)
    item = world.books[0]
    fired = world.arm("hold@write_afi:1")
    world.pad.lay(world.item(item))
    fired()
    world.unplug_reader()
    screen.wait(lambda s: s["reader"] == "down", "the missing reader")
    shoot("tray-no-reader")
    world.plug_reader()
    screen.wait_rows(**{f"i{item}": "done"})
    leave(world, shoot=lambda _: None)
    world.unplug_reader()
    screen.wait_page("resting")
    shoot("resting")
    world.plug_reader()
    wait_online(world)
    world.wait_drained()


def e_reader(world: World, shoot: Shoot) -> None:
    """Borrowed by somebody who has not signed yet; back without its cable, which is the last of its
    parts."""
    screen, item = world.screen, world.cast.items.ereader.item
    wait_online(world)
    world.wait_prepared()
    emily = next(one for one in world.town.patrons if one.id == "emily-carter")
    identify(world, emily.card, shoot)
    world.pad.lay(world.item(item))
    count_parts(world, item, shoot)
    screen.tap("action-main")
    screen.wait_page("charter")
    shoot("charter")
    screen.tap("action-main")
    screen.wait_rows(**{f"i{item}": "done"})
    leave(world, shoot)
    screen.tap("choose-return")
    screen.wait(lambda s: s["page"] == "return" and not s["rows"], "an empty return page")
    world.pad.lay(world.item(item))
    screen.wait_rows(**{f"i{item}": "done"})
    screen.tap("action-main")
    screen.wait_page("parts")
    for number in range(3):
        screen.tap(f"part-{number}")
    screen.tap("kit-incomplete")
    wait_kit(world, item, "told")
    shoot("return-part-missing")
    leave(world, shoot=lambda _: None)
    world.wait_drained()


SCENARIOS: Final[dict[str, Callable[[World, Shoot], None]]] = {
    "borrow-return": borrow_return,
    "offline": offline,
    "early-lift": early_lift,
    "power-cut": power_cut,
    "unplug": unplug,
    "e-reader": e_reader,
}
