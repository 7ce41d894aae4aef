"""What the server answers beside the pages, and to whom it answers at all."""
