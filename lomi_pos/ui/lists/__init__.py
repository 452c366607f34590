"""What history and the payment links share: a pane with a list, its rows, and the table that shows them."""
