"""What becomes of the lines in force that a deposited file does not have: the choice, before the file is read."""

from data.inventory import store, ways
from data.inventory.ways import Way
from pages.parts import prose

KEY = "inventory.way"
KINDS = {
    "complete": "Compléter : rien n'est retiré de l'inventaire",
    "epci": "Remplacer ce qui est d'une intercommunalité, garder le reste",
    "owner": "Remplacer ce qui est d'un gestionnaire de zones, garder le reste",
    "replace": "Tout remplacer : ce que le fichier n'a pas est retiré",
}


def choose() -> Way | None:
    """The way that the visitor asks for; None as long as nobody is chosen."""
    kind = prose.radio("Ce que le fichier n'a pas", list(KINDS), format_func=KINDS.get, key=KEY)
    if kind == "epci":
        found = prose.selectbox(
            "Intercommunalité", list(ways.epcis()), index=None, format_func=ways.epcis().get, placeholder="choisir", key=f"{KEY}.epci"
        )
    elif kind == "owner":
        owners = ways.owners(store.current())
        found = prose.selectbox("Gestionnaire, dans les zones en place", owners, index=None, placeholder="choisir", key=f"{KEY}.owner")
    else:
        return Way(kind)
    return Way(kind, found) if found else None
