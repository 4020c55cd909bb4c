# %% [markdown]
"""A first walk through landbridge: 42 days against 25, a ban, limits, a front, and a network of your own.

The file runs as it is (`python examples/tutorial.py`), and cell by cell in an editor that knows ``# %%``, or in Jupyter
after `jupytext --to ipynb examples/tutorial.py`; there an object on the last line of a cell shows
itself: a table, a picture, a map to look around in. The last pictures need ``pip install '.[report]'``.
"""

# %% [markdown]
# ## 1. Load a network
# The built-in one speaks of 30 November 2016. Every answer starts with a line like this: what, of when, in whose money.

# %%
import tempfile
from pathlib import Path

import networks
import routing

net = networks.load("eurasia")
print(net.heading)
print(net)

# %% [markdown]
# Places have ids, UN/LOCODEs where they exist. A name that is not known is an error that tells the nearest ones.

# %%
print([place.id for place in net.places.values() if place.country == "JP" and place.kind == "seaport"][:6])
try:
    net.places["Vladivostock"]
except networks.UnknownNameError as error:
    print(error)

# %% [markdown]
# ## 2. Ask for one route
# A shipment goes from door to door unless told otherwise. The answer bears its proof: two unlike engines agree.

# %%
box = routing.Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="door")
result = routing.solve(net, box, minimise="time")
print(result)

# %% [markdown]
# A route is made of legs and steps; where no figure stands, an amount is None, never 0.

# %%
route = result.require()
for leg in route.legs:
    print(f"{leg.mode:5} {leg.origin} - {leg.destination}: {(leg.minutes or 0) / 1440:.1f} days aboard by {leg.name}")
low, high = route.likely_days()
best, worst = route.range_days()
print(f"{route.days:.1f} days; {low:.0f} to {high:.0f} likely, {best:.0f} to {worst:.0f} at best and worst")
print({kind: f"{share:.0%}" for kind, share in route.provenance()["hours"].items() if share})

# %% [markdown]
# ## 3. What made 42 days out of which 25 were promised?
# A scenario is a network with other figures and other services on offer, each change with its reason.

# %%
names = ("2016-suez", "2016-ordinary", "2016-target")
comparison = routing.compare({name: networks.load("eurasia", scenario=name) for name in names}, box)
print(comparison)

# %%
last = networks.scenarios()["2016-target"].changes[-1]
print(f"The last change of 2016-target: {last.action} {last.element}: {last.why}")

# %% [markdown]
# ## 4. What does it cost to keep out of China?
# A ban removes every place, link and call there; it is no penalty. "CN" takes in Hong Kong and Macao.

# %%
to_almaty = routing.Shipment("JPYOK", "KZALA")
no_china = routing.Constraints(avoid_territories={"CN"})
price = routing.price_of(net, to_almaty, constraints=no_china)
print(price)
assert not price.bound.require().territories & no_china.banned_territories

# %% [markdown]
# ## 5. Limits, and what if there is no way
# No route is an answer: it tells which limits clash, and the nearest value of each that would work.

# %%
within = routing.Constraints(avoid_territories={"CN"}, max_days=35, max_transshipments=1)
print(routing.solve(net, to_almaty, minimise="cost", constraints=within).require())

# %%
hurried = routing.Constraints(avoid_territories={"CN"}, max_days=20)
refused = routing.solve(net, to_almaty, constraints=hurried)
print(refused.status.name, *refused.blocked_by, sep="\n")

# %% [markdown]
# ## 6. Every route worth a thought
# On the front of time and cost each route is better than any other in one of them. Which one to take depends on what a
# day is worth.

# %%
front = routing.frontier(net, box, criteria=("time", "cost"), options=routing.SolveOptions(prove_beyond=True))
print(front)
for point, least, most in front.break_even():
    print(f"a day worth {least:,.0f} to {most:,.0f} USD: point {point}, {front[point].days:.1f} days")

# %% [markdown]
# ## 7. A network of your own
# Two CSV files are enough. The figures below are made up. `networks.check` tells all that is wrong.

# %%
PLACES = """\
id,name,country
OSAKA,Osaka,JP
VOSTOCHNY,Vostochny,RU
ALMATY,Almaty,KZ
"""
LINKS = """\
id,tail,head,mode,length_km,gauge_mm,territories,hours,usd
osaka-vostochny,OSAKA,VOSTOCHNY,sea,1300,,JP;RU,75,650
vostochny-almaty,VOSTOCHNY,ALMATY,rail,7800,1520,RU;KZ,380,1900
"""
with tempfile.TemporaryDirectory() as parent:
    folder = Path(parent) / "corridor"
    folder.mkdir()
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    (folder / "links.csv").write_text(LINKS.replace(",75,", ",3 days,"), encoding="utf-8")
    print("With a mistake:", *networks.check(folder), sep="\n  ")
    (folder / "links.csv").write_text(LINKS, encoding="utf-8")
    own = networks.read(folder)
mine = routing.solve(own, routing.Shipment("OSAKA", "ALMATY")).require()
print(f"{mine.days:.1f} days, {mine.usd:,.0f} USD: {' - '.join(mine.places)}; CO2e: {mine.kg_co2e} (no figure for it)")

# %% [markdown]
# ## 8. Show it
# In a notebook the last line of a cell is shown: an answer as a table, `plot()` as a picture (extra `plot`), and
# `explore()` as a map that zooms and tells the figures of what is pointed at (extra `report`).

# %%
result

# %%
result.plot()

# %%
result.explore()

# %% [markdown]
# `result.explore().save("moscow.html")` writes the page as one file, `routing.report.write_report("all.html", result,
# comparison)` one of several answers.
#
# The same from a shell: `landbridge compare Yokohama Moscow`, `landbridge route Yokohama Almaty --avoid CN`,
# `landbridge template my-network`; `landbridge --help` tells the rest.
