"""What the customer sees: on a screen of their own, or on this one turned round."""
