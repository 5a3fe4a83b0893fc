"""The station: everything that runs in a branch, without a screen."""
