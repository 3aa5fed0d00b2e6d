"""What the page is made of: from the run to rows and figures, and templates that lay them out."""
