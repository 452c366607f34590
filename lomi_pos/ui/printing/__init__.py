"""Receipts and codes on paper: one painter for pages and pictures, one writer for till printers."""
