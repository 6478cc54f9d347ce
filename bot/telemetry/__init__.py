"""What the product says about itself: log lines and figures, without secrets or customer data."""
