"""Discourse networks: who agrees with whom, as data that network analysis can go on with.

The projections are those of discourse network analysis (Leifeld 2017, "Discourse network analysis:
policy debates as dynamic networks", The Oxford Handbook of Political Networks): parties and demands
as two modes, and parties joined by what they share (*congruence*), by what divides them
(*conflict*), or by the one less the other (*subtract*). Only positions for and against count; a
disputed position counts for neither.

    networks.network(desk, NetworkQuestion(kind="conflict", as_of="2025-03-18"))
    coalitions.coalitions(desk, CoalitionsQuestion(as_of="2025-03-18"))
    plots.positions_over_time(desk, ...)
"""
