"""Heavy libraries, imported once here: on a cold disk their import would otherwise count in the time that a first page may take."""

import geopandas  # noqa: F401
import plotly.graph_objects  # noqa: F401
import pydeck  # noqa: F401
import scipy.stats  # noqa: F401
import xarray  # noqa: F401
