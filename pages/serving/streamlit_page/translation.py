"""Streamlit's own words, in French: nothing public changes them, so they are replaced in its bundles as the server hands them out.

Each bundle is named by its stem (the rest of its name is the digest of its content). Every English snippet must be found in the pinned version:
a test says which one is not, after an upgrade.
"""

from pathlib import Path

# stem of the bundle -> snippet as it is written there -> the same in French
WORDS: dict[str, dict[str, str]] = {
    "axios": {  # a refusal of ours says why, in French; another one its code
        "`Request failed with status code `+n.status": (
            "[403,429].includes(n.status)&&typeof n.data==`string`?n.data:`Refusé par le serveur, code `+n.status"
        )
    },
    "FileUploader": {
        "errorMessage:P(e)": "errorMessage:e.message||P(e)",
        "label:l?`Upload directories`:`Upload`": "label:l?`Choisir des dossiers`:`Choisir un fichier`",
        "`${T(t,D.Byte,0)} per file`": "`${T(t,D.Byte,0).replace(`MB`,` Mo`)} au plus`",
        "`Drag and drop directories here`": "`Déposer les dossiers ici`",
        "`Drag and drop files here`": "`Déposer les fichiers ici`",
        "`Drag and drop a file here`": "`Déposer le fichier ici`",
        "`Add files`": "`Ajouter des fichiers`",
        "`${e.type} files are not allowed.`": "`Fichier ${e.type} refusé.`",
    },
    "Pagination": {"`Next page`": "`Page suivante`", "`Previous page`": "`Page précédente`", "`Page ${e.page}`": "`Page n° ${e.page}`"},
    "Selectbox": {"`No results`": "`Aucun résultat`", "`Clear value`": "`Effacer`", "`Selectbox options`": "`Choix`", "`Open`": "`Ouvrir`"},
    "Multiselect": {
        "`No results`": "`Aucun résultat`",
        "`Clear all`": "`Tout effacer`",
        "`Multiselect options`": "`Choix`",
        "`Open`": "`Ouvrir`",
        "`Select all`": "`Tout choisir`",
        "`Selected values`": "`Valeurs choisies`",
        "`Remove ${e}`": "`Retirer ${e}`",
        "`Select ${p.length} matches`": "`Choisir les ${p.length} réponses`",
        "`You can only select up to ${t.maxSelections} ${e}. Remove an option first.`": "`${t.maxSelections} choix au plus : en retirer un d'abord.`",
    },
    "NumberInput": {
        "`Clear value`": "`Effacer`",
        "`Decrement`": "`Diminuer`",
        "`Increment`": "`Augmenter`",
        "`Number is above the allowed range. Please enter a value less than or equal to ${r}.`": "`Trop grand : au plus ${r}.`",
        "`Number is below the allowed range. Please enter a value greater than or equal to ${n}.`": "`Trop petit : au moins ${n}.`",
        "`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": "`Hors des bornes : entre ${n} et ${r}.`",
        "`Number is above the allowed range.`": "`Trop grand.`",
        "`Number is below the allowed range.`": "`Trop petit.`",
    },
    "TextInput": {
        "`Clear entry`": "`Effacer`",
        "`Hide password`": "`Cacher ce qui est écrit`",
        "`Show password`": "`Montrer ce qui est écrit`",
        "`Invalid input.`": "`Saisie refusée.`",
    },
    "InputInstructions": {
        "`Press Enter to ${e}`": "`Entrée pour ${e}`",
        "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "`${r()?`⌘`:`Ctrl`}+Entrée pour ${e}`",
        "`submit form`:`apply`": "`envoyer`:`valider`",
    },
    "DateInput": {
        "`Choose date`": "`Choisir une date`",
        "`Choose date range`": "`Choisir deux dates`",
        "`Clear date`": "`Effacer la date`",
        "`Clear dates`": "`Effacer les dates`",
        "`Date range`": "`Période`",
        "locale:`en-US`": "locale:`fr-FR`",
        "`Use arrow keys to navigate dates. Enter to select. Escape to close.`": "`Flèches : changer de jour. Entrée : choisir. Échap : fermer.`",
    },
    "Toolbar": {"`Fullscreen`": "`Plein écran`", "`Close fullscreen`": "`Quitter le plein écran`"},
    "DeckGlJsonChart": {
        "`Zoom In`": "`Agrandir`",
        "`Zoom Out`": "`Réduire`",
        "`aria-label`,`Map`": "`aria-label`,`Carte`",
        "`Toggle attribution`": "`Crédits de la carte`",
        "`Mapbox logo`": "`Logo de Mapbox`",
        "`Zoom in`": "`Agrandir`",
        "`Zoom out`": "`Réduire`",
        "`Enter fullscreen`": "`Plein écran`",
        "`Exit fullscreen`": "`Quitter le plein écran`",
    },
    "Table": {"`Scrollable table`": "`Tableau à faire défiler`"},
    "useFloatingOverlay": {"f:`Dismiss`": "f:`Fermer`"},
    "DynamicIcon": {"`${n} icon`": "`icône`", "return`Loading`": "return`Calcul en cours`"},
    "StreamlitMarkdown": {
        "ariaLabel:n+` icon`": "ariaLabel:{circle:`état`,warning:`attention`,block:`refus`,error:`erreur`}[n]||`icône`",
        "`Link to heading`": "`Lien vers ce titre`",
        "`Help`": "`Aide`",
        "`Help for ${": "`Aide sur ${",
        "footnoteLabel||`Footnotes`": "footnoteLabel||`Notes`",
    },
    "DownloadButton": {"`Download failed`": "`Échec du téléchargement`"},
    "utils": {
        "`${t.type} files are not allowed.`": "`Fichier ${t.type} refusé.`",
        "`File size is too small.`": "`Fichier trop petit.`",
        "`Only one file is allowed.`": "`Un seul fichier à la fois.`",
        "`Unexpected error. Please try again.`": "`Envoi interrompu : recommencer.`",
        "`Error: `": "`Refusé : `",
        "`Choose or add options`": "`Choisir ou ajouter`",
        "`Choose or add an option`": "`Choisir ou ajouter`",
        "`Choose options`": "`Choisir`",
        "`Choose an option`": "`Choisir`",
        "`File must be ${$(n,`b`)} or smaller.`": "`Fichier trop lourd : ${$(n,`b`)} au plus.`",
    },
    "index": {
        "children:`Skip to main content`": "children:`Aller au contenu`",
        '"aria-label":`Close`': '"aria-label":`Fermer`',
        '"aria-label":`Sidebar`': '"aria-label":`Leviers`',
        "`Scroll tabs left`": "`Onglets précédents`",
        "`Scroll tabs right`": "`Onglets suivants`",
        "dismiss:`Dismiss`": "dismiss:`Fermer`",
        "alt:`Logo`": "alt:`Le Studio`",
        "`Navigate to home page`": "`Aller à l'accueil`",
        "`Expand sidebar`": "`Ouvrir le menu et les leviers`",
        "`Collapse sidebar`": "`Fermer le menu et les leviers`",
        "`Running...`": "`Calcul en cours…`",
        "`Page not found`": "`Page introuvable`",
        "`The page that you have requested does not seem to exist`": "`Aucune page du Studio n'a cette adresse, ou son étude est retirée`",
        "`${t}. Running the app's main page.`": "`${t}. L'accueil est affiché.`",
        "`Stopping...`": "`Arrêt…`",
        "`App pages`": "`Pages du site`",
        "`App Logo`": "`Le Studio`",
        "`Connection lost. Please wait for the app to reconnect, then try again.`": "`Connexion perdue : attendre qu'elle revienne, puis réessayer.`",
        "`Reconnected to server.`": "`Connexion rétablie.`",
        "r?`view less`:`view more`": "r?`en voir moins`:`en voir plus`",
        "`Error uploading file`": "`Échec du dépôt`",
        "`Error deleting file`": "`Échec du retrait`",
    },
}


def words_of(bundle: Path) -> dict[str, str]:
    """What is replaced in a bundle; nothing for most of them."""
    return WORDS.get(bundle.name.partition(".")[0], {}) if bundle.suffix == ".js" else {}


def in_french(bundle: Path) -> bytes:
    """The content of a bundle with its words in French. A snippet that a bundle of that stem does not have is left alone."""
    content = bundle.read_bytes()
    for english, french in words_of(bundle).items():
        content = content.replace(english.encode("utf-8"), french.encode("utf-8"))
    return content
