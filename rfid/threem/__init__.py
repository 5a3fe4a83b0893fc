"""3M / Bibliotheca readers 810 and 210: frames, commands, driver."""
