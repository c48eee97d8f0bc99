"""Fibre: where the rollout stands, who paid for it, commune by commune, the end of copper, and the fibre of each site."""

from pages.parts import prose
from pages.parts.fibre import copper, coverage, funding, observed_communes, sites_served

prose.title("La fibre en Lozère")
for part in (coverage, funding, observed_communes, copper, sites_served):
    part.show()
