"""What visitors leave beside who they are: scenarios kept under a link, errors reported, counts of visits."""
