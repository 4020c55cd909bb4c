"""Pictures by matplotlib (extra ``plot``), one chart a file; each function returns the Axes that it drew on."""
