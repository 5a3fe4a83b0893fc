"""What a patron takes home: its words, its layout, and its letters as a picture where need be."""
