"""What all the files of the model share: the years that are computed, those that are shown, and how a series is read at one of them."""

import numpy as np

COMPUTED_YEARS = np.arange(2025, 2046)  # the years that the model runs through: five of waiting leave as many years of service as none
SHOWN_YEARS = np.arange(2025, 2041) + 1  # those that a series shows; a year is dated at its end: 2036 for all of 2035
DAYS, HOURS_IN_DAY = 365, 24  # [day/year], [h]


def in_year(values, years):
    """The values of a series [unit of the series, year x draw] at one year for each draw [date_year, draw], the last of the series at most."""
    rows = np.clip(np.rint(np.atleast_1d(years)).astype(int) - COMPUTED_YEARS[0], 0, len(COMPUTED_YEARS) - 1)
    wide = np.broadcast_arrays(values, rows[None, :])[0]
    return np.take_along_axis(wide, np.broadcast_to(rows, (wide.shape[1],))[None, :], axis=0)[0]


def target_year(p):
    """The year that the levers aim at [date_year, draw]: later when one waits, the last year of the study at most."""
    return p.target_year + p.wait_years


def opening(p):
    """The year when production and stations open [date_year, draw]."""
    return p.first_year + p.wait_years


def in_service(p, start):
    """Whether a year is one of those of service that every choice is counted over, when it starts at `start` [date_year]: as many for all of them,
    whenever they start [1 or 0, year x draw]."""
    years = COMPUTED_YEARS[:, None]
    return ((years >= start) & (years < start + float(p.service_years))).astype(float)


def over_service(p, yearly, start):
    """The sum of a series [its unit/year, year x draw] over the years of service that start at `start` [date_year]."""
    return np.cumsum(yearly * in_service(p, start), axis=0)[-1]  # year after year: one draw and a thousand are then the same to the last bit
