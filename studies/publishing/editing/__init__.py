"""What is written on screen in the files of a study: one row, one scenario, one text, every other byte left alone; whole files, once read."""
