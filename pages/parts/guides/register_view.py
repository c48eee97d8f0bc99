"""The register of sources on screen: searched, each study in a drawer that says how many sources it has and how many are to be read again."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.ground import escaping, french
from data.inventory.fields import plain
from pages.parts import address, prose, provenance

KEY = "sources"
EVERYTHING = "tout le registre"
LONGEST = 60  # characters of a search
OPENED = 8  # sources found: as many or fewer are in sight at once, without a drawer to open
SEARCHED = ["producteur", "titre", "licence", "sert_a", "remarque", "traitement"]


@dataclass(frozen=True)
class Asked:
    """What a visitor looks for: words, one part of the register only, what must be read again only."""

    text: str
    part: str
    stale: bool

    def found(self, parts: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """The entries that answer, by part of the register; a part without any is left out."""
        kept = {title: self._within(frame) for title, frame in parts.items() if self.part in (EVERYTHING, title)}
        return {title: frame for title, frame in kept.items() if len(frame)}

    def _within(self, frame: pd.DataFrame) -> pd.DataFrame:
        words = frame[SEARCHED].agg(" ".join, axis=1).map(plain)
        kept = words.str.contains(plain(self.text), regex=False)
        return frame[kept & frame["a_relire"]] if self.stale else frame[kept]

    @property
    def nothing(self) -> bool:
        """Whether the visitor asked nothing."""
        return not self.text and self.part == EVERYTHING and not self.stale


def ask(titles: list[str]) -> Asked:
    """The fields of the search, which the address carries."""
    left, middle, right = st.columns([4, 3, 3], vertical_alignment="bottom")
    with left:
        text = address.bound(
            prose.text_input,
            "Rechercher une source",
            key=f"{KEY}.text",
            accepts=address.Words(LONGEST),
            placeholder="producteur, titre, licence, chiffre qui s'en sert…",
            max_chars=LONGEST,
        )
    with middle:
        parts = address.OneOf([EVERYTHING, *titles])
        part = address.bound(prose.selectbox, "Étude ou partie du registre", parts.options, key=f"{KEY}.part", accepts=parts)
    with right:
        stale = address.bound(prose.toggle, "Seulement ce qui est à relire", key=f"{KEY}.stale", accepts=address.YesNo())
    return Asked((text or "").strip(), part, stale)


def show(parts: Mapping[str, pd.DataFrame], asked: Asked) -> None:
    """Each part of the register that answers in its drawer, whose entries are sent once it is opened; in sight at once when few answer."""
    found = asked.found(parts)
    count = sum(map(len, found.values()))
    if not found:
        prose.info("Aucune source ne répond : chercher un mot plus court, ou revenir à tout le registre.")
        return
    if not asked.nothing:
        prose.markdown(f"**{french.counted(count, 'entrée trouvée', 'entrées trouvées')}.**")
    for title, frame in found.items():
        if count <= OPENED:
            prose.header(escaping.markdown(title))
            prose.table(rows(frame), hide_index=True)
            continue
        drawer = prose.expander(drawer_title(title, frame), key=f"{KEY}.drawer-{title}", on_change="rerun")
        if drawer.open:
            with drawer:
                prose.table(rows(frame), hide_index=True)


def drawer_title(title: str, frame: pd.DataFrame) -> str:
    """Porc de qualité : 46 sources, dont 2 à relire."""
    stale = int(frame["a_relire"].sum())
    told = f"{escaping.markdown(title)} : {french.counted(len(frame), 'entrée')}"
    return f"{told}, dont {french.number(stale)} à relire" if stale else told


def rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The entries of the register as one reads them: the source, the figures that use it, its licence, its dates."""
    return [
        {
            "Source": f"{escaping.markdown(row.producteur)}, {provenance.linked(row.titre, row.adresse)}",
            "Sert à": escaping.markdown(row.sert_a),
            "Licence": escaping.markdown(row.licence),
            "Données de": escaping.markdown(provenance.day(str(row.date_des_donnees))),
            "Lu le": (french.short_day(row.consulte_le) if row.consulte_le else "") + (", **à relire**" if row.a_relire else ""),
            "Traitement et remarques": escaping.markdown(" ".join(filter(None, (row.traitement, row.remarque)))),
        }
        for row in frame.itertuples()
    ]
