"""Answers as one HTML file: the public door to `routing.views.report`."""

from routing.views.report import Exploration, report_html, write_report

__all__ = ["Exploration", "report_html", "write_report"]
