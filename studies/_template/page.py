"""The page of the study."""

from pages.parts import study_page

study_page.show(__file__)
