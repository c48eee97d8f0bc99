"""What all the files of the model share: the years, and figures as arrays by draw, so that one run and an ensemble are the same lines."""

import numpy as np

YEARS = np.arange(2025, 2041)
DAYS, HOURS_IN_DAY = 365, 24  # [day/year], [h]


def figure(p, name):
    """A figure by draw [its unit, draw]; one value when nothing is drawn."""
    return np.reshape(getattr(p, name).values, (-1,))


def in_year(values, years):
    """The values of a series [unit of the series, year x draw] at one year for each draw [date_year, draw], the last of the series at most."""
    rows = np.clip(np.rint(years).astype(int) - YEARS[0], 0, len(YEARS) - 1)
    wide = np.broadcast_arrays(values, rows[None, :])[0]
    return np.take_along_axis(wide, np.broadcast_to(rows, (wide.shape[1],))[None, :], axis=0)[0]


def target_year(p):
    """The year that the levers aim at [date_year, draw]: later when one waits, the last year of the study at most."""
    return figure(p, "target_year") + figure(p, "wait_years")


def opening(p):
    """The year when production and stations open [date_year, draw]."""
    return figure(p, "first_year") + figure(p, "wait_years")
