"""The page of the study."""

from pages.parts.study import study_page

study_page.show(__file__)
