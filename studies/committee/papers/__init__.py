"""What a committee does on paper and by mail: the review sheet, filled in and read back, the letter that calls a meeting, its file of calendar."""
