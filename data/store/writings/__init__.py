"""What visitors write beside who they are: scenarios kept under a link, errors reported."""
