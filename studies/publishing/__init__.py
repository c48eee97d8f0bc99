"""The life of a version: what is kept of a study, how it is shown again without its model, what changed between two of them and what that did."""
