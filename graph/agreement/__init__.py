"""How far several coders of the same material agree: what each claimed, matched by content.

The steps, each in a file: things of several dossiers are identified (`same_things`), claims are
matched into units (`matching`, `units`), coefficients are worked out over the units
(`coefficients`), and what is left to settle is listed (`disagreements`).
"""
