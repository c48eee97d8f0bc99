"""Legal notices: who publishes, where it is hosted, personal data, licences."""

from data.ground import escaping
from geo.maps.background import choice
from pages.parts import prose, provenance

NOBODY = "et n'appelle aucun autre site"
ONE_HOST = "et n'appelle qu'un autre site, {}, pour le fond des cartes : celui-ci reçoit l'adresse de votre connexion"

ground = choice.chosen()
asked = ONE_HOST.format(escaping.markdown(ground.host)) if ground is not None and ground.host else NOBODY

prose.title("Mentions légales")
provenance.article("legal", asked=asked)
