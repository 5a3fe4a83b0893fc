"""How wide the letters of the bundled fonts are, for machines that draw covers without Qt. Data and
arithmetic, made from Young Serif Regular (with `lnum`) and Atkinson Hyperlegible Next SemiBold.

Each row of a table of kerning is a letter, and those that follow it nearer or further, by how much;
`_` is the blank. Accented letters stand as their plain ones do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final

from catalogue.covers.shapes import Face

_LETTERS: Final = (
    *map(chr, range(0x20, 0x7F)),
    *map(chr, range(0xA0, 0x180)),
    *"‐–—‘’‚“”„…€",
)
_SERIF = """
250 373 402 760 723 883 813 214 454 454 582 600 316 511 313 500 674 487 676 659 627 609 618 583
558 618 313 316 600 600 600 540 1042 786 719 749 790 755 694 772 898 407 525 798 699 1036 891 822
700 822 798 723 788 808 784 1207 853 794 745 397 500 397 600 598 600 619 609 514 619 515 402 522
681 347 303 631 347 1036 681 574 631 625 530 542 410 659 600 932 603 578 544 456 600 456 600 250
373 498 697 600 794 600 788 600 788 518 656 600 0 788 600 355 600 411 383 600 600 600 233 600 301
458 656 800 800 800 550 786 786 786 786 786 786 1172 749 755 755 755 755 407 407 407 407 790 891
822 822 822 822 822 600 822 808 808 808 808 794 700 702 619 619 619 619 619 619 887 514 515 515
515 515 347 347 347 347 573 681 574 574 574 574 574 600 574 659 659 659 659 578 631 578 786 619
786 619 786 619 749 514 749 514 749 514 749 514 790 739 790 614 755 515 755 515 755 515 755 515
755 515 772 522 772 522 772 522 772 522 898 681 898 681 407 347 407 347 407 347 407 347 407 347
882 590 525 303 798 631 631 699 347 699 347 699 452 672 580 709 445 891 681 891 681 891 681 772
888 614 822 574 822 574 822 574 1240 868 798 530 798 530 798 530 723 542 723 542 723 542 723 542
788 410 788 410 788 410 808 659 808 659 808 659 808 659 808 659 808 659 1207 932 794 578 794 745
544 745 544 745 544 352 361 549 751 316 316 316 539 539 539 879 840
"""
_SANS = """
303 298 362 730 604 953 727 195 324 324 485 598 252 369 253 424 656 430 569 592 621 602 617 529
621 578 253 253 564 617 564 526 780 662 634 654 683 589 562 711 699 415 546 654 548 848 710 737
617 747 639 604 592 687 628 877 666 627 615 333 424 344 573 391 274 544 587 502 586 555 349 582
565 285 255 536 301 870 565 567 587 591 368 497 360 559 509 723 522 499 492 370 249 370 543 303
298 502 627 589 627 249 547 412 798 385 622 611 0 798 375 381 601 396 400 274 736 517 277 288 276
396 622 837 843 904 503 662 662 662 662 662 662 943 654 589 589 589 589 415 415 415 415 703 710
737 737 737 737 737 535 737 687 687 687 687 627 617 609 544 544 544 544 544 544 874 502 555 555
555 555 285 285 285 299 581 565 567 567 567 567 567 598 567 559 559 559 559 499 587 499 662 544
662 544 662 544 654 502 734 593 654 502 654 502 683 676 703 586 589 555 683 678 589 555 589 555
589 555 821 716 711 582 711 582 711 582 837 712 699 565 372 343 415 285 372 343 415 285 415 285
960 540 372 343 654 536 665 548 301 548 301 548 350 637 557 578 332 710 565 710 565 710 565 983
837 712 850 687 850 687 737 567 1018 932 639 368 770 493 639 368 604 497 720 595 604 497 604 497
592 360 592 360 682 478 812 712 687 559 812 712 687 559 687 559 687 559 877 723 627 499 627 615
492 615 492 615 492 435 415 502 830 259 259 259 455 455 455 747 674
"""
_SERIF_KERNING = """
A Afhiklmnrxz+20 CGOQvw-60 Sb-30 TY-120 U-90 VW-130 Z+10 acdeopq-20 js-10 t-40 uy--50
B ABDEFHKLMNPRT-40 CGIOQ.,-30 SZacdehklmnopqrs-10 UX-50 VW-80 Y-70 tuvwx-20 y-25
C A-30 CGOQSabcdemnoqr+10 Jgi+20 UVWX.,-10 Y-20
D A-65 BDEFHKLMNPR-35 CGOQZbgz-10 ITs-30 JS-20 U-40 VWXY.,-60 hkl-12 iuy+10
E ABDEFHKLMNPRXpux-30 CGOQZs.,-20 JSabcdehklmnoqr-10 T-110 U-50 V-70 W-60 Y-140 tvwy-40
F A-150 BDEFHKLMNPRXt-30 CGOQSfjuvwxy--50 IUYhkl-10 J.,-100 T+10 acdeoq-90 gmnprz-80 i-60 s-110
G A-50 BDEFHKLMNPR-35 CGOQi+10 IJXZ.,-30 Sbs-10 Thklxy-20 UVW-40 Y-60
H CGOQ-35 ITUZx.,-10 Sacdeoqsvw-40 VW+10 b+9 p-30 t--20 uy-50
I BDEFHIJKLMNPRTUs.,-10 CGOQSy-40 acdeoquvw-30 pt--20
J A-80 BDEFHKLMNPR-15 CGOQZfhklmnruvwx-40 ITj-10 Jacdeoq-60 Sgs-50 Xi-20 b+10 ptyz--30 .,-70
K AJXgimnr+10 CGOQ-70 St-50 Tp-30 UYjs-20 VWb.,-10 Zfz+20 acdeoq-40 hkl+21 u--60 vw-100 y-80
L ABDEFHKLMNPRXpux-30 CGOQZs.,-20 JSabcdehklmnoqr-10 T-110 U-50 V-70 W-60 Y-140 tvwy-40
M CGOQ-35 ITUZx.,-10 Sacdeoqsvw-40 VW+10 b+9 p-30 t--20 uy-50
N A-50 CGOQ-32 Jfi.,-20 Sacdegmnoqrtuvwx-40 VW+25 Y+15 Z-35 b+20 j-10 pyz-30 s-55
O A-65 BDEFHKLMNPR-35 CGOQZbgz-10 ITs-30 JS-20 U-40 VWXY.,-60 hkl-12 iuy+10
P A-100 BDEFHKLMNPR-25 CGOQ-8 Ig--30 J.,-110 S-45 UVWXYZhijklz-20 acdeoq-40 bvw+10 mnr-15 s-50
P x-10
Q A-65 BDEFHKLMNPR-35 CGOQZbgz-10 ITs-30 JS-20 U-40 VWXY.,-60 hkl-12 iuy+10
R A+20 BDEFHKLMNPRp-10 CGOQ-73 Su-60 T-80 U-100 VW-110 XZfhklmnrxz+10 Y-120 abcdeoq-40 j-20
R s--30 t-50 vw-70 y-76
S A-25 BDEFHKLMNPRtuvwxy-20 I-15 T-30 U-34 VW-50 Y-45 bp.,-10
T AJacdeoqy.,-120 BDEFHKLMNPR-15 CGOQ-20 Ihkl-10 b+10 f-40 gvw-110 j-50 mnr--90 p-70 sz-140 t-30
T u-100 x-130
U AJSmnr.,-60 CGOQ-45 VWYb+20 X-10 Zgxz-40 acdeoq-53 f--20 ijtuvwy-30 p-50 s-65
V A-130 CGOQfuxz-60 J-70 Spty-50 VWYb+30 Zj-30 acdeoq--80 gmnr-90 ivw-40 s.,-120
W A-130 CGOQfuxz-60 J-70 Spty-50 VWYb+30 Zj-30 acdeoq--80 gmnr-90 ivw-40 s.,-120
X AXZiz+20 CGOQ-60 St-50 T-15 U-10 acdeoq-40 fhklmnrx+10 ps-30 u-80 vw-140 y-110 --20
Y Apxy-120 CGOQSjt-70 Jmnr-110 TX-10 VWYb+20 Z-50 acdeoq-140 f.,-80 g-170 i-60 s-150 u--100
Y vwz-130
Z AS-20 BDEFHKLMNPR-9 CGOQ-40 ITXmnrx.,-10 VW+10 p-30 tu-50 vw-100 y-110
a acdeoq-23 b-40 f+17 g+40 j-10 mnr+12 p-25 s-22 ty-20 u-36 vw-30 x+20 z+15
b T-120 VW-80 bvw-40 fmnrz-10 hkl-25 i-13 ps.,-20 t-18 u-29 x-30 y-22
c acdeoq-17 b-20 gmnprtxyz.,-10 hkls-25
d acdeoq-23 b-40 f+17 g+40 j-10 mnr+12 p-25 s-22 ty-20 u-36 vw-30 x+20 z+15
e Y-140 acdeoq-20 vw-10
f acdeoq+40 bghk+20 f-23 i-38 jmnr+50 l-17 s-20 t+10 uvw+13 y+15 .,--10
g acdeoq.,-10 fty+30 gx+10 j+120 mnr+9 s-20 uvw+20
h acdeoq-39 buvw-60 fixz+10 jp-30 mnr+15 s-40 t-50 y-62 --10
i acdeoq-23 b-40 f+17 g+40 j-10 mnr+12 p-25 s-22 ty-20 u-36 vw-30 x+20 z+15
j j+50
k acdeoq-55 bs-50 fhklx+10 jpty-30 uvw-40 z+20
l acdeoq-23 b-40 f+17 g+40 j-10 mnr+12 p-25 s-22 ty-20 u-36 vw-30 x+20 z+15
m acdeoq-39 buvw-60 fixz+10 jp-30 mnr+15 s-40 t-50 y-62 --10
n acdeoq-39 buvw-60 fixz+10 jp-30 mnr+15 s-40 t-50 y-62 --10
o T-120 VW-80 bvw-40 fmnrz-10 hkl-25 i-13 ps.,-20 t-18 u-29 x-30 y-22
p T-120 VW-80 bvw-40 fmnrz-10 hkl-25 i-13 ps.,-20 t-18 u-29 x-30 y-22
q acdeoq-55 bs-50 f.,-10 hkl-43 i-30 j+140 mnruvw-40 p+10 txyz-20
r acdeoq-15 b-10 hkl-30 s-29 t+10 u+14 vw+20 y+17 .,-100
s acdeoq-14 b-40 hjkl-10 p-28 s-17 tuvw-27 y-20
t acdeoq-8 fhklt+10 imnr+11 s-10 u+20
u acdeoq-19 fhiklx+10 mnr+11 pu-10 s-17 t-20 vwy-30 z+20
v A-60 acdeoq-29 hkl--30 s-40 u+30 vwxy+10 .,-80
w A-60 acdeoq-29 hkl--30 s-40 u+30 vwxy+10 .,-80
x acdeoq--20 y+10
y T-60 acdeoq-34 bz-10 ft+18 ghkls-20 px+10 uvwy+20 .,-80 --30
z abcdehjkloqs--10 tvwy+10
. BDEFHIKLMNPRp-10 CGOQ-40 J+10 Sacdeoq-20 T-120 U-60 VW-130 Yvw-80 btuy-30
, BDEFHIKLMNPRp-10 CGOQ-40 J+10 Sacdeoq-20 T-120 U-60 VW-130 Yvw-80 btuy-30
- A-50 BDEFHIKLMNPRUXvwx-20 T-90 VW-80 Y-100 Zby-10
: VW-50 g+30 j+100
"""
_SANS_KERNING = """
A A+23 _-10
B V-16 W-10 XY-20 cdeoq+10
C CGOQ-17 T+13 WZ+10 X-16
D I-23 TV-20 W-10 X-41 Y-38 Z-24 .,-30 -+16
E CGOQ-21 T+10 cdeoq-15 vwy-10
F J-43 a-11 .,-54
G T-26 V’-20 W-16 Y-44
I CGOQ-23 cdeoq-27 g-26 vwy-20
J .,-40
K CGOQ-48 U-24 W-8 X+15 cdeoq-41 g-36 i-26 u-28 vwy-46 ’-31
L CGOQ-30 S-10 T-81 U-20 V-70 W-50 Y-86 i-11 ’-104 '-79
O I-23 TV-20 W-10 X-41 Y-38 Z-24 .,-30 -+16
P J-101 T+10 X-26 Y-16 ivwy+20 .,-60
Q I-23 TV-20 W-10 X+24 Y-38 j+28 .,+10 -+16
R CGOQcdeoq-11 J-21 T-8 U-10 X+9 Y-25 --24
S T-9 V-14 Y-22 p-10 t-16 vwy-20 -+26
T CGOQ-24 J-96 S-10 T+17 VW+20 Y+24 a-64 cdeoq-80 g-70 mnr-41 puz--40 s-46 vwy-26 x-44 .,-76
T ’'+30 :-30
U .,-40
V CGOQu:-20 J-61 S-8 T'+20 V+19 Y+29 a-40 cdeoq-36 g-26 mnrs-31 p-24 vwy-10 x-21 .,-41 --30
W CGOQ-10 J-57 T'+20 W+8 Y+24 cdeoq-31 g-26 u-11 .,-30 :-14
X CGOQcdeoq-41 Y+15 a-10 vwy-21 .,+10 --20
Y CGOQ-38 J-108 S-23 TW+24 V+29 X+15 Y+39 a-63 cdegoq.,-71 mnr-46 p-50 s-51 u-40 vwxy-31 z:-36
Y --28
Z CGOQ-32 cdeoq-18
a T-50 Y-26 f-9 isu-8 t--10 vwy-14 ’-30 '-40
b T-80 V-36 W-31 X-41 Y-71 i-11 s-8 vwy-15 x-26 z-17 .,-10 -+13
c T-62 bhklt+20 cdeoq-14 f+19 ’+10
e T-74 V-36 W-31 Y-71 vwyz’-10 '-30
f a-16 cdeoq-26 f+11 g-20 it+10 s-13 .,-40 --30 ’+39 '+30
g T-41 j+31
h T-50 t-10 vwy-18 ’-30
j j+31
k T-44 a-12 cdeoq-29 it-10 vwy+8 x+24 .,:-8 --36
l a+11 bhkl-8 cdeoq-11 gi-12 t-14 vwy-15 .,+10
m T-50 t-10 vwy-18 ’-30
n T-50 t-10 vwy-18 ’-30
o T-80 V-36 W-31 X-41 Y-71 i-11 s-8 vwy-15 x-26 z-17 .,-10 -+13
p T-80 V-36 W-31 X-41 Y-71 i-11 s-8 vwy-15 x-26 z-17 .,-10 -+13
q T-41 j+147 p+23 vwy+30 ,+40
r a-11 bhklmnpru+10 cdeoq-15 f+30 g-8 i+23 t+25 vwy+11 .,-70 ’+40 '+44
s T-46 vwy-8 x-11 '-20
t cdeoq-13 --10 ’+14 '+9
u T-41
v T-26 V--10 X-21 Y-31 acdeoq-15 f+18 g-11 i+15 t+14 vwy+25 .,-47
w T-26 V--10 X-21 Y-31 acdeoq-15 f+18 g-11 i+15 t+14 vwy+25 .,-47
x T-44 V-21 Y-31 cdeoq-26 g-16 x+25
y T-26 V--10 X-21 Y-31 acdeoq-15 f+18 g-11 i+15 t+14 vwy+25 .,-47
z T-40 Y-36 cdeoq-16 ftvwy+10 --15
_ A-10
. CGOQW-30 T-76 Uvwy-40 V-46 X+10 Y-71 cdeoq-10 t-26 ’-61
, CGOQW-30 T-76 Uvwy-40 V-46 X+10 Y-71 cdeoq-10 j+26 t-26 ’-61
- CGOQ+16 J+40 T-40 V-30 X-20 Y-28 cdeoq+13 g+20 tvwy-10
’ CGOQ-44 J-134 T+30 a-36 cdeoq-40 f+26 g-39 mnr-9 s-49 x-11 .,-77
' J-124 Tf+30 VW+20 a-16 cdeoq-30 s-26 t+36
: T-30 V-20 W-10 Y-36
"""


def _widths(table: str) -> dict[str, int]:
    return dict(zip(_LETTERS, map(int, table.split()), strict=True))


_GROUP = re.compile(r"(.+?)([+-]\d+)")


def _pairs(table: str) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row in table.strip().splitlines():
        first, *groups = row.replace("_", "\u00a0").split(" ")
        for group in groups:
            match = _GROUP.fullmatch(group)
            if match:
                found |= {(first, second): int(match[2]) for second in match[1]}
    return found


@lru_cache(1024)
def _plain(char: str) -> str:
    return "\u00a0" if char == " " else unicodedata.normalize("NFD", char)[0]


_ADVANCES: Final = {Face.SERIF: _widths(_SERIF), Face.SANS: _widths(_SANS)}
"""Thousandths of the size in pixels."""
_KERNING: Final = {Face.SERIF: _pairs(_SERIF_KERNING), Face.SANS: _pairs(_SANS_KERNING)}
_ASCENT: Final = {Face.SERIF: 1046, Face.SANS: 984}
_DESCENT: Final = {Face.SERIF: 366, Face.SANS: 316}


def _of_another_script(char: str) -> int:
    """Letters the fonts do not have, by what stands in for them: Hebrew and Arabic are narrow, East
    Asian signs squares."""
    code = ord(char)
    return 470 if 0x590 <= code < 0x900 else 1000 if code > 0x2E7F else 640


class TableMeasure:
    """Measures by the tables."""

    def advance(self, face: Face, size_px: int, text: str) -> float:
        """Width of a line."""
        known = _ADVANCES[face]
        whole = sum(known.get(char) or _of_another_script(char) for char in text)
        pairs = _KERNING[face]
        nearer = sum(pairs.get(pair, 0) for pair in pairwise(map(_plain, text)))
        return (whole + nearer) * size_px / 1000

    def height(self, face: Face, size_px: int) -> float:
        """From the top of the tallest letter to the foot of the deepest."""
        return (_ASCENT[face] + _DESCENT[face]) * size_px / 1000

    def ascent(self, face: Face, size_px: int) -> float:
        """From the top to the line the letters stand on."""
        return _ASCENT[face] * size_px / 1000
