"""The hours of a synthetic year: sun, wind, water, market price, refuelling. None of it was measured in Lozère.

No weather file of Lozère and no hourly price series can be shipped: each shape is made from a known rhythm and a seeded weather, then scaled by its
user to the yearly energy of a real plant. Hour 0 is the first hour of 1 January; a year has 365 days.

[1] Cooper, P. I. (1969). The absorption of radiation in solar stills. Solar Energy 12(3), 333-346. doi 10.1016/0038-092X(69)90047-4 (declination)
[2] Haurwitz, B. (1945). Insolation in relation to cloudiness and cloud density. Journal of Meteorology 2, 154-166. (clear sky)
[3] Brown, B. G., Katz, R. W., Murphy, A. H. (1984). Time series models to simulate and forecast wind speed and wind power. Journal of Climate and
    Applied Meteorology 23(8), 1184-1195. (Weibull speeds with an autoregressive memory)
[4] Park, S. K., Miller, K. W. (1988). Random number generators: good ones are hard to find. Communications of the ACM 31(10), 1192-1201.
    doi 10.1145/63039.63042 (the seeded weather: the same one on every machine)
"""

from dataclasses import dataclass

import numpy as np

from studies.toolkit.constants import HOURS

from .series import DAYS, HOURS_IN_DAY

BLOCK = 730  # [h] a twelfth of a year
SEED = 48
MULTIPLIER, MODULUS = 16_807, 2**31 - 1  # of the generator [4]
LATITUDE = 44.5  # [degrees] middle of Lozère
CLEAR = (0.50, 0.53, 0.56, 0.56, 0.57, 0.62, 0.68, 0.67, 0.63, 0.56, 0.50, 0.48)  # monthly clearness, shape only, from memory
RIVER = (1.2, 1.2, 1.3, 1.4, 1.3, 0.9, 0.5, 0.4, 0.5, 0.8, 1.2, 1.3)  # monthly flow over its mean, shape only, from memory
WINDY = (1.15, 1.12, 1.10, 1.05, 0.95, 0.88, 0.84, 0.84, 0.90, 1.00, 1.08, 1.12)  # monthly mean speed over that of the year, from memory
MEMORY = 0.94  # hourly memory of the wind, which then lasts about 16 h, from memory
WEIBULL = 2.0  # shape of the distribution of the speeds (Rayleigh)
CUT_IN, RATED, CUT_OUT, MEAN_SPEED = 3.0, 12.5, 25.0, 6.9  # [m/s] power curve of a common turbine; mean speed that gives about 2 300 h
MORNING, EVENING = 8.5, 19.5  # [h] peaks of the price
LOWEST, HIGHEST = -2.5, 3.0  # [standard deviations] where the price is held
OPEN, CLOSE = 6, 20  # [h] when vehicles refuel
WEEKEND = 0.5  # refuelling of a day of the weekend over that of a weekday


@dataclass(frozen=True)
class Year:
    """The synthetic year, hour by hour: sun, wind and water have a mean of 1, price has mean 0 and standard deviation 1, demand has a mean of 1."""

    sun: np.ndarray
    wind: np.ndarray
    water: np.ndarray
    price: np.ndarray
    demand: np.ndarray


def by_month(values) -> np.ndarray:
    """Twelve values held for 730 h each [hour]."""
    return np.repeat(np.asarray(values, dtype=float), BLOCK)


def scaled(values: np.ndarray) -> np.ndarray:
    """The same shape with a mean of 1."""
    return values / values.mean()


def sun_height(latitude: float) -> np.ndarray:
    """Sine of the height of the sun, hour by hour, 0 at night [1]."""
    hours = np.arange(HOURS)
    declination = np.radians(23.45) * np.sin(2 * np.pi * (284 + hours // HOURS_IN_DAY + 1) / DAYS)
    angle = np.radians(15 * (hours % HOURS_IN_DAY + 0.5 - 12))
    sine = np.sin(np.radians(latitude)) * np.sin(declination) + np.cos(np.radians(latitude)) * np.cos(declination) * np.cos(angle)
    return np.maximum(sine, 0)


def uniform(seed: int, size: int) -> np.ndarray:
    """Numbers between 0 and 1 that only look drawn: the minimal standard generator [4]."""
    found, state = np.empty(size), seed
    for step in range(size):
        state = MULTIPLIER * state % MODULUS
        found[step] = state / MODULUS
    return found


def autoregressive(memory: float, seed: int, size: int) -> np.ndarray:
    """A Gaussian series of variance 1 that keeps the share `memory` of the step before."""
    from scipy import special  # late: only the tabulation needs it

    shocks = special.ndtri(uniform(seed, size)) * np.sqrt(1 - memory**2)
    series, last = np.empty(size), 0.0
    for step, shock in enumerate(shocks):
        last = memory * last + shock
        series[step] = last
    return series


def solar(seed: int) -> np.ndarray:
    """The sun, clear sky [2] times a clearness of each day around that of its month."""
    sine = sun_height(LATITUDE)
    clear = np.where(sine > 0, sine * np.exp(-0.059 / np.maximum(sine, 0.01)), 0)
    days = np.clip(1 + 0.35 * autoregressive(0.5, seed, HOURS // HOURS_IN_DAY), 0.15, 1.45)
    return scaled(clear * by_month(CLEAR) * np.repeat(days, HOURS_IN_DAY))


def windy(seed: int) -> np.ndarray:
    """The wind: Weibull speeds with a memory [3], through the power curve of a turbine."""
    from scipy import special  # late: only the tabulation needs it

    chance = special.ndtr(autoregressive(MEMORY, seed, HOURS))
    scale = MEAN_SPEED / 0.8862  # mean of a Weibull of shape 2 over its scale
    speed = scale * (-np.log1p(-np.minimum(chance, 1 - 1e-12))) ** (1 / WEIBULL) * by_month(WINDY)
    power = np.clip((speed**3 - CUT_IN**3) / (RATED**3 - CUT_IN**3), 0, 1)
    return scaled(np.where(speed > CUT_OUT, 0, power))


def market(sun: np.ndarray, seed: int) -> np.ndarray:
    """The market price: two peaks a day, a trough under the sun, cheaper weekends and summers, and a memory of days; mean 0, deviation 1."""
    hours = np.arange(HOURS)
    clock, day = hours % HOURS_IN_DAY, hours // HOURS_IN_DAY
    peaks = np.exp(-(((clock - MORNING) / 2.0) ** 2)) + 1.3 * np.exp(-(((clock - EVENING) / 2.5) ** 2))
    night = -0.4 * (clock < 6)
    season = 0.5 * np.cos(2 * np.pi * (day - 15) / DAYS)
    weekend = -0.6 * (day % 7 >= 5)
    weather = 0.75 * autoregressive(0.97, seed, HOURS)
    raw = peaks + night + season + weekend - 0.45 * np.minimum(sun, 3) + weather
    for _ in range(20):  # standardised, then held within its limits, until both are true
        raw = np.clip((raw - raw.mean()) / raw.std(), LOWEST, HIGHEST)
    return raw


def refuelling() -> np.ndarray:
    """The refuelling: by day, half as much at weekends."""
    hours = np.arange(HOURS)
    clock, day = hours % HOURS_IN_DAY, hours // HOURS_IN_DAY
    return scaled(np.where((clock >= OPEN) & (clock < CLOSE), np.where(day % 7 >= 5, WEEKEND, 1.0), 0.0))


def synthetic_year(seed: int = SEED) -> Year:
    """The year that everything of the study is dispatched over; the same seed gives the same year."""
    sun = solar(seed)
    return Year(sun, windy(seed + 1), scaled(by_month(RIVER)), market(sun, seed + 2), refuelling())
