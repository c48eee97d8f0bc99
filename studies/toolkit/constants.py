"""Numbers that convert a unit into another, for every model: written once, never renamed."""

KILO = 1_000  # of any unit in a thousand of it: EUR in a kEUR, kEUR in a MEUR, kW in a MW, kg in a tonne
HUNDRED = 100  # km in what consumption is given for, points in a share
MONTHS = 12  # [month/year]
WEEKS = 52  # [week/year], 365 / 7 rounded
HOURS = 8_760  # [h/year], a year of 365 days
MINUTES = 60  # [min/h]
