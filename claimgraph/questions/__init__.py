"""Questions about one view: each is a function that takes the view first and changes nothing."""
