"""The organisation chart, by seat and not by person: on the screen branch by branch, on paper whole."""
