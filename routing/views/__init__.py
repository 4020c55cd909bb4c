"""Answers in forms for other programs: dictionaries for JSON, pandas DataFrames, GeoJSON."""

from routing.views.as_dict import result_dict, route_dict
from routing.views.as_frame import result_frame, route_frame
from routing.views.as_geojson import result_geojson, route_geojson

__all__ = ["result_dict", "result_frame", "result_geojson", "route_dict", "route_frame", "route_geojson"]
