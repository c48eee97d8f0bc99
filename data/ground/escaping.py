"""Data written in the language of what shows it, so that no value is ever read as an order."""

import re

BLANKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")  # one line for Markdown, as HTML shows it; a no-break space stays
MARKS = re.compile(r"[\\`*_{}\[\]()#!<>~$|&]|:(?=\S)|^[-+=]")  # what Markdown, or Streamlit in it, takes for an order
NUMBERED = re.compile(r"^(\d{1,9})\.")  # a list, when it begins a line
# What Streamlit looks for once the marks are read: an icon, an emoji, an address, a mail, a sign drawn with several (-> is →).
# No backslash prevents that: an invisible character, where no line breaks, stands in the middle.
JOINER = "\u2060"
FOUND_LATER = re.compile(r"(?<=:)(?=material/|[\w+-]+:|//)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@)|(?<=[-<>~])(?=[->=])", re.IGNORECASE)


def markdown(text: str) -> str:
    """A text of one line that somebody else wrote, so that Markdown shows it as it is: no link, heading, picture, formula, icon or colour."""
    line = FOUND_LATER.sub(JOINER, BLANKS.sub(" ", text).strip(" "))
    return NUMBERED.sub(r"\1\\.", MARKS.sub(r"\\\g<0>", line))
