"""The pages: what a person sees who opens Parley's address, each from Parley's own templates."""
