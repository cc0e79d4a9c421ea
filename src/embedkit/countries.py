"""Country domains of brands that use many; a domain stands here only where it is the brand's own, so that no look-alike is taken for it."""

from __future__ import annotations

GOOGLE = (
    "com ad ae al am at az ba be bg bj ca cd ch ci cl cm cz de dk dz ee es fi fr ge gr hn hr hu ie iq is it jo kg kz la li lk lt lu lv md me mg "
    "mk mn mu mv ne nl no pl ps pt ro rs ru rw sc se si sk sm sn tl tn co.id co.il co.in co.jp co.ke co.kr co.ma co.nz co.th co.uk co.uz co.ve "
    "co.za com.ar com.au com.bd com.bo com.br com.co com.cy com.do com.ec com.eg com.gh com.gt com.hk com.kw com.lb com.mt com.mx com.my com.ng "
    "com.ni com.np com.om com.pe com.ph com.pk com.pr com.py com.qa com.sa com.sg com.sv com.tr com.tw com.ua com.uy com.vn"
).split()
PINTEREST = "com at ca ch cl de dk es fr ie it jp nz ph pt se co.kr co.uk com.au com.mx".split()
GETTY = "com ae at be ca ch de dk es fi fr ie in it nl no pt se co.jp co.nz co.uk com.au com.br com.mx".split()


def either(domains: list[str]) -> str:
    """Domains as a choice in the shape of a row: `(com|de|co.uk)`."""
    return f"({'|'.join(domains)})"
