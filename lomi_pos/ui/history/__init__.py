"""History (F3): what this till sold, and what lomi. booked, told apart."""
