"""A network of one sea link over the 180th meridian, for forms of answers that are told by heart."""

from __future__ import annotations

import networks
import routing
from routing import Shipment


def pacific(*, name="=1+1", usd=500.0, **head):
    """Return a network of one sea link over the 180th meridian, 120 h, from Petropavlovsk to Anchorage."""
    builder = networks.NetworkBuilder("pacific")
    builder.add_place(id="PKC", name=name, lat=53.0, lon=158.65)
    builder.add_place(id="ANC", name="Anchorage", **{"lat": 61.2, "lon": -150.0} | head)
    builder.add_link(id="sea", tail="PKC", head="ANC", mode="sea", hours=120.0, usd=usd, length_km=3500)
    return builder


def answered(builder, origin="PKC", destination="ANC"):
    return routing.solve(builder.build(), Shipment(origin, destination)).require()
