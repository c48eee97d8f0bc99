"""What the process that reads is asked beside the imports: a module for each task, with `run` as those of data.imports."""
