"""The versions of a study: where each stands, what changed from one to another and what that did to the figures, the next step."""

from data.ground import escaping
from pages.parts import address, menu, prose, provenance, visitor
from pages.parts.versions import comparing, reading, steps, timeline
from pages.parts.versions.reading import STUDY

visiting = visitor.current()
read = {one.study.slug: one for one in reading.read_by(visiting)}
titles = {slug: one.study.card.title for slug, one in read.items()}
prose.title(menu.VERSIONS.title)
provenance.article("versions")
one_of_them = address.OneOf(list(titles), titles.__getitem__)
slug = address.bound(prose.selectbox, "Étude", list(titles), key=STUDY, accepts=one_of_them, format_func=titles.__getitem__, width=420)
with visitor.told():
    if slug:
        study = read[slug].study
        found = reading.versions_of(slug, visiting)
        prose.header(escaping.markdown(titles[slug]))
        timeline.show(study, found)
        steps.show(study, found, visiting)
        comparing.show(study, found)
