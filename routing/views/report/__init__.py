"""`write_report`: answers as one HTML file that needs nothing else: no network, no server, no other file."""

from __future__ import annotations

from routing.views.report.exploring import Exploration
from routing.views.report.writing import report_html, write_report

__all__ = ["Exploration", "report_html", "write_report"]
