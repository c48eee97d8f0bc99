"""What the follow-up committee says of a study, computed: counter-values, their effect, whether they change the conclusion, what to review first."""
