"""Every verb of the product, one file a family. The desk knows no platform."""
