"""What every test starts from: no contours from an earlier visit, nothing asked outside, and the heavy libraries already imported.

On a cold disk their import would otherwise count in the time that a first page may take. Property tests draw hundreds of examples by day,
thousands at night.
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
from hypothesis import settings

# Examples are drawn anew each night; by day they are the same from one run to the next, so that a failure comes from a change of the project.
settings.register_profile("daily", max_examples=200, derandomize=True, deadline=None, database=None)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("daily")
