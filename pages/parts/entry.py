"""The script that the server runs for each visitor: it only relays to app.py.

A folder named `pages/` beside the script switches Streamlit's old page mode on, and the first visitor of a deep link after a restart then reads
"page not found". app.py has such a folder beside it; this file has none.
"""

import runpy
from pathlib import Path

if __name__ == "__main__":  # not in the process apart, which reads again the script of whoever starts it
    runpy.run_path(str(Path(__file__).parents[2] / "app.py"))
