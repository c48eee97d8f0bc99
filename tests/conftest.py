"""What every test starts from: no contours from an earlier visit, nothing asked outside, and the heavy libraries already imported.

On a cold disk their import would otherwise count in the time that a first page may take.
"""

import os
import tempfile

os.environ["STUDIO_VAR"] = tempfile.mkdtemp(prefix="studio-tests-")
os.environ["STUDIO_OFFLINE"] = "1"

import geopandas  # noqa: F401
import plotly.graph_objects  # noqa: F401
import pydeck  # noqa: F401
import scipy.stats  # noqa: F401
import xarray  # noqa: F401
