"""The page of the pork study."""

from pages.parts import study_page

study_page.show(__file__)
