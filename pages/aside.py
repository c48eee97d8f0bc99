"""Where the page of a study stands that is left out: why it is not there, for whoever comes by a link, and for its author."""

from pages.parts import prose

prose.title("Cette étude n'est pas affichée")
prose.markdown(
    "Un de ses fichiers a un défaut : le bandeau en haut de la page dit lequel, sa ligne et que faire. Elle revient dès qu'il est corrigé ; le reste "
    "du Studio est là."
)
