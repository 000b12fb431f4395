"""What `compare` and `growth` share: standard library only."""
