"""Charts and maps; heights are those with which their embed codes begin, in pixels."""

from __future__ import annotations

from embedkit.countries import GOOGLE, either
from embedkit.providers.model import Provider

_HEX32 = "0123456789abcdef0123456789abcdef"
_UUID = "01234567-89ab-cdef-0123-456789abcdef"
_MAPS = f"google.{either(GOOGLE)}/maps"
_GOOGLE = {"height": 450, "aspect_ratio": 4 / 3, "referrerpolicy": "no-referrer-when-downgrade", "category": "functional"}

CHARTS: tuple[Provider, ...] = (
    Provider("datawrapper", "Datawrapper", "chart", urls=("datawrapper.dwcdn.net/{id:dw}", "dwcdn.net/{id:dw}", "datawrapper.dwcdn.de/{id:dw}", "[app.]datawrapper.de/(_|chart)/{id:dw}"),
        url="https://datawrapper.dwcdn.net/{id}/", player="https://datawrapper.dwcdn.net/{id}/", oembed="https://api.datawrapper.de/v3/oembed/", height=400,
        examples={"https://datawrapper.dwcdn.net/aBcD1/3/": "aBcD1", "https://dwcdn.net/aBcD1/": "aBcD1", "https://datawrapper.dwcdn.de/aBcD1/full.png": "aBcD1", "https://www.datawrapper.de/_/aBcD1/": "aBcD1"},
        never=("https://datawrapper.dwcdn.net/lib/embed.js", "https://www.datawrapper.de/charts")),
    Provider("flourish", "Flourish", "chart", urls=("(flo.uri.sh|public.flourish.studio)/visualisation/{id:int}",),
        url="https://public.flourish.studio/visualisation/{id}/", player="https://flo.uri.sh/visualisation/{id}/embed", oembed="https://app.flourish.studio/api/v1/oembed", height=575,
        examples={"https://flo.uri.sh/visualisation/1234567/embed": "1234567", "https://public.flourish.studio/visualisation/1234567/": "1234567"}),
    Provider("flourish-story", "Flourish", "chart", urls=("(flo.uri.sh|public.flourish.studio)/story/{id:int}",), url="https://public.flourish.studio/story/{id}/",
        player="https://flo.uri.sh/story/{id}/embed", oembed="https://app.flourish.studio/api/v1/oembed", height=575,
        examples={"https://flo.uri.sh/story/1234567/embed": "1234567", "https://public.flourish.studio/story/1234567/": "1234567"}),
    Provider("infogram", "Infogram", "chart", urls=("[e.](infogram.com|infogr.am)/[_/]{id:infogram}$",), url="https://infogram.com/{id}", player="https://e.infogram.com/{id}?src=embed",
        oembed="https://infogram.com/oembed", height=600, examples={f"https://e.infogram.com/{_UUID}?src=embed": _UUID,
                  "https://infogram.com/a-title-1h0n25abcdef": "a-title-1h0n25abcdef", "https://infogr.am/a-title-1h0n25abcdef": "a-title-1h0n25abcdef", "https://e.infogram.com/_/AbCdEf123456": "AbCdEf123456"},
        never=("https://e.infogram.com/js/dist/embed-loader-min.js", "https://infogram.com/login", "https://infogram.com/app/library")),
    Provider("tableau", "Tableau Public", "chart", urls=("public.tableau.com/(views|shared)/{workbook:slug}/{id:slug}", "public.tableau.com/[app/]profile/**/(viz|vizhome)/{workbook:slug}/{id:slug}"), native="{workbook}/{id}",
        url="https://public.tableau.com/views/{workbook}/{id}", player="https://public.tableau.com/views/{workbook}/{id}?:embed=y&:showVizHome=no", height=600,
        examples={"https://public.tableau.com/views/AWorkbook/Sheet1?:embed=y": "AWorkbook/Sheet1", "https://public.tableau.com/app/profile/newsdesk/viz/AWorkbook/Sheet1": "AWorkbook/Sheet1",
                  "https://public.tableau.com/profile/newsdesk/vizhome/AWorkbook/Sheet1": "AWorkbook/Sheet1"}),
    Provider("23degrees", "23degrees", "chart", urls=("app.23degrees.io/(embed|view)/{id:slug}", "doh.23degrees.io/embed/{id:slug}"), url="https://app.23degrees.io/view/{id}",
        player="https://app.23degrees.io/embed/{id}", height=500,
        examples={"https://app.23degrees.io/embed/AbCdEf123-bar": "AbCdEf123-bar", "https://app.23degrees.io/view/AbCdEf123-bar": "AbCdEf123-bar", "https://doh.23degrees.io/embed/AbCdEf123": "AbCdEf123"}),
    Provider("everviz", "everviz", "chart", urls=("app.everviz.com/(show|embed|inject)/{id:dashed}", "cloud.highcharts.com/(show|embed|inject)/{id:dashed}"), url="https://app.everviz.com/embed/{id}",
        player="https://app.everviz.com/embed/{id}/", oembed="https://api.everviz.com/oembed", height=500,
        examples={"https://app.everviz.com/embed/aBcDeFg/": "aBcDeFg", "https://app.everviz.com/inject/aBcDeFg/": "aBcDeFg", "https://cloud.highcharts.com/embed/aBcDeFg": "aBcDeFg"}),
    Provider("statista", "Statista", "chart", urls=("statista.com/graphic/**/{id:int5}", "statista.com/chart/{id:int5}"), url="https://www.statista.com/chart/{id}/",
        examples={"https://www.statista.com/graphic/1/123456/a-title.jpg": "123456", "https://www.statista.com/chart/12345/a-title/": "12345"}),
    Provider("owid", "Our World in Data", "chart", urls=("ourworldindata.org/grapher/{id:dashed}",), url="https://ourworldindata.org/grapher/{id}",
        player="https://ourworldindata.org/grapher/{id}[?tab={tab}]", keep=("tab",), height=600, examples={"https://ourworldindata.org/grapher/life-expectancy?tab=map": "life-expectancy"}),
    Provider("owid", "Our World in Data", "chart", urls=("ourworldindata.org/explorers/{id:dashed}",), native="explorers/{id}", url="https://ourworldindata.org/explorers/{id}",
        player="https://ourworldindata.org/explorers/{id}", height=600, examples={"https://ourworldindata.org/explorers/energy": "explorers/energy"}),
    Provider("google-chart", "Google Sheets", "chart", urls=("docs.google.com/spreadsheets/d/[e/]{id:docs}/pubchart",), keep=("oid:number",),
        url="https://docs.google.com/spreadsheets/d/e/{id}/pubchart[?oid={oid}]", player="https://docs.google.com/spreadsheets/d/e/{id}/pubchart?format=interactive[&oid={oid}]", height=371,
        examples={"https://docs.google.com/spreadsheets/d/e/2PACX-1vAbCdEfGhIjKlMnOp/pubchart?oid=1": "2PACX-1vAbCdEfGhIjKlMnOp",
                  "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrSt/pubchart?oid=1": "1AbCdEfGhIjKlMnOpQrSt"}),
    Provider("tradingview", "TradingView", "chart", urls=("tradingview.com/chart/{symbol:slug}/{id:tv}[-{slug:dashed}]",), url="https://www.tradingview.com/chart/{symbol}/{id}[-{slug}]/", player="https://s.tradingview.com/embed/{id}/", aspect_ratio=16 / 9,
        examples={"https://www.tradingview.com/chart/ABCD/aBcDeF12-a-title/": "aBcDeF12"}, never=("https://www.tradingview.com/chart/aBcDeF12/",)),
    Provider("tradingview", "TradingView", "chart", urls=("s.tradingview.com/embed/{id:tv}",), url="https://s.tradingview.com/embed/{id}/", player="https://s.tradingview.com/embed/{id}/", aspect_ratio=16 / 9,
        examples={"https://s.tradingview.com/embed/aBcDeF12/": "aBcDeF12"}, never=("https://s.tradingview.com/widgetembed/?symbol=ABCD",)),
    Provider("tradingview", "TradingView", "chart", urls=("tradingview.com/(x|i)/{id:tv}",), url="https://www.tradingview.com/x/{id}/", aspect_ratio=16 / 9, examples={"https://www.tradingview.com/x/aBcDeF12/": "aBcDeF12"}),
    Provider("tradingview-symbol", "TradingView", "chart", urls=("tradingview.com/symbols/{id:slug}",), url="https://www.tradingview.com/symbols/{id}/", examples={"https://www.tradingview.com/symbols/XYZ-ABCD/": "XYZ-ABCD"}),
)  # fmt: skip

MAPS: tuple[Provider, ...] = (
    Provider("google-maps", "Google Maps", "map", urls=(f"{_MAPS}/embed?pb={{id:said}}",), url="https://www.google.com/maps/embed?pb={id}", player="https://www.google.com/maps/embed?pb={id}", **_GOOGLE,  # type: ignore[arg-type]
        examples={"https://www.google.com/maps/embed?pb=!1m18!2d16.3": "!1m18!2d16.3", "https://www.google.co.uk/maps/embed?pb=!1m18!2d16.3": "!1m18!2d16.3"}),
    Provider("google-maps", "Google Maps", "map", urls=(f"{_MAPS}/embed/v1/*?(q|center|location|destination)={{id:said}}", f"[maps.]{_MAPS}?(q|ll)={{id:said}}", f"maps.google.{either(GOOGLE)}?(q|ll)={{id:said}}"),
        url="https://www.google.com/maps?q={id}", player="https://maps.google.com/maps?q={id}&output=embed", **_GOOGLE,  # type: ignore[arg-type]
        examples={"https://www.google.com/maps/embed/v1/place?key=k&q=Vienna": "Vienna", "https://maps.google.com/maps?q=Vienna&output=embed": "Vienna", "https://www.google.com/maps?q=48.2,16.3&output=embed": "48.2,16.3",
                  "https://maps.google.de/?q=Neu+Ulm": "Neu%20Ulm"}),
    Provider("google-maps", "Google Maps", "map", urls=(f"[maps.]{_MAPS}/place/{{id:slug}}/@{{lat:coord}},{{lon:coord}},{{zoom:coord}}z",), url="https://www.google.com/maps/place/{id}/@{lat},{lon},{zoom}z",
        player="https://maps.google.com/maps?q={id}&ll={lat},{lon}&z={zoom}&output=embed", **_GOOGLE,  # type: ignore[arg-type]
        examples={"https://www.google.com/maps/place/Neu+Ulm/@48.3,10.0,13z/data=!3m1": "Neu+Ulm"}),
    Provider("google-maps", "Google Maps", "map", urls=(f"[maps.]{_MAPS}/place/{{id:slug}}",), url="https://www.google.com/maps/place/{id}", player="https://maps.google.com/maps?q={id}&output=embed", **_GOOGLE,  # type: ignore[arg-type]
        examples={"https://www.google.com/maps/place/Neu+Ulm/": "Neu+Ulm"}),
    Provider("google-maps", "Google Maps", "map", urls=(f"[maps.]{_MAPS}?cid={{id:int5}}", f"maps.google.{either(GOOGLE)}?cid={{id:int5}}"), native="cid:{id}", url="https://www.google.com/maps?cid={id}", player="https://maps.google.com/maps?cid={id}&output=embed", **_GOOGLE,  # type: ignore[arg-type]
        examples={"https://maps.google.com/maps?cid=1234567890123456789": "cid:1234567890123456789", "https://maps.google.com/?cid=1234567890123456789": "cid:1234567890123456789"}),
    Provider("google-maps", "Google Maps", "map", urls=(f"[maps.]{_MAPS}/@{{lat:coord}},{{lon:coord}},{{zoom:coord}}z",), native="{lat},{lon},{zoom}", url="https://www.google.com/maps/@{lat},{lon},{zoom}z",
        player="https://maps.google.com/maps?q={lat},{lon}&z={zoom}&output=embed", **_GOOGLE,  # type: ignore[arg-type]
        examples={"https://www.google.at/maps/@48.3,10.0,13.5z": "48.3,10.0,13.5"}),
    Provider("google-mymaps", "Google My Maps", "map", urls=(f"{_MAPS}/d/[u/*/](embed|viewer|edit)?mid={{id:docs10}}",),
        url="https://www.google.com/maps/d/viewer?mid={id}", player="https://www.google.com/maps/d/embed?mid={id}", height=480, category="functional",
        examples={"https://www.google.com/maps/d/embed?mid=1aBcDeFgHiJkLmNoP": "1aBcDeFgHiJkLmNoP", "https://www.google.com/maps/d/u/0/embed?mid=1aBcDeFgHiJkLmNoP": "1aBcDeFgHiJkLmNoP",
                  "https://www.google.com/maps/d/viewer?mid=1aBcDeFgHiJkLmNoP": "1aBcDeFgHiJkLmNoP"}),
    Provider("openstreetmap", "OpenStreetMap", "map", urls=("openstreetmap.org/export/embed.html?bbox={id:said}",), keep=("marker",), url="https://www.openstreetmap.org/export/embed.html?bbox={id}[&marker={marker}]",
        player="https://www.openstreetmap.org/export/embed.html?bbox={id}&layer=mapnik[&marker={marker}]", height=450,
        examples={"https://www.openstreetmap.org/export/embed.html?bbox=16.3,48.1,16.4,48.3&layer=mapnik": "16.3,48.1,16.4,48.3"}),
    # A player needs the corners of the map, which the address of a page does not tell.
    Provider("openstreetmap", "OpenStreetMap", "map", urls=("openstreetmap.org/**#map={zoom:int}/{lat:coord}/{lon:coord}",), native="{zoom}/{lat}/{lon}", url="https://www.openstreetmap.org/#map={zoom}/{lat}/{lon}", height=450,
        examples={"https://www.openstreetmap.org/#map=13/48.3/10.0": "13/48.3/10.0", "https://www.openstreetmap.org/way/1234567#map=13/48.3/10.0": "13/48.3/10.0"}),
    Provider("arcgis", "ArcGIS StoryMaps", "map", urls=("storymaps.arcgis.com/stories/{id:hex32}",), url="https://storymaps.arcgis.com/stories/{id}",
        player="https://storymaps.arcgis.com/stories/{id}?cover=false", oembed="https://storymaps.arcgis.com/oembed", height=600, examples={f"https://storymaps.arcgis.com/stories/{_HEX32}": _HEX32}),
    Provider("arcgis-app", "ArcGIS", "map", urls=("*.arcgis.com/apps/{app:dirs}[/index.html]?appid={id:hex32}",), url="https://{host}/apps/{app}/index.html?appid={id}", player="https://{host}/apps/{app}/index.html?appid={id}", height=600,
        examples={f"https://www.arcgis.com/apps/Cascade/index.html?appid={_HEX32}": _HEX32, f"https://newsdesk.maps.arcgis.com/apps/webappviewer/index.html?appid={_HEX32}": _HEX32}),
    Provider("arcgis-app", "ArcGIS", "map", urls=("*.arcgis.com/apps/[opsdashboard/index.html]#/{id:hex32}", "*.arcgis.com/apps/dashboards/{id:hex32}", "*.arcgis.com/apps/dashboards#/{id:hex32}"), url="https://www.arcgis.com/apps/dashboards/{id}",
        player="https://www.arcgis.com/apps/dashboards/{id}", height=600,
        examples={f"https://www.arcgis.com/apps/dashboards/{_HEX32}": _HEX32, f"https://newsdesk.maps.arcgis.com/apps/opsdashboard/index.html#/{_HEX32}": _HEX32, f"https://newsdesk.maps.arcgis.com/apps/dashboards#/{_HEX32}": _HEX32}),
    Provider("komoot", "komoot", "map", urls=("(komoot.com|komoot.de)/tour/{id:int}",), url="https://www.komoot.com/tour/{id}", player="https://www.komoot.com/tour/{id}/embed", height=700,
        examples={"https://www.komoot.com/tour/123456789/embed?profile=1": "123456789", "https://www.komoot.de/tour/123456789/embed": "123456789"}),
    Provider("strava", "Strava", "map", urls=("strava.com/activities/{id:int}",), url="https://www.strava.com/activities/{id}", height=405,
        examples={"https://www.strava.com/activities/1234567890/embed/0123456789abcdef": "1234567890"}),
)  # fmt: skip
