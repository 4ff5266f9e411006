"""How the papers of a recommendation look; what they say is made in `recommendations.papers`."""
