"""What goes between the station and the server beside the questions: queue, feed, clock."""
