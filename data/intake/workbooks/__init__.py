"""Workbooks: those of Excel and those of LibreOffice, whose XML is looked through before their cells are read."""
