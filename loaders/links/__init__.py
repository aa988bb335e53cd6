"""Whether the links of sources still stand: asked politely, remembered, and only when told to."""
