"""What a sitting has on paper and by mail: its convocation, its minutes to print, reminders of what was decided, its files of calendar."""
