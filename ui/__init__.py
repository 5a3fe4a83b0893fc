"""The four faces of Beaupré: kiosk screen, librarian's desk, web portal, command line."""
